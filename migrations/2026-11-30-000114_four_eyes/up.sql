-- Whether a second person must accept what one has accepted.
alter table organisations add four_eyes boolean not null default false;

-- Who has had the newest words of a story before them: who wrote them, and who would accept them. Another version is
-- another text: nothing that was approved carries over.
create table approvals (
    organisation_id uuid not null,
    story_id uuid not null,
    version integer not null,
    staff_id uuid not null references staff,
    edited boolean not null, -- they wrote these words
    approved boolean not null,
    check (edited or approved),
    primary key (organisation_id, story_id, version, staff_id),
    foreign key (organisation_id, story_id) references stories
);
call wall('approvals', 'select, insert, update, delete');

-- Two people, and one of them did not write these words; roles do not count.
create function four_eyes() returns trigger language plpgsql as $$
begin
    if (select four_eyes from organisations where id = new.organisation_id) and not exists (
        select from approvals one join approvals other using (organisation_id, story_id, version)
        where one.organisation_id = new.organisation_id and one.story_id = new.id and one.version = new.told_version
            and one.approved and not one.edited and one.staff_id <> other.staff_id)
    then
        raise exception 'a second person must accept' using errcode = 'check_violation';
    end if;
    return new;
end $$;
revoke execute on function four_eyes() from public;
create trigger four_eyes before update on stories for each row
    when (new.status = 'accepted' and old.status <> 'accepted') execute function four_eyes();
