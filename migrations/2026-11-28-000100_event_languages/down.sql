alter table releases drop column translations;
alter table events drop column translations;
