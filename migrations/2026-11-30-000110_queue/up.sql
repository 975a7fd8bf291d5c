-- Filters of the queue that a moderator keeps under a name: theirs alone, and never words that they looked for, which
-- may quote a story.
create table queue_views (
    organisation_id uuid not null references organisations,
    staff_id uuid not null references staff,
    id uuid not null,
    name text not null,
    status text not null, -- stories in which state, or mine, or all
    theme_id uuid,
    language text check (language in ('nl', 'fr', 'en')),
    lane text check (lane in ('named', 'unverified', 'house', 'open')),
    intensity text check (intensity in ('light', 'heavy')),
    primary key (organisation_id, staff_id, id),
    foreign key (organisation_id, theme_id) references themes on delete cascade
);
call wall('queue_views', 'select, insert, delete');

-- What was done on one thing: who has opened a story since it was edited.
create index audit_by_object on audit_entries (organisation_id, object_id, number);
