drop trigger four_eyes on stories;
drop function four_eyes;
drop table approvals;
alter table organisations drop four_eyes;
