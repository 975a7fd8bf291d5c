-- The days. Times are local wall-clock times in an IANA zone, so that a change of daylight-saving rules keeps them.
create table events (
    organisation_id uuid not null references organisations,
    id uuid not null,
    title text not null,
    intro text not null,
    starts_at timestamp not null,
    minutes integer not null check (minutes between 5 and 1440), -- how long it is meant to last
    time_zone text not null,
    place text not null,
    link text not null,
    language text not null check (language in ('nl', 'fr', 'en')),
    primary key (organisation_id, id)
);
create index events_coming on events (organisation_id, starts_at);
call wall('events', 'select, insert, update');

-- The working agenda. A story slot refers to its story and never holds its text.
create table slots (
    organisation_id uuid not null,
    event_id uuid not null,
    id uuid not null,
    position integer not null,
    kind text not null check (kind in ('story', 'break', 'free')),
    story_id uuid,
    title text, -- of breaks and free slots
    minutes integer not null check (minutes between 1 and 480),
    primary key (organisation_id, id),
    unique (organisation_id, event_id, position) deferrable initially deferred,
    unique (organisation_id, event_id, story_id),
    foreign key (organisation_id, event_id) references events,
    foreign key (organisation_id, story_id) references stories,
    check ((kind = 'story') = (story_id is not null)),
    check ((kind = 'story') = (title is null))
);
call wall('slots', 'select, insert, update, delete');

-- Frozen, numbered versions: what the public sees.
create table releases (
    organisation_id uuid not null,
    event_id uuid not null,
    version integer not null check (version >= 1),
    released_at timestamptz not null,
    title text not null,
    intro text not null,
    starts_at timestamp not null,
    minutes integer not null, -- how long it is meant to last: a calendar needs an end, agenda or not
    time_zone text not null,
    place text not null,
    link text not null,
    language text not null,
    changes jsonb not null, -- what differs from the version before: ids, times and staff's words, no story text
    primary key (organisation_id, event_id, version),
    foreign key (organisation_id, event_id) references events
);
call wall('releases', 'select, insert');

create table release_slots (
    organisation_id uuid not null,
    event_id uuid not null,
    version integer not null,
    position integer not null,
    kind text not null check (kind in ('story', 'break', 'free')),
    story_id uuid,
    title text,
    starts_at timestamp not null,
    minutes integer not null,
    primary key (organisation_id, event_id, version, position),
    foreign key (organisation_id, event_id, version) references releases,
    foreign key (organisation_id, story_id) references stories
);
call wall('release_slots', 'select, insert');
