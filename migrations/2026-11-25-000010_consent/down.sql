drop table messages;
alter table release_slots drop constraint release_slots_consent, drop column story_version;
alter table stories drop column agreed_version, drop column asked_week;
drop table consents;
alter table stories drop constraint stories_organisation_id_id_silence_key;
alter table story_versions drop column written_by;
