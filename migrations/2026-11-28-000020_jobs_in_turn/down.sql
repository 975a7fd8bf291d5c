drop index jobs_due;
create index jobs_due on jobs (run_at nulls first) where gave_up_at is null;
