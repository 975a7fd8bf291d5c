-- Sealed letters of one size. Organisation and kind are inside; a day is needed to find the key, nothing else is kept.
create table letters (
    id uuid primary key,
    day date not null,
    sealed bytea not null
);
alter table letters alter column sealed set storage external;
call allow('letters', 'select, insert, delete');

-- The way back: an HMAC of the receipt code, under a key outside the database.
-- Without a story: withdrawn before it came out of the pool, so that it never does.
create table receipts (
    organisation_id uuid not null references organisations,
    code_hash bytea not null check (length(code_hash) = 32),
    story_id uuid,
    primary key (organisation_id, code_hash),
    unique (organisation_id, story_id),
    foreign key (organisation_id, story_id) references stories
);
call wall('receipts', 'select, insert, update, delete');
