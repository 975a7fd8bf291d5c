drop trigger pages_changed on themes;
drop trigger pages_changed on theme_names;
drop trigger pages_changed on contacts;
drop trigger pages_changed on contact_texts;
drop trigger pages_changed on own_words;
