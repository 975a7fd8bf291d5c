drop table hiding_verdicts;
drop table hidings;
