drop table own_words;
