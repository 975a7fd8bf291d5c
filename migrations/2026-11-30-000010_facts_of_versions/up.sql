-- Facts are sealed with the version that they were said of: a dump tells nobody what is in a story.
-- No release had these columns.
alter table stories drop intensity, drop content_notes;
