-- How many people can tell stories in a house; null: nobody said. Among fewer than 10 nobody stays unknown.
alter table organisations add people integer check (people between 1 and 1000000);
