drop table pack_stories;
drop table pack_texts;
drop table packs;
