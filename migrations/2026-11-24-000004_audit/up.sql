-- What staff did: append-only, each row chained to the one before by SHA-256. Ids only, never an author.
create table audit_entries (
    organisation_id uuid not null references organisations,
    number bigint not null,
    at timestamptz not null,
    staff_id uuid, -- null: the command line or a schedule
    verb text not null,
    object_id uuid,
    hash bytea not null check (length(hash) = 32),
    primary key (organisation_id, number)
);
call wall('audit_entries', 'select, insert');
