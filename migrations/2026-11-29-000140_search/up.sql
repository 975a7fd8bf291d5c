-- Full-text search of the library. Only what may be read is indexed, in the transaction that makes it readable; what
-- erases a text erases its index by the key, and the words that stood nowhere else by the trigger below.

-- What somebody looks for; unset, all there is. It costs little, but a plan that calls it for every row reads every
-- vector: so its price says.
create function sought() returns tsquery language plpgsql stable cost 10000 as $$
begin
    return coalesce(nullif(current_setting('pratfall.sought', true), ''), '!''-''')::tsquery;
end $$;
revoke execute on function sought() from public;
do $$
begin
    if exists (select from pg_roles where rolname = 'pratfall_app') then
        grant execute on function sought() to pratfall_app;
    end if;
end $$;

create table library_index (
    organisation_id uuid not null,
    story_id uuid not null,
    week text not null check (week ~ '^[0-9]{4}-W[0-9]{2}$'),
    language text not null check (language in ('nl', 'fr', 'en')),
    readers text not null check (readers in ('house', 'everybody')),
    rules smallint not null, -- by which the text was read
    spellings text[] not null, -- each word, once
    vector tsvector not null,
    primary key (organisation_id, story_id),
    foreign key (organisation_id, story_id) references library_texts on delete cascade
);
-- Vectors lie apart, so that sorting many rows by week reads few pages.
alter table library_index set (toast_tuple_target = 128);
alter table library_index alter vector set storage external;
create index library_index_vector on library_index using gin (vector) with (fastupdate = off);
alter table library_index alter vector set statistics 1000;
-- Nothing changes in it: a text that is read anew is another row.
call wall('library_index', 'select, insert, delete');
-- Behind a wall, Postgres looks nothing up in an index but what cannot leak a row on its way, and @@ is not known for
-- that. So the wall itself does the looking up.
create policy sought on library_index as restrictive for select using (vector @@ sought());

-- The words of an organisation's library, to finish and to correct what somebody types. A word stands here for as long
-- as a story has it.
create table library_words (
    organisation_id uuid not null references organisations,
    language text not null check (language in ('nl', 'fr', 'en')),
    readers text not null check (readers in ('house', 'everybody')), -- of the stories that are counted
    spelling text collate "C" not null,
    folded text collate "C" not null,
    lexeme text collate "C" not null,
    stories integer not null,
    -- Columns, since a wall lets no function look anything up in an index.
    starts text collate "C" not null generated always as (left(folded, 2)) stored,
    ends text collate "C" not null generated always as (right(folded, 2)) stored,
    letters integer not null generated always as (char_length(folded)) stored,
    primary key (organisation_id, language, readers, spelling)
);
create index library_words_folded on library_words (organisation_id, folded);
create index library_words_starts on library_words (organisation_id, starts, letters, stories desc);
create index library_words_ends on library_words (organisation_id, ends, letters, stories desc);
create index library_words_lexeme on library_words (organisation_id, lexeme);
create index library_words_unused on library_words (organisation_id) where stories <= 0;
call wall('library_words', 'select, insert, update, delete');

create function forget_words() returns trigger language plpgsql as $$
begin
    with gone as (
        select organisation_id, language, readers, spelling, count(*)::integer as stories
        from erased, unnest(spellings) as spelling group by 1, 2, 3, 4
    ), locked as (
        -- In one order, so that no two erasures wait for each other.
        select w.organisation_id, w.language, w.readers, w.spelling, gone.stories from library_words w
        join gone using (organisation_id, language, readers, spelling) order by 1, 2, 3, 4 for update of w
    )
    update library_words w set stories = w.stories - locked.stories from locked
    where (w.organisation_id, w.language, w.readers, w.spelling)
        = (locked.organisation_id, locked.language, locked.readers, locked.spelling);
    delete from library_words where stories <= 0 and organisation_id in (select organisation_id from erased);
    return null;
end $$;
create trigger forget_words after delete on library_index referencing old table as erased
    for each statement execute function forget_words();
-- Nobody calls it: the trigger works without.
revoke execute on function forget_words() from public;
