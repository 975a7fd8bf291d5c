-- The title and the intro in other languages than the event's own: {"fr": {"title": "…", "intro": "…"}}. Staff's words only.
alter table events add column translations jsonb not null default '{}' check (jsonb_typeof(translations) = 'object');
alter table releases add column translations jsonb not null default '{}' check (jsonb_typeof(translations) = 'object');
