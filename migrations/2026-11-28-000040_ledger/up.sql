-- The order in which what waits becomes due. Nothing else is in it, so no other question about a delivery can be
-- answered by walking it: whoever knows a delivery uses its key.
drop index deliveries_due;
create index deliveries_due on deliveries (organisation_id, announcement_id, next_at, subscription_id)
    where status = 'pending' or (status = 'uncertain' and not flagged);

-- The latest version of the event's agenda that this recipient had a mail about; none: never had one. Frozen with them.
alter table deliveries add knows integer;

-- Counts changes of its texts, so that nobody sends or overwrites what they have not seen.
alter table announcements add revision integer not null default 1;
