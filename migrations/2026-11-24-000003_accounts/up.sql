-- Staff: the people who sign in. One person may serve several organisations, so these tables have no wall:
-- who may work where is decided before there is a tenant.
create table staff (
    id uuid primary key,
    email text not null unique check (email = lower(email)),
    name text not null,
    language text not null check (language in ('nl', 'fr', 'en')),
    password_hash text -- argon2id in PHC form; null until the invitation is taken up
);
call allow('staff', 'select, insert, update');

create table staff_roles (
    organisation_id uuid not null references organisations,
    staff_id uuid not null references staff,
    role text not null check (role in ('administrator', 'moderator', 'organiser')),
    primary key (organisation_id, staff_id, role)
);
create index staff_roles_staff on staff_roles (staff_id);
call allow('staff_roles', 'select, insert, delete');

-- A link that lets its holder choose a password, once. The link carries an HMAC of the id; nothing here opens it.
create table invitations (
    id uuid primary key,
    staff_id uuid not null references staff,
    expires_at timestamptz not null
);
call allow('invitations', 'select, insert, delete');

-- Cookies hold 256 random bits; only their SHA-256 is here.
create table sessions (
    token_hash bytea primary key check (length(token_hash) = 32),
    staff_id uuid not null references staff,
    csrf bytea not null check (length(csrf) = 32),
    started_at timestamptz not null,
    seen_at timestamptz not null
);
create index sessions_staff on sessions (staff_id);
call allow('sessions', 'select, insert, update, delete');
