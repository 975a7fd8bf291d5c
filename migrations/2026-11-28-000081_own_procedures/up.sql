-- Postgres lets everybody call a new function or procedure. Some of ours do what only their owner may: nobody calls them
-- but the application.
do $$
declare
    routine regprocedure;
    works boolean := exists (select from pg_roles where rolname = 'pratfall_app');
begin
    for routine in
        select p.oid from pg_proc p
        where p.pronamespace = 'public'::regnamespace and p.proowner = current_user::regrole
          and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    loop
        execute format('revoke execute on routine %s from public', routine);
        if works and routine::text !~ '^(wall|allow)[(]' then
            execute format('grant execute on routine %s to pratfall_app', routine);
        end if;
    end loop;
end $$;
