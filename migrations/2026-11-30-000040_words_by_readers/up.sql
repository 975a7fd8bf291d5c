-- Every look-up of words knows whose stories it may look in. Counts change with every mix, so no index has them: how often
-- a word is there, it knows by powers of two, and only a word that passes one is written anew in the indexes.
drop index library_words_folded, library_words_lexeme, library_words_starts, library_words_ends, library_words_unused;
alter table library_words
    add begins text collate "C" not null generated always as (left(folded, 3)) stored,
    add often integer not null generated always as (width_bucket(stories, array[2, 4, 8, 16, 32, 64, 128, 256, 512, 1024,
        2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144, 524288])) stored;
-- Room for changed counts beside their rows.
alter table library_words set (fillfactor = 80);
create index library_words_folded on library_words (organisation_id, readers, folded);
create index library_words_lexeme on library_words (organisation_id, readers, lexeme);
create index library_words_begins on library_words (organisation_id, readers, begins, often desc, spelling);
create index library_words_starts on library_words (organisation_id, readers, starts, letters, often desc, spelling);
create index library_words_ends on library_words (organisation_id, readers, ends, letters, often desc, spelling);

create or replace function forget_words() returns trigger language plpgsql as $$
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
    delete from library_words w using (
        select distinct organisation_id, language, readers, spelling from erased, unnest(spellings) as spelling
    ) gone where w.stories <= 0 and (w.organisation_id, w.language, w.readers, w.spelling)
        = (gone.organisation_id, gone.language, gone.readers, gone.spelling);
    return null;
end $$;
