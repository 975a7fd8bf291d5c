-- What people found about some words says nothing about others. Null: nobody knows which they were.
alter table hidings add version integer;

-- Once an author agrees to other words, what was found about those before is forgotten, and two people look anew.
create function look_at_other_words() returns trigger language plpgsql as $$
begin
    delete from hiding_verdicts v using hidings h
    where (h.organisation_id, h.story_id) = (new.organisation_id, new.id) and h.version is distinct from new.agreed_version
        and (v.organisation_id, v.story_id) = (h.organisation_id, h.story_id);
    update hidings set state = 'open'
    where (organisation_id, story_id) = (new.organisation_id, new.id) and version is distinct from new.agreed_version
        and state = 'kept';
    return null;
end $$;
revoke execute on function look_at_other_words() from public;
create trigger other_words after update of agreed_version on stories for each row
    when (new.agreed_version is not null and new.agreed_version is distinct from old.agreed_version)
    execute function look_at_other_words();

-- As the desk lists them, without what was shown again: that waits for nobody.
drop index hidings_by_need;
create index hidings_by_need on hidings (organisation_id, (state = 'kept'), week, story_id) where state <> 'shown';
