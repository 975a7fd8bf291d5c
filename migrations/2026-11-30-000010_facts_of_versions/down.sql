alter table stories
    add intensity text check (intensity in ('light', 'heavy')),
    add content_notes text[] not null default '{}'
        check (content_notes <@ array['injury', 'death', 'illness', 'harassment', 'job_loss']);
alter table stories alter column content_notes drop default;
