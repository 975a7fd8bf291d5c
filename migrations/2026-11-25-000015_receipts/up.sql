-- A code can be given up. Its row stays, so that a letter that comes twice is not a second story; where it led is
-- forgotten, and looking it up finds nothing.
alter table receipts
    add burnt boolean not null default false,
    add constraint receipts_burnt_leads_nowhere check (not burnt or story_id is null);
alter table receipts alter column burnt drop default;
