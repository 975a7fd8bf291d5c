-- The library: what may be read, readable, in one table. A row stands for a version that its author agreed to, and only
-- while that holds: keys refuse any other row, and triggers erase a row in the transaction that ends it, whoever writes.

alter table stories
    -- Its author was told, with the form, that what is told comes to the library.
    add for_library boolean not null default false,
    -- Who hides it from every page, each without a say in what the other wants; null: nobody does.
    add hidden_by text check (hidden_by in ('author', 'reader', 'both')),
    -- For the key of the library below; agreed_version is set for accepted stories only.
    add unique (organisation_id, id, agreed_version);
alter table stories no force row level security;
update stories set for_library = true where told_by = 'library';
alter table stories force row level security;
alter table stories alter column for_library drop default;

create table library_texts (
    organisation_id uuid not null,
    story_id uuid not null,
    version integer not null,
    week text not null check (week ~ '^[0-9]{4}-W[0-9]{2}$'), -- ISO 8601 week of the mix that made it readable
    language text not null check (language in ('nl', 'fr', 'en')),
    theme_id uuid,
    event_id uuid, -- the day on which it was told
    readers text not null check (readers in ('house', 'everybody')),
    title text not null,
    what_happened text not null,
    made_sense text not null,
    cost text not null,
    learned text not null,
    advice text not null,
    shown_name text, -- of an author who wants to be known
    primary key (organisation_id, story_id),
    foreign key (organisation_id, story_id, version) references stories (organisation_id, id, agreed_version),
    foreign key (organisation_id, theme_id) references themes,
    foreign key (organisation_id, event_id) references events
);
create index library_by_week on library_texts (organisation_id, week desc, story_id);
create index library_by_theme on library_texts (organisation_id, theme_id, week desc, story_id);
create index library_by_event on library_texts (organisation_id, event_id) where event_id is not null;
-- Nothing changes in it: another text is another row.
call wall('library_texts', 'select, insert, delete');
call shown_on_pages('library_texts');

create function erase_from_library() returns trigger language plpgsql as $$
begin
    delete from library_texts where organisation_id = new.organisation_id and story_id = new.id;
    return new;
end $$;
create trigger erase_from_library before update on stories for each row
    when (old.status <> new.status or old.agreed_version is distinct from new.agreed_version
        or old.anonymity <> new.anonymity or new.hidden_by is not null or not new.for_library)
    execute function erase_from_library();

-- Words that were erased, or written anew with another name.
create function erase_version_from_library() returns trigger language plpgsql as $$
begin
    delete from library_texts
        where organisation_id = old.organisation_id and story_id = old.story_id and version = old.number;
    return new;
end $$;
create trigger erase_from_library before update on story_versions for each row
    execute function erase_version_from_library();

-- Nobody calls them: the triggers work without.
revoke execute on function erase_from_library() from public;
revoke execute on function erase_version_from_library() from public;

-- The pages of the library show these beside a story.
call shown_on_pages('lessons');
