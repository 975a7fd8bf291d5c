-- Who may read. What is told stays with those who could read when it was told, also when an organisation opens later.
alter table organisations
    add readers text not null default 'house' check (readers in ('house', 'everybody')),
    add indexed boolean not null default false check (not indexed or readers = 'everybody'), -- search engines may come
    add domains text[] not null default '{}'; -- addresses of whom may subscribe without having come through the door
-- Stories from before were promised nothing about it: the narrower.
alter table stories add readers text not null default 'house' check (readers in ('house', 'everybody'));
alter table stories alter column readers drop default;
-- An announcement stays with those who could read when it was sent.
alter table announcements add readers text not null default 'house' check (readers in ('house', 'everybody'));

-- What opens the door of an organisation: the same for all its readers, so that it says nothing about any of them. Kept
-- readable, like the poster code, to be shown to organisers again and to stand in mails.
create table reader_keys (
    organisation_id uuid not null references organisations,
    number integer not null check (number >= 1),
    key text not null check (key ~ '^[0-9a-z]{32}$'),
    state text not null check (state in ('current', 'old')),
    feeds_until date, -- last day on which calendars and feeds that have an old key go on
    primary key (organisation_id, number),
    unique (organisation_id, key),
    check (state = 'old' or feeds_until is null)
);
create unique index reader_keys_current on reader_keys (organisation_id) where state = 'current';
insert into reader_keys (organisation_id, number, key, state)
    select id, 1, left(encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex'), 32), 'current'
    from organisations;
call wall('reader_keys', 'select, insert, update');
call shown_on_pages('reader_keys');
