-- A role that an organisation offers to somebody: it becomes one when they take it up. No wall, like staff_roles: whoever
-- is offered something reads it before there is a tenant.
create table role_offers (
    organisation_id uuid not null references organisations,
    staff_id uuid not null references staff,
    role text not null check (role in ('administrator', 'moderator', 'organiser')),
    name text not null, -- in this organisation's words: how others call the person is not its business
    id uuid not null, -- of the form, and of the link that went with it
    primary key (organisation_id, staff_id, role)
);
create index role_offers_staff on role_offers (staff_id);
call allow('role_offers', 'select, insert, update, delete');

-- Whoever has not chosen a password yet has not taken anything up.
insert into role_offers (organisation_id, staff_id, role, name, id)
    select r.organisation_id, r.staff_id, r.role, s.name,
        coalesce((select i.id from invitations i where i.staff_id = s.id
                  order by i.expires_at desc limit 1), gen_random_uuid())
    from staff_roles r join staff s on s.id = r.staff_id where s.password_hash is null;
delete from staff_roles r using staff s where s.id = r.staff_id and s.password_hash is null;

-- Links that somebody asked for themselves, having forgotten a password: one at a time.
alter table invitations add column asked boolean not null default false;
call allow('invitations', 'select, insert, update, delete');

-- The organisations whose desks a session was at: their trails tell of it, and no others.
alter table sessions add column entered uuid[] not null default '{}';
