drop trigger pages_changed on lessons;
drop trigger erase_from_library on story_versions;
drop trigger erase_from_library on stories;
drop function erase_version_from_library();
drop function erase_from_library();
drop table library_texts;
alter table stories drop column hidden_by, drop column for_library,
    drop constraint stories_organisation_id_id_agreed_version_key;
