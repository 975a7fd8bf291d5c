alter table stories drop constraint stories_organisation_id_id_told_version_fkey;
drop table story_versions;
drop table stories;
