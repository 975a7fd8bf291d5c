-- Week in which a story first came to the library: it stands there in its place again when it comes back.
alter table stories add shelved_week text check (shelved_week ~ '^[0-9]{4}-W[0-9]{2}$');
alter table stories no force row level security;
alter table library_texts no force row level security;
update stories s set shelved_week = t.week from library_texts t
    where t.organisation_id = s.organisation_id and t.story_id = s.id;
alter table library_texts force row level security;
alter table stories force row level security;
