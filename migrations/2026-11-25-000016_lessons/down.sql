drop table contact_texts;
drop table contacts;
drop table lessons;
