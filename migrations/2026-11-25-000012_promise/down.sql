alter table stories drop column lane;
drop table promises;
drop table rounds;
alter table organisations drop column open_lane, drop column house_lane;
