-- Reading packs: stories of the library in an order, with an introduction in words of staff.
create table packs (
    organisation_id uuid not null references organisations,
    id uuid not null,
    shown boolean not null, -- in the library; else it is being made
    primary key (organisation_id, id)
);
call wall('packs', 'select, insert, update, delete');
call shown_on_pages('packs');

create table pack_texts (
    organisation_id uuid not null,
    pack_id uuid not null,
    language text not null check (language in ('nl', 'fr', 'en')),
    title text not null,
    intro text not null,
    primary key (organisation_id, pack_id, language),
    foreign key (organisation_id, pack_id) references packs on delete cascade
);
call wall('pack_texts', 'select, insert, update, delete');
call shown_on_pages('pack_texts');

-- A story is only named: pages show what of it stands in the library, so that a withdrawn one is gone from packs at once.
create table pack_stories (
    organisation_id uuid not null,
    pack_id uuid not null,
    story_id uuid not null,
    position integer not null,
    primary key (organisation_id, pack_id, story_id),
    foreign key (organisation_id, pack_id) references packs on delete cascade,
    foreign key (organisation_id, story_id) references stories
);
call wall('pack_stories', 'select, insert, update, delete');
call shown_on_pages('pack_stories');
