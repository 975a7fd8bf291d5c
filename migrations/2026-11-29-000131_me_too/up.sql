-- "This happened to me too", one row a press. Who pressed is nowhere: a mark is a day and something random, by which the
-- same press sent twice is one. Rows go with the text that they are about.
create table me_toos (
    organisation_id uuid not null,
    story_id uuid not null,
    mark text not null check (mark ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}[.~][A-Za-z0-9_-]{16,64}$'),
    released boolean not null, -- counted in the level that everybody sees
    primary key (organisation_id, story_id, mark),
    foreign key (organisation_id, story_id) references library_texts on delete cascade
);
create index me_toos_unreleased on me_toos (organisation_id, story_id) where not released;
call wall('me_toos', 'select, insert, update, delete');

-- How many, roughly, as of the last mix: the only thing that pages show of it.
create table me_too_levels (
    organisation_id uuid not null,
    story_id uuid not null,
    level text not null check (level in ('few', '5', '10', '25')),
    primary key (organisation_id, story_id),
    foreign key (organisation_id, story_id) references library_texts on delete cascade
);
call wall('me_too_levels', 'select, insert, update, delete');
call shown_on_pages('me_too_levels');
