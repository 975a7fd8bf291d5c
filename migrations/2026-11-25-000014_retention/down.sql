drop procedure prune_audit(timestamptz);
drop table audit_anchors;
alter table receipts drop constraint receipts_week, drop column closed_week;
-- A story whose time was over has no words either.
alter table stories no force row level security;
update stories set status = 'withdrawn' where status = 'expired';
alter table stories force row level security;
alter table stories drop constraint stories_status_check;
alter table stories
    add constraint stories_status_check
        check (status in ('submitted', 'in_review', 'accepted', 'declined', 'withdrawn')),
    drop column published_week,
    drop column changed_week;
