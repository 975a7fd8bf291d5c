-- Nothing lives for ever: the weeks from which lives are counted, and an end for each thing. Weeks are all there is.

alter table stories drop constraint stories_status_check;
alter table stories
    add constraint stories_status_check
        check (status in ('submitted', 'in_review', 'accepted', 'declined', 'withdrawn', 'expired')),
    -- ISO 8601 week of the last step anybody took with the story. What is there already counts from this upgrade on:
    -- nothing is erased on the day of an upgrade.
    add changed_week text not null default to_char(now() at time zone 'UTC', 'IYYY-"W"IW')
        check (changed_week ~ '^[0-9]{4}-W[0-9]{2}$'),
    -- ISO 8601 week of the first release it was on.
    add published_week text check (published_week ~ '^[0-9]{4}-W[0-9]{2}$');
alter table stories alter column changed_week drop default;

-- The week in which a code came to lead nowhere; a code with a story lives as the story does.
alter table receipts add closed_week text check (closed_week ~ '^[0-9]{4}-W[0-9]{2}$');

-- Whoever migrates may have to keep to the walls: they are lowered for what is there already, in this transaction.
alter table stories no force row level security;
alter table releases no force row level security;
alter table release_slots no force row level security;
alter table receipts no force row level security;
update stories set published_week = first.week
    from (select s.organisation_id, s.story_id,
                 to_char(min(r.released_at) at time zone 'UTC', 'IYYY-"W"IW') as week
          from release_slots s join releases r using (organisation_id, event_id, version)
          where s.story_id is not null
          group by s.organisation_id, s.story_id) first
    where stories.organisation_id = first.organisation_id and stories.id = first.story_id;
update receipts set closed_week = to_char(now() at time zone 'UTC', 'IYYY-"W"IW') where story_id is null;
alter table stories force row level security;
alter table releases force row level security;
alter table release_slots force row level security;
alter table receipts force row level security;
alter table receipts add constraint receipts_week check ((story_id is null) = (closed_week is not null));

-- An address that nobody confirmed goes altogether.
call allow('subscriptions', 'delete');

-- Where the audit trail begins when its oldest entries are gone: number and hash of the last one pruned.
create table audit_anchors (
    organisation_id uuid not null references organisations,
    number bigint not null check (number >= 1),
    hash bytea not null check (length(hash) = 32),
    primary key (organisation_id)
);
call wall('audit_anchors', 'select');

-- The application may add to the trail and nothing else. This removes the present tenant's oldest entries for it, and
-- never one that is younger than a year by the database's own clock, whatever it is asked for.
create procedure prune_audit(before timestamptz) language plpgsql
security definer set search_path = public, pg_temp as $$
declare
    kept bigint; -- number of the oldest entry that stays
    last audit_entries;
begin
    -- The lock under which entries are numbered.
    perform pg_advisory_xact_lock(hashtextextended(tenant()::text, 1));
    before := least(before, now() - interval '365 days');
    select coalesce(min(number) filter (where at >= before), max(number) + 1) into kept
        from audit_entries where organisation_id = tenant();
    select * into last from audit_entries where organisation_id = tenant() and number = kept - 1;
    if not found then
        return;
    end if;
    insert into audit_anchors values (tenant(), last.number, last.hash)
        on conflict (organisation_id) do update set number = excluded.number, hash = excluded.hash;
    delete from audit_entries where organisation_id = tenant() and number < kept;
end $$;
