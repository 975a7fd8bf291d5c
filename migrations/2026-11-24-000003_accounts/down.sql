drop table sessions;
drop table invitations;
drop table staff_roles;
drop table staff;
