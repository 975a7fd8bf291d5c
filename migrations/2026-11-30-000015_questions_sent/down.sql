drop trigger pages_changed on reader_questions;
drop trigger pages_changed_by_erasure on reader_questions;
call shown_on_pages('reader_questions');
drop index reader_questions_old;
alter table reader_questions no force row level security;
update reader_questions set state = 'waiting' where state = 'sent';
alter table reader_questions force row level security;
alter table reader_questions
    drop constraint reader_questions_state_check,
    drop constraint reader_questions_round_check1,
    add constraint reader_questions_state_check
        check (state in ('waiting', 'declined', 'passed', 'asked', 'answered', 'published', 'refused')),
    add constraint reader_questions_check1
        check ((round is null) = (state in ('waiting', 'declined')));
