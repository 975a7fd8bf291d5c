-- The tenants. A visitor's address names one by its slug, before there is a tenant: this table has no wall.
create table organisations (
    id uuid primary key,
    slug text not null unique check (slug ~ '^[a-z0-9](-?[a-z0-9]){1,39}$'),
    name text not null,
    languages text[] not null
        check (cardinality(languages) between 1 and 3 and languages <@ array['nl', 'fr', 'en']),
    time_zone text not null
);
call allow('organisations', 'select, insert, update');

create table themes (
    organisation_id uuid not null references organisations,
    id uuid not null,
    slug text not null,
    position integer not null,
    primary key (organisation_id, id),
    unique (organisation_id, slug)
);
call wall('themes', 'select, insert, update, delete');

create table theme_names (
    organisation_id uuid not null,
    theme_id uuid not null,
    language text not null check (language in ('nl', 'fr', 'en')),
    name text not null,
    primary key (organisation_id, theme_id, language),
    foreign key (organisation_id, theme_id) references themes on delete cascade
);
call wall('theme_names', 'select, insert, update, delete');

-- The call for stories on the home page, in an organisation's own words.
create table calls (
    organisation_id uuid not null references organisations,
    language text not null check (language in ('nl', 'fr', 'en')),
    body text not null,
    primary key (organisation_id, language)
);
call wall('calls', 'select, insert, update, delete');
