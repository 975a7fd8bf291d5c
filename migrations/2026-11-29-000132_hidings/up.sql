-- Stories that somebody had hidden because they, or others, can be recognised. Hidden at once (stories.hidden_by); two
-- people look afterwards. Who asked is nowhere, and neither is when, beyond the week.
create table hidings (
    organisation_id uuid not null,
    story_id uuid not null,
    who text not null check (who in ('me', 'somebody')), -- who can be recognised
    week text not null check (week ~ '^[0-9]{4}-W[0-9]{2}$'),
    state text not null check (state in ('open', 'kept', 'shown', 'asked')),
    primary key (organisation_id, story_id),
    foreign key (organisation_id, story_id) references stories
);
create index hidings_to_review on hidings (organisation_id, week) where state in ('open', 'asked');
-- As the desk lists them: those to decide on first.
create index hidings_by_need on hidings (organisation_id, (state = 'kept'), week, story_id);
call wall('hidings', 'select, insert, update, delete');

create table hiding_verdicts (
    organisation_id uuid not null,
    story_id uuid not null,
    staff_id uuid not null references staff,
    verdict text not null check (verdict in ('show', 'keep')),
    primary key (organisation_id, story_id, staff_id),
    foreign key (organisation_id, story_id) references hidings on delete cascade
);
call wall('hiding_verdicts', 'select, insert, update, delete');
