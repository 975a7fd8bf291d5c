-- What is promised to whoever tells: which ways in there are, and since when.

alter table organisations
    add house_lane boolean not null default true, -- anonymous stories with the house code of the round
    add open_lane integer check (open_lane between 1 and 10000); -- without it: at most so many a day; null: closed

-- From one call for stories to the next. Its house code shows that somebody works here, not who.
create table rounds (
    organisation_id uuid not null references organisations,
    number integer not null check (number >= 1),
    house_code text not null,
    relied_on boolean not null default false, -- a story came out in it: the promise may only become stronger
    primary key (organisation_id, number)
);
call wall('rounds', 'select, insert, update');

insert into rounds (organisation_id, number, house_code)
    select id, 1, 'atlas-' || substr(replace(gen_random_uuid()::text, '-', ''), 1, 10) from organisations;

-- The public log of promises. Each hash covers the one before it, the day and the terms: whoever noted one can
-- tell that nothing before it was rewritten.
create table promises (
    organisation_id uuid not null references organisations,
    number integer not null check (number >= 1),
    day date not null,
    terms jsonb not null,
    hash bytea not null check (length(hash) = 32),
    primary key (organisation_id, number)
);
call wall('promises', 'select, insert');

-- The way a story came in: moderators see it, since how sure they can be that a colleague wrote it depends on it.
alter table stories add lane text not null default 'open' check (lane in ('named', 'house', 'open'));
update stories set lane = 'named' where anonymity = 'named';
alter table stories alter column lane drop default;
