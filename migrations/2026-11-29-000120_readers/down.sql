drop table reader_keys;
alter table announcements drop column readers;
alter table stories drop column readers;
alter table organisations drop column domains, drop column indexed, drop column readers;
