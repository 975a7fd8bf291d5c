drop table library_index;
drop table library_words;
drop function forget_words();
drop function sought();
