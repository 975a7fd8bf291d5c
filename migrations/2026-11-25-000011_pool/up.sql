-- The pool: stories wait until enough of them can come out together.

-- Anonymous stories come out of the mix together with at least this many, or at a date their authors set.
alter table organisations add threshold integer not null default 5 check (threshold between 1 and 20);

-- Letters lie in a partition per day: once a day is mixed, the file it lay in goes, not only its rows.
alter table letters rename to letters_before;
alter table letters_before rename constraint letters_pkey to letters_before_pkey;
create table letters (
    id uuid not null,
    day date not null,
    sealed bytea not null,
    primary key (day, id)
) partition by range (day);
alter table letters alter column sealed set storage external;
call allow('letters', 'select, insert, delete');

-- The application owns nothing, so these two work for it. Each holds a lock: two servers may turn the page at once.
create procedure make_letter_days(first date, days integer) language plpgsql
security definer set search_path = public, pg_temp as $$
begin
    perform pg_advisory_xact_lock(hashtext('letter_days'));
    for i in 0 .. days - 1 loop
        execute format(
            'create table if not exists %I partition of letters for values from (%L) to (%L)',
            'letters_' || to_char(first + i, 'YYYYMMDD'), first + i, first + i + 1);
    end loop;
end $$;

create procedure drop_letter_days(before date) language plpgsql
security definer set search_path = public, pg_temp as $$
declare
    old regclass;
    waiting boolean;
begin
    perform pg_advisory_xact_lock(hashtext('letter_days'));
    for old in
        select inhrelid::regclass from pg_inherits
        where inhparent = 'letters'::regclass
          and inhrelid::regclass::text < 'letters_' || to_char(before, 'YYYYMMDD')
    loop
        execute format('select exists(select from %s)', old) into waiting;
        if not waiting then
            execute format('drop table %s', old);
        end if;
    end loop;
end $$;

do $$
declare
    known date;
begin
    for known in select distinct day from letters_before loop
        call make_letter_days(known, 1);
    end loop;
    call make_letter_days(current_date, 8);
end $$;
insert into letters (id, day, sealed) select id, day, sealed from letters_before;
drop table letters_before;
