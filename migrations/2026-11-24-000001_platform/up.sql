-- What every feature stands on: the tenant wall, the job queue, the schedules.

-- The application works as this role: it owns nothing, so row-level security holds for it.
do $$
begin
    if not exists (select from pg_roles where rolname = 'pratfall_app') then
        create role pratfall_app nologin;
    end if;
    execute format('grant pratfall_app to %I', current_user);
exception
    -- A managed database may forbid new roles: the walls then hold through FORCE alone, and the start says so.
    when insufficient_privilege then raise notice 'no role pratfall_app: working as %', current_user;
    -- Several databases of one cluster may migrate at the same moment.
    when duplicate_object or unique_violation then null;
end $$;

-- The organisation this connection works for; null (nothing visible) when none is set.
create function tenant() returns uuid language sql stable as
    $$ select nullif(current_setting('pratfall.organisation', true), '')::uuid $$;

-- Raises the wall around a table of tenants and lets the application through it.
create procedure wall(place regclass, rights text) language plpgsql as $$
begin
    execute format('alter table %s enable row level security', place);
    execute format('alter table %s force row level security', place);
    execute format('create policy tenant on %s using (organisation_id = tenant())', place);
    call allow(place, rights);
end $$;

create procedure allow(place regclass, rights text) language plpgsql as $$
begin
    if exists (select from pg_roles where rolname = 'pratfall_app') then
        execute format('grant %s on %s to pratfall_app', rights, place);
    end if;
end $$;

-- Work to do after a commit. Payloads hold ids only. Not behind the wall: one worker serves all organisations.
create table jobs (
    id uuid primary key,
    kind text not null,
    organisation_id uuid,
    payload jsonb not null,
    run_at timestamptz, -- null: at once. An author's act leaves no moment here.
    attempts integer not null default 0,
    claim uuid,
    lease_until timestamptz,
    gave_up_at timestamptz,
    error text -- the kind of failure, never content
);
create index jobs_due on jobs (run_at nulls first) where gave_up_at is null;

-- When something that happens at fixed moments happens next.
create table schedules (
    name text primary key,
    next_at timestamptz not null
);

call allow('jobs', 'select, insert, update, delete');
call allow('schedules', 'select, insert, update, delete');
