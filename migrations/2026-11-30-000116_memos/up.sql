-- What moderators write about a story for each other, sealed like its versions. Gone when its original is.
create table memos (
    organisation_id uuid not null,
    story_id uuid not null,
    key_month text not null check (key_month ~ '^[0-9]{4}-[0-9]{2}$'),
    wrapped_key bytea not null,
    sealed bytea not null,
    primary key (organisation_id, story_id),
    foreign key (organisation_id, story_id) references stories
);
alter table memos alter column sealed set storage external;
call wall('memos', 'select, insert, update, delete');
