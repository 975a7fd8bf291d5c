drop index audit_by_act;
drop index audit_by_person;
drop index audit_of_readers;
alter table staff drop away_until, drop stories_a_day;
