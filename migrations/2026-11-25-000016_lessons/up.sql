-- What came of a story, in words of staff that its author reads. No moment beyond the week; ids are random, so that
-- they hold none either.
create table lessons (
    organisation_id uuid not null,
    story_id uuid not null,
    id uuid not null,
    kind text not null check (kind in ('lesson', 'action')),
    done boolean not null, -- of an action
    week text not null check (week ~ '^[0-9]{4}-W[0-9]{2}$'),
    language text not null check (language in ('nl', 'fr', 'en')),
    body text not null,
    primary key (organisation_id, story_id, id),
    foreign key (organisation_id, story_id) references stories,
    check (kind = 'action' or not done)
);
call wall('lessons', 'select, insert, update, delete');

-- Whom to turn to with what is no story to learn from. An organisation has at most one contact a door.
create table contacts (
    organisation_id uuid not null references organisations,
    door text not null check (door in ('unwanted', 'wrongdoing', 'danger')),
    name text not null,
    phone text not null,
    link text not null, -- http(s) or mailto, built by the program
    primary key (organisation_id, door)
);
call wall('contacts', 'select, insert, update, delete');

create table contact_texts (
    organisation_id uuid not null,
    door text not null,
    language text not null check (language in ('nl', 'fr', 'en')),
    body text not null,
    primary key (organisation_id, door, language),
    foreign key (organisation_id, door) references contacts on delete cascade
);
call wall('contact_texts', 'select, insert, update, delete');
