drop index audit_by_object;
drop table queue_views;
