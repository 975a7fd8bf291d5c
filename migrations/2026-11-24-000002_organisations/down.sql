drop table calls;
drop table theme_names;
drop table themes;
drop table organisations;
