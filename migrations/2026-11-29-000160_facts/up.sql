-- What moderators say about a story beside its text: how heavy it is, and what is in it that some would rather not read.
alter table stories
    add intensity text check (intensity in ('light', 'heavy')),
    add content_notes text[] not null default '{}'
        check (content_notes <@ array['injury', 'death', 'illness', 'harassment', 'job_loss']);
alter table stories alter column content_notes drop default;

alter table library_texts
    add intensity text check (intensity in ('light', 'heavy')),
    add content_notes text[] not null default '{}'
        check (content_notes <@ array['injury', 'death', 'illness', 'harassment', 'job_loss']);
alter table library_texts alter column content_notes drop default;
create index library_by_intensity on library_texts (organisation_id, intensity, week desc, story_id);
