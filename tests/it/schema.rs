//! The schema keeps its promises: walls, keys, and columns that must never exist.

use crate::support::{
    TestSite,
    database::{lines, lines_on},
};
use diesel::sql_query;
use diesel_async::RunQueryDsl;
use pratfall::app::doctor::catalogue;

#[actix_web::test]
async fn every_table_of_a_tenant_stands_behind_the_wall() {
    let site = TestSite::new().await;
    let facts = catalogue::gather(&mut site.as_owner().await).await.unwrap();
    assert_eq!(facts.unwalled(), [""; 0]);
    assert_eq!(facts.owned, [""; 0], "the application's role owns nothing");
    assert_eq!(facts.role, catalogue::Role::Plain);
    let keys = "select conrelid::regclass::text as line from pg_constraint con where contype in ('p', 'u') \
        and exists (select from pg_attribute where attrelid = conrelid and attname = 'organisation_id') \
        and not exists (select from pg_attribute where attrelid = conrelid and attname = 'organisation_id' \
                        and attnum = any(conkey))";
    assert_eq!(lines(&site, keys).await, ["jobs"], "keys of tenants include the tenant");
}

#[actix_web::test]
async fn functions_and_procedures_are_for_the_program_only() {
    let site = TestSite::new().await;
    let callable = "select p.oid::regprocedure::text as line from pg_proc p \
        where p.pronamespace = 'public'::regnamespace \
          and exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a \
                      where a.grantee = 0 and a.privilege_type = 'EXECUTE') \
          and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')";
    assert_eq!(lines(&site, callable).await, [""; 0]);
    let ours = "select p.oid::regprocedure::text as line from pg_proc p where p.prosecdef \
        and p.pronamespace = 'public'::regnamespace and not has_function_privilege('pratfall_app', p.oid, 'execute')";
    assert_eq!(lines(&site, ours).await, [""; 0], "the application calls them");
}

#[actix_web::test]
async fn without_a_tenant_nothing_is_visible_and_foreign_rows_cannot_be_written() {
    let site = TestSite::new().await;
    let other = TestSite::add_organisation(&site.app, "other").await;
    let mut none = site.app.db.platform().await.unwrap();
    let themes = "select slug as line from themes";
    assert!(lines_on(&mut none, themes).await.is_empty());
    drop(none);
    let mut own = site.app.db.tenant(site.organisation.id).await.unwrap();
    assert_eq!(lines_on(&mut own, themes).await.len(), 1);
    let foreign = format!("insert into themes values ('{}', gen_random_uuid(), 'x', 1)", other.id);
    assert!(sql_query(foreign).execute(&mut own).await.is_err());
}

#[actix_web::test]
async fn tables_of_authors_have_no_column_for_a_person_or_a_moment() {
    let site = TestSite::new().await;
    let facts = catalogue::gather(&mut site.as_owner().await).await.unwrap();
    assert!(facts.columns["letters"].contains("day date"), "the catalogue was read");
    assert_eq!(facts.forbidden_columns(), [""; 0]);
    assert_eq!(facts.ways_to_persons(), [""; 0], "no key leads from a story to a person");
}

/// Tables that authors' acts write to, with their partitions: named ones, and all that refer to them, but for where
/// the desk keeps its own work.
const AUTHORS: &str = "recursive direct (oid) as (select oid from pg_class where relname in \
        ('consents', 'letters', 'memos', 'messages', 'reader_questions', 'receipts', 'stories', 'story_versions') \
      union select conrelid::oid from pg_constraint join direct on confrelid = direct.oid where contype = 'f' \
        and conrelid::regclass::text not in ('approvals', 'hiding_verdicts', 'pack_stories', 'recusals', 'reviews', 'slots', 'release_slots')), \
    authors (oid) as (select oid from direct union select inhrelid from pg_inherits join direct on inhparent = oid)";

/// Parts of names that say what must never be kept: design, anonymity §2.
const FORBIDDEN: &str = "(^|_)(at|on|time|when|moment|minute|hour|date|stamp|seen|last|first|created|updated|modified|\
    ip|addr|address|host|port|agent|ua|browser|device|locale|accept|header|referr?er|origin|session|cookie|\
    fingerprint|request|serial|seq|sequence|position|order|ordinal|counter|count|hits|views|reads|opened|length|\
    size|bytes|words|upload|file|filename|mime|person|staff|user|account|member|employee|email|phone)(_|$)";

