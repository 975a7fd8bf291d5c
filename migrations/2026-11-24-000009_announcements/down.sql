drop table deliveries;
drop table announcement_texts;
drop table announcements;
drop table subscriptions;
