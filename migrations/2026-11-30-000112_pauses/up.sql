-- What people who work at the desk ask of it: nothing new before a day, and no more stories a day than they can bear.
alter table staff
    add away_until date,
    add stories_a_day smallint check (stories_a_day between 1 and 100);

-- What somebody read today.
create index audit_of_readers on audit_entries (organisation_id, staff_id, at) where verb = 'story_read';

-- Whose acts, and which.
create index audit_by_person on audit_entries (organisation_id, staff_id, number);
create index audit_by_act on audit_entries (organisation_id, verb, number);
