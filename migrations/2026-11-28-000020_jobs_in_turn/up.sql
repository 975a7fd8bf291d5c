-- What was put off comes before what is to run at once: a flood of new jobs never keeps a second try waiting.
drop index jobs_due;
create index jobs_due on jobs (run_at) where gave_up_at is null;
