-- Questions that moderators ask often, in the words of the organisation; without any of a language there are those that
-- come with the program.
create table question_templates (
    organisation_id uuid not null references organisations,
    language text not null check (language in ('nl', 'fr', 'en')),
    position integer not null check (position between 1 and 20), -- in the order of the list
    words text not null check (length(words) between 2 and 500),
    primary key (organisation_id, language, position)
);
call wall('question_templates', 'select, insert, delete');
