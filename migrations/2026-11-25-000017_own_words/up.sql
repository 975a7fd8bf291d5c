-- Words that give somebody away here: names of projects, products, sites, teams. Every form carries them, so whoever opens
-- one can read them: nothing here is secret.
create table own_words (
    organisation_id uuid not null references organisations,
    position integer not null check (position between 1 and 200), -- in the order of the list
    word text not null check (length(word) between 2 and 60),
    instead text check (length(instead) between 1 and 80), -- something more general to write
    primary key (organisation_id, position)
);
call wall('own_words', 'select, insert, delete');
