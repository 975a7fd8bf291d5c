-- Readers of the library ask the author of a story. A moderator passes a question on or not, its author answers or not, and
-- a moderator puts both under the story or not. Who asked is nowhere, and neither is when, beyond the week. Question and
-- answer are sealed together, like messages.
create table reader_questions (
    organisation_id uuid not null,
    id uuid not null, -- random
    story_id uuid not null,
    state text not null
        check (state in ('waiting', 'declined', 'passed', 'asked', 'answered', 'published', 'refused')),
    round smallint check (round between 1 and 9), -- by which its author answers
    week text not null check (week ~ '^[0-9]{4}-W[0-9]{2}$'), -- of the last step
    key_month text not null check (key_month ~ '^[0-9]{4}-[0-9]{2}$'),
    wrapped_key bytea,
    sealed bytea,
    primary key (organisation_id, id),
    unique (organisation_id, story_id, round),
    foreign key (organisation_id, story_id) references stories,
    check ((wrapped_key is null) = (sealed is null)),
    check ((round is null) = (state in ('waiting', 'declined')))
);
create index reader_questions_to_review on reader_questions (organisation_id, week, id)
    where state in ('waiting', 'answered');
alter table reader_questions alter column sealed set storage external;
call wall('reader_questions', 'select, insert, update, delete');
call shown_on_pages('reader_questions');
