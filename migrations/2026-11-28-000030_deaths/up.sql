-- A crash is no try: `attempts` counts what came back as a failure, `deaths` the processes that died with the job in
-- hand. After three of those it is tried alone, so that it takes nothing else with it.
alter table jobs add column deaths integer not null default 0;
create index jobs_suspect on jobs (run_at) where gave_up_at is null and deaths >= 2;
