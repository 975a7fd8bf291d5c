-- Moderators who recognised somebody in a story: they do not decide on it.
create table recusals (
    organisation_id uuid not null,
    story_id uuid not null,
    staff_id uuid not null references staff,
    primary key (organisation_id, story_id, staff_id),
    foreign key (organisation_id, story_id) references stories
);
call wall('recusals', 'select, insert, delete');
