-- How often an address was asked by mail whether it wants announcements, and when last. It outlives the subscription, so
-- that nobody can start anew by unsubscribing; the hash is under a key outside the database.
create table asked_addresses (
    organisation_id uuid not null references organisations,
    email_hash bytea not null check (length(email_hash) = 32),
    times integer not null check (times > 0),
    asked_at timestamptz not null,
    primary key (organisation_id, email_hash)
);
call wall('asked_addresses', 'select, insert, update, delete');
