create or replace function forget_words() returns trigger language plpgsql as $$
begin
    with gone as (
        select organisation_id, language, readers, spelling, count(*)::integer as stories
        from erased, unnest(spellings) as spelling group by 1, 2, 3, 4
    ), locked as (
        select w.organisation_id, w.language, w.readers, w.spelling, gone.stories from library_words w
        join gone using (organisation_id, language, readers, spelling) order by 1, 2, 3, 4 for update of w
    )
    update library_words w set stories = w.stories - locked.stories from locked
    where (w.organisation_id, w.language, w.readers, w.spelling)
        = (locked.organisation_id, locked.language, locked.readers, locked.spelling);
    delete from library_words where stories <= 0 and organisation_id in (select organisation_id from erased);
    return null;
end $$;
drop index library_words_folded, library_words_lexeme, library_words_begins, library_words_starts, library_words_ends;
alter table library_words drop begins, drop often;
alter table library_words reset (fillfactor);
create index library_words_folded on library_words (organisation_id, folded);
create index library_words_starts on library_words (organisation_id, starts, letters, stories desc);
create index library_words_ends on library_words (organisation_id, ends, letters, stories desc);
create index library_words_lexeme on library_words (organisation_id, lexeme);
create index library_words_unused on library_words (organisation_id) where stories <= 0;
