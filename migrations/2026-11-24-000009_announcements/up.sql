-- Addresses that asked for announcements. They share no key with anything an author touches.
create table subscriptions (
    organisation_id uuid not null references organisations,
    id uuid not null,
    email text, -- erased on unsubscribing
    email_hash bytea not null check (length(email_hash) = 32), -- HMAC under a key outside the database
    language text not null check (language in ('nl', 'fr', 'en')),
    status text not null check (status in ('unconfirmed', 'confirmed', 'unsubscribed')),
    confirmed_at timestamptz,
    asked_at timestamptz, -- when its confirmation was last asked for by mail: once in ten minutes at most
    primary key (organisation_id, id),
    unique (organisation_id, email_hash),
    check ((email is null) = (status = 'unsubscribed'))
);
call wall('subscriptions', 'select, insert, update');

create table announcements (
    organisation_id uuid not null,
    id uuid not null,
    event_id uuid not null,
    release_version integer not null,
    status text not null
        check (status in ('draft', 'scheduled', 'running', 'paused', 'finished', 'cancelled')),
    confirmed_at timestamptz,
    primary key (organisation_id, id),
    foreign key (organisation_id, event_id, release_version) references releases
);
call wall('announcements', 'select, insert, update');

create table announcement_texts (
    organisation_id uuid not null,
    announcement_id uuid not null,
    language text not null check (language in ('nl', 'fr', 'en')),
    subject text not null,
    body text not null,
    primary key (organisation_id, announcement_id, language),
    foreign key (organisation_id, announcement_id) references announcements
);
call wall('announcement_texts', 'select, insert, update');

-- The ledger: one row for each recipient frozen at confirmation, with its fate.
-- pending -> claimed -> handed -> sent | failed | uncertain; skipped: unsubscribed meanwhile.
create table deliveries (
    organisation_id uuid not null,
    announcement_id uuid not null,
    subscription_id uuid not null,
    status text not null
        check (status in ('pending', 'claimed', 'handed', 'sent', 'failed', 'uncertain', 'skipped')),
    attempts integer not null default 0,
    next_at timestamptz not null,
    claim uuid,
    lease_until timestamptz,
    reply text, -- the server's code, such as 550 5.1.1; never its text, which may name an address
    flagged boolean not null default false, -- was uncertain once: may have arrived twice
    primary key (organisation_id, announcement_id, subscription_id),
    foreign key (organisation_id, announcement_id) references announcements,
    foreign key (organisation_id, subscription_id) references subscriptions
);
create index deliveries_due on deliveries (organisation_id, announcement_id, next_at)
    where status in ('pending', 'claimed', 'handed', 'uncertain');
call wall('deliveries', 'select, insert, update');
