drop table release_slots;
drop table releases;
drop table slots;
drop table events;
