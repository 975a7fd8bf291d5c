-- Who has a story on the desk, until when. Kept apart from stories, which have no place for a person.
create table reviews (
    organisation_id uuid not null,
    story_id uuid not null,
    staff_id uuid not null references staff,
    lease_until timestamptz not null,
    primary key (organisation_id, story_id),
    foreign key (organisation_id, story_id) references stories
);
call wall('reviews', 'select, insert, update, delete');
