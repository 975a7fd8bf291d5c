alter table announcements drop revision;
alter table deliveries drop knows;
drop index deliveries_due;
create index deliveries_due on deliveries (organisation_id, announcement_id, next_at)
    where status in ('pending', 'claimed', 'handed', 'uncertain');
