-- What organisations set is kept in memory like the pages that show it.
call shown_on_pages('themes');
call shown_on_pages('theme_names');
call shown_on_pages('contacts');
call shown_on_pages('contact_texts');
call shown_on_pages('own_words');
