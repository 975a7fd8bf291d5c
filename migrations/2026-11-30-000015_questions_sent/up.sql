-- A question reaches the moderators at the next mix: the moment at which it was asked tells who sat there.
alter table reader_questions
    drop constraint reader_questions_state_check,
    drop constraint reader_questions_check1,
    add constraint reader_questions_state_check
        check (state in ('sent', 'waiting', 'declined', 'passed', 'asked', 'answered', 'published', 'refused')),
    add constraint reader_questions_round_check1
        check ((round is null) = (state in ('sent', 'waiting', 'declined')));
create index reader_questions_old on reader_questions (organisation_id, week) where state <> 'published';

-- Pages show how many were passed on, and what is published: nothing else makes servers forget their pages.
drop trigger pages_changed on reader_questions;
create trigger pages_changed after update on reader_questions for each row
    when (old.round is distinct from new.round or 'published' in (old.state, new.state))
    execute function pages_changed();
create trigger pages_changed_by_erasure after delete on reader_questions for each row
    when (old.round is not null) execute function pages_changed();
