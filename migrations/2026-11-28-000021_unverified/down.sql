alter table stories no force row level security;
update stories set lane = 'named' where lane = 'unverified';
alter table stories force row level security;
alter table stories drop constraint stories_lane_check;
alter table stories add constraint stories_lane_check check (lane in ('named', 'house', 'open'));
