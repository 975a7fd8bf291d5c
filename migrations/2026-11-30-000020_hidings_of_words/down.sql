drop index hidings_by_need;
create index hidings_by_need on hidings (organisation_id, (state = 'kept'), week, story_id);
drop trigger other_words on stories;
drop function look_at_other_words();
alter table hidings drop version;
