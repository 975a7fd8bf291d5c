drop table me_too_levels;
drop table me_toos;