#[actix_web::test]
async fn no_name_type_or_default_on_an_authors_side_can_hold_what_must_never_be_kept() {
    let site = TestSite::new().await;
    let columns = format!(
        "with {AUTHORS} select a.attrelid::regclass || '.' || a.attname as line from pg_attribute a join authors \
         on a.attrelid = authors.oid where attnum > 0 and not attisdropped"
    );
    let all = lines(&site, &columns).await;
    assert!(all.len() > 40 && all.iter().any(|it| it.starts_with("letters_2")), "with partitions: {all:?}");
    let named = lines(&site, &format!("{columns} and attname ~ '{FORBIDDEN}'")).await;
    assert!(named.is_empty(), "{named:?}");
    let typed = lines(
        &site,
        &format!(
            "{columns} and not (format_type(atttypid, null) in ('uuid', 'text', 'bytea', 'boolean', 'text[]', 'tsvector') \
             or format_type(atttypid, null) in ('smallint', 'integer') and attname in \
                ('number', 'round', 'version', 'told_version', 'agreed_version', 'rules') \
             or format_type(atttypid, null) = 'date' and attrelid::regclass::text like 'letters%')"
        ),
    )
    .await;
    assert!(typed.is_empty(), "a place for a moment, an address or a number: {typed:?}");
    let made =
        lines(&site, &format!("{columns} and (atthasdef or attidentity <> '' or attgenerated <> '')")).await;
    assert!(made.is_empty(), "the database fills nothing in by itself: {made:?}");
    let weeks = lines(
        &site,
        &format!(
            "{columns} and attname ~ 'week' and not exists (select from pg_constraint k \
             where k.conrelid = a.attrelid and k.contype = 'c' \
             and position(attname || ' ~ ''^[0-9]{{4}}-W' in pg_get_constraintdef(k.oid)) > 0)"
        ),
    )
    .await;
    assert!(weeks.is_empty(), "a week is a week: {weeks:?}");
    for (what, of) in [
        ("a sequence", "select relname::text as line from pg_class where relkind = 'S'"),
        (
            "a trigger of somebody",
            "select tgname::text as line from pg_trigger where not tgisinternal \
            and tgfoid not in ('pages_changed'::regproc, 'erase_from_library'::regproc, \
                               'erase_version_from_library'::regproc, 'forget_words'::regproc, \
                               'look_at_other_words'::regproc, 'four_eyes'::regproc)",
        ),
        (
            "a rule",
            "select rulename::text as line from pg_rewrite join pg_class c on c.oid = ev_class \
            where relnamespace = 'public'::regnamespace",
        ),
    ] {
        assert!(lines(&site, of).await.is_empty(), "{what}");
    }
    let told = lines(&site, "select prosrc as line from pg_proc where oid = 'pages_changed'::regproc").await;
    let told: Vec<&str> = told[0].split_whitespace().collect();
    assert_eq!(
        told.join(" "),
        "begin perform pg_notify('pages', ''); return null; end",
        "that something changed, and not what"
    );
    // The test can fail.
    let plants = "create table planted_notes (organisation_id uuid, story_id uuid, written_at timestamptz default now(), \
        n serial, foreign key (organisation_id, story_id) references stories)";
    sql_query(plants).execute(&mut site.as_owner().await).await.unwrap();
    let named = lines(&site, &format!("{columns} and attname ~ '{FORBIDDEN}'")).await;
    assert_eq!(named, ["planted_notes.written_at"]);
    let made = lines(&site, &format!("{columns} and atthasdef order by 1")).await;
    assert_eq!(made, ["planted_notes.n", "planted_notes.written_at"]);
}

/// Functions of this schema that are not an extension's.
const FUNCTIONS: &str = "from pg_proc p where pronamespace = 'public'::regnamespace \
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')";

