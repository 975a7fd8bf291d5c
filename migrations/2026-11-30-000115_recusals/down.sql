drop table recusals;
