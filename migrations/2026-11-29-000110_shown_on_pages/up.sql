-- Public pages are served from memory. Whatever changes a table that they show says so on the channel `pages`, in the
-- transaction that changes it; listeners then forget every page. No payload: it would be a trace of what changed.
create function pages_changed() returns trigger language plpgsql as $$
begin
    perform pg_notify('pages', '');
    return null;
end $$;

-- Notes that public pages show rows of a table.
create procedure shown_on_pages(place regclass) language plpgsql as $$
begin
    execute format('create trigger pages_changed after insert or update or delete or truncate on %s '
        'for each statement execute function pages_changed()', place);
end $$;

-- Nobody calls them: the trigger works without, and the procedure is for migrations.
revoke execute on function pages_changed() from public;
revoke execute on procedure shown_on_pages(regclass) from public;

call shown_on_pages('organisations');
call shown_on_pages('calls');
call shown_on_pages('promises');
call shown_on_pages('staff');
call shown_on_pages('staff_roles');
call shown_on_pages('releases');
call shown_on_pages('release_slots');
call shown_on_pages('stories');
call shown_on_pages('story_versions');
