alter table library_texts drop intensity, drop content_notes;
alter table stories drop intensity, drop content_notes;