#[actix_web::test]
async fn functions_of_triggers_erase_and_tell_nobody_and_no_function_reads_a_clock() {
    let site = TestSite::new().await;
    let triggers =
        format!("select proname::text as line {FUNCTIONS} and prorettype = 'trigger'::regtype order by 1");
    let known = [
        "erase_from_library",
        "erase_version_from_library",
        "forget_words",
        "four_eyes",
        "look_at_other_words",
        "pages_changed",
    ];
    assert_eq!(lines(&site, &triggers).await, known);
    let writes = format!(
        "select concat_ws(' ', proname, what[1], what[2]) as line from (select * {FUNCTIONS}) p, \
         regexp_matches(prosrc, '(insert into|(?<!for )update|delete from|truncate|merge into|copy|execute) +(\\w+)', 'g') what \
         where prorettype = 'trigger'::regtype order by 1"
    );
    let erasing = [
        "erase_from_library delete from library_texts",
        "erase_version_from_library delete from library_texts",
        "forget_words delete from library_words",
        "forget_words update library_words",
        "look_at_other_words delete from hiding_verdicts",
        "look_at_other_words update hidings",
    ];
    assert_eq!(lines(&site, &writes).await, erasing);
    let clocks = format!(
        "select proname::text as line {FUNCTIONS} and prokind = 'f' and prosrc ~ '(now\\(|_timestamp|current_(date|time|user|role)\
         |local(time|stamp)|timeofday|session_user|inet_|backend_|pg_stat|xact|txid|nextval|random)'"
    );
    assert_eq!(lines(&site, &clocks).await, [""; 0]);
    // The test can fail.
    let plant = "create function remember() returns trigger language plpgsql as $$ \
        begin insert into themes (slug) values (now()::text); return new; end $$";
    sql_query(plant).execute(&mut site.as_owner().await).await.unwrap();
    assert_eq!(lines(&site, &triggers).await.len(), known.len() + 1);
    assert!(lines(&site, &writes).await.contains(&"remember insert into themes".to_owned()));
    assert_eq!(lines(&site, &clocks).await, ["remember"]);
}

#[actix_web::test]
async fn no_path_of_keys_leads_from_what_an_author_told_to_a_person() {
    let site = TestSite::new().await;
    let paths = format!(
        "with {AUTHORS}, paths (at, way) as (select oid, oid::regclass::text from authors \
           union select confrelid, way || ' -> ' || confrelid::regclass from paths \
             join pg_constraint on conrelid = at and contype = 'f' \
             where way !~ ('(^|> )' || confrelid::regclass || '( |$)')) select way as line from paths"
    );
    let to_a_person = |ways: Vec<String>| {
        let people =
            ["staff", "subscriptions", "sessions", "invitations", "deliveries", "audit_entries", "reviews"];
        let ends = |way: &String| people.iter().any(|person| way.ends_with(&format!(" -> {person}")));
        ways.into_iter().filter(ends).collect::<Vec<_>>()
    };
    let ways = lines(&site, &paths).await;
    assert!(
        ways.iter().any(|way| way.contains(" -> story_versions -> ") || way.contains("consents -> stories"))
    );
    assert_eq!(to_a_person(ways), Vec::<String>::new());
    // Where the two meet: the desk's own, and nothing else.
    let both = "with recursive up (at, to_) as (select conrelid, confrelid from pg_constraint where contype = 'f' \
          union select at, confrelid from up join pg_constraint on conrelid = to_ and contype = 'f') \
        select distinct a.at::regclass::text as line from up a join up b using (at) \
        where a.to_ = 'stories'::regclass and b.to_ in ('staff'::regclass, 'subscriptions'::regclass) order by 1";
    assert_eq!(lines(&site, both).await, ["approvals", "hiding_verdicts", "recusals", "reviews"]);
    let plant = "alter table themes add staff_id uuid references staff";
    sql_query(plant).execute(&mut site.as_owner().await).await.unwrap();
    let ways = to_a_person(lines(&site, &paths).await);
    assert!(ways.contains(&"stories -> themes -> staff".to_owned()), "the test can fail: {ways:?}");
}

#[actix_web::test]
async fn ids_that_authors_make_hold_no_moment() {
    let site = TestSite::new().await;
    site.visitor().tell(&[]).await;
    site.mix().await;
    site.visitor().tell(&[]).await;
    let versions = "select distinct substr(id::text, 15, 1) as line from (select id from stories union all \
        select id from letters) ids";
    assert_eq!(lines(&site, versions).await, ["4"], "random ids, RFC 9562 §5.4");
}

#[actix_web::test]
async fn the_migrations_go_down_and_up_again() {
    use diesel_async::{AsyncConnection, AsyncMigrationHarness, AsyncPgConnection};
    use diesel_migrations::MigrationHarness;
    let site = TestSite::new().await;
    let url = site.url.clone();
    let runtime = || tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let there_and_back = move || {
        runtime().block_on(async {
            let conn = AsyncPgConnection::establish(&url).await.unwrap();
            let mut harness = AsyncMigrationHarness::new(conn);
            let down = harness.revert_all_migrations(pratfall::platform::db::MIGRATIONS).unwrap().len();
            let up = harness.run_pending_migrations(pratfall::platform::db::MIGRATIONS).unwrap().len();
            assert!(down == up && up > 5);
        });
    };
    std::thread::spawn(there_and_back).join().unwrap();
}
