drop table schedules;
drop table jobs;
drop procedure wall(regclass, text);
drop procedure allow(regclass, text);
drop function tenant();
-- The role stays: other databases of this cluster may use it.
