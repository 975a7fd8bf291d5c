-- The author's last word. A version may be told only when its author agreed to that very version, or chose when
-- telling it that silence means yes. Keys and checks hold this, whatever the program does.

alter table story_versions add written_by text not null default 'moderator'
    check (written_by in ('author', 'moderator'));
update story_versions set written_by = 'author' where number = 1;
alter table story_versions alter column written_by drop default;

alter table stories add unique (organisation_id, id, silence);

create table consents (
    organisation_id uuid not null,
    story_id uuid not null,
    version integer not null,
    given_by text not null check (given_by in ('author', 'silence')),
    silence text not null,
    primary key (organisation_id, story_id, version),
    foreign key (organisation_id, story_id, version) references story_versions,
    foreign key (organisation_id, story_id, silence) references stories (organisation_id, id, silence),
    check (given_by = 'author' or silence = 'publish')
);
call wall('consents', 'select, insert');

alter table stories
    -- ISO 8601 week since which the told version waits for its author's word.
    add asked_week text check (asked_week ~ '^[0-9]{4}-W[0-9]{2}$'),
    -- The told version, once its author agreed: only what this names is ever shown.
    add agreed_version integer,
    add foreign key (organisation_id, id, agreed_version) references consents,
    add check (agreed_version is null or status = 'accepted' and agreed_version is not distinct from told_version);

-- Nothing is released without consent to the version released.
alter table release_slots
    add story_version integer,
    add foreign key (organisation_id, story_id, story_version) references consents,
    add constraint release_slots_consent check ((story_id is null) = (story_version is null)) not valid;

-- Moderators ask, authors answer. No moment: a round says what belongs together. Sealed like versions.
create table messages (
    organisation_id uuid not null,
    story_id uuid not null,
    id uuid not null, -- random
    round smallint not null check (round between 1 and 9),
    written_by text not null check (written_by in ('author', 'moderator')),
    shown boolean not null, -- a question waits for the next mix, so that its moment says nothing
    key_month text not null check (key_month ~ '^[0-9]{4}-[0-9]{2}$'),
    wrapped_key bytea,
    sealed bytea,
    primary key (organisation_id, story_id, id),
    foreign key (organisation_id, story_id) references stories,
    check ((wrapped_key is null) = (sealed is null))
);
create unique index messages_one_question_a_round on messages (organisation_id, story_id, round)
    where written_by = 'moderator';
alter table messages alter column sealed set storage external;
call wall('messages', 'select, insert, update');
