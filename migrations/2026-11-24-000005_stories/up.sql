-- What people tell. No moment, no person, no order of arrival: ids are random, rows are written shuffled at the mix.
create table stories (
    organisation_id uuid not null references organisations,
    id uuid not null,
    status text not null check (status in ('submitted', 'in_review', 'accepted', 'declined', 'withdrawn')),
    week text not null check (week ~ '^[0-9]{4}-W[0-9]{2}$'), -- ISO 8601 week of the mix, the only date
    language text not null check (language in ('nl', 'fr', 'en')),
    theme_id uuid,
    told_by text not null check (told_by in ('author', 'reader', 'library')),
    anonymity text not null check (anonymity in ('anonymous', 'named')),
    silence text not null check (silence in ('publish', 'never')),
    told_version integer, -- the version that is told, once accepted
    refusal text, -- why it was declined, in words the author reads
    primary key (organisation_id, id),
    foreign key (organisation_id, theme_id) references themes,
    check (status <> 'accepted' or told_version is not null)
);
create index stories_queue on stories (organisation_id, status, week, id);
call wall('stories', 'select, insert, update');

-- Texts, padded and sealed under a key of their own, which is wrapped by the organisation's key of a month, kept
-- outside the database. Without wrapped_key nothing can open a version: that is how it is erased.
create table story_versions (
    organisation_id uuid not null,
    story_id uuid not null,
    number integer not null check (number >= 1), -- 1 is the author's own
    key_month text not null check (key_month ~ '^[0-9]{4}-[0-9]{2}$'),
    wrapped_key bytea,
    sealed bytea,
    primary key (organisation_id, story_id, number),
    foreign key (organisation_id, story_id) references stories,
    check ((wrapped_key is null) = (sealed is null))
);
alter table story_versions alter column sealed set storage external;
call wall('story_versions', 'select, insert, update');

alter table stories add foreign key (organisation_id, id, told_version) references story_versions;
