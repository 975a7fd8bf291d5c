drop table receipts;
drop table letters;
