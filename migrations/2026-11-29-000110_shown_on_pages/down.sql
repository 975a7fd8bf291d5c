drop procedure shown_on_pages(regclass);
drop function pages_changed() cascade;
