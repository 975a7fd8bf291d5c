//! The schema keeps its promises: walls, keys, and columns that must never exist.

use crate::support::TestSite;
use diesel::{QueryableByName, sql_query, sql_types::Text};
use diesel_async::RunQueryDsl;
use pratfall::app::doctor::catalogue;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    line: String,
}

async fn lines(site: &TestSite, sql: &str) -> Vec<String> {
    let rows: Vec<Row> = sql_query(sql).load(&mut site.as_owner().await).await.unwrap();
    rows.into_iter().map(|row| row.line).collect()
}

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
    assert_eq!(
        lines(&site, keys).await,
        ["jobs"],
        "keys of tenants include the tenant"
    );
}

#[actix_web::test]
async fn without_a_tenant_nothing_is_visible_and_foreign_rows_cannot_be_written() {
    let site = TestSite::new().await;
    let other = TestSite::add_organisation(&site.app, "other").await;
    let mut none = site.app.db.platform().await.unwrap();
    let rows: Vec<Row> = sql_query("select slug as line from themes")
        .load(&mut none)
        .await
        .unwrap();
    assert!(rows.is_empty());
    drop(none);
    let mut own = site.app.db.tenant(site.organisation.id).await.unwrap();
    let rows: Vec<Row> = sql_query("select slug as line from themes")
        .load(&mut own)
        .await
        .unwrap();
    assert_eq!(rows.len(), 1);
    let foreign = format!(
        "insert into themes values ('{}', gen_random_uuid(), 'x', 1)",
        other.id
    );
    assert!(sql_query(foreign).execute(&mut own).await.is_err());
}

/// What an author makes or moves.
const AUTHORS: &[&str] = &[
    "consents",
    "letters",
    "messages",
    "receipts",
    "stories",
    "story_versions",
];
/// What staff make that refers to a story.
const ABOUT_STORIES: &[&str] = &["lessons", "release_slots", "reviews", "slots"];

fn quoted(tables: &[&str]) -> String {
    let all: Vec<_> = tables.iter().map(|table| format!("'{table}'")).collect();
    all.join(", ")
}

#[actix_web::test]
async fn what_an_author_touches_has_no_place_for_a_person_or_a_moment() {
    let site = TestSite::new().await;
    let facts = catalogue::gather(&mut site.as_owner().await).await.unwrap();
    assert!(
        facts.columns["letters"].contains("day date"),
        "the catalogue was read"
    );
    assert_eq!(facts.forbidden_columns(), [""; 0]);
    assert_eq!(
        facts.ways_to_persons(),
        [""; 0],
        "no key leads from a story to a person"
    );
}

#[actix_web::test]
async fn what_an_author_touches_has_no_moment_of_any_kind() {
    let site = TestSite::new().await;
    let of_authors = format!(
        "select a.*, c.relname, t.typname from pg_class c \
         join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped \
         join pg_type t on t.oid = a.atttypid \
         where c.relname in ({}) and c.relkind in ('r', 'p')",
        quoted(AUTHORS)
    );
    let moments = format!(
        "select relname || '.' || attname as line from ({of_authors}) a \
         where typname ~ '(time|date|interval|range|inet|cidr|macaddr|json)' order by 1"
    );
    assert_eq!(
        lines(&site, &moments).await,
        ["letters.day"],
        "a day is needed to find the key"
    );
    let names = format!(
        "select relname || '.' || attname as line from ({of_authors}) a \
         where attname ~ '(_at|_on|_from|_until|_ip|agent|locale|referr|session|cookie|staff|person|user|email|address|count|size|length|serial|position)$' \
            or attidentity <> '' order by 1"
    );
    assert_eq!(lines(&site, &names).await, Vec::<String>::new());
    let counted = format!(
        "select a.relname || '.' || a.attname as line from ({of_authors}) a \
         join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum order by 1"
    );
    assert_eq!(
        lines(&site, &counted).await,
        Vec::<String>::new(),
        "no default counts rows or looks at a clock"
    );
    let weeks = format!(
        "select relname || '.' || attname as line from ({of_authors}) a where attname ~ 'week' \
         and not exists (select from pg_constraint k where k.conrelid = a.attrelid and k.contype = 'c' \
                         and position(attname || ' ~ ''^[0-9]{{4}}-W' in pg_get_constraintdef(k.oid)) > 0)"
    );
    assert_eq!(
        lines(&site, &weeks).await,
        Vec::<String>::new(),
        "a week is a week"
    );
}

#[actix_web::test]
async fn no_key_leads_from_an_author_to_a_person_however_far_it_goes() {
    let site = TestSite::new().await;
    let reached = format!(
        "with recursive reached(place) as ( \
             select oid from pg_class where relname in ({}) and relkind in ('r', 'p') \
             union select confrelid from reached join pg_constraint on contype = 'f' and conrelid = place) \
         select place::regclass::text as line from reached order by 1",
        quoted(AUTHORS)
    );
    let mut expected = [AUTHORS, &["organisations", "themes"]].concat();
    expected.sort_unstable();
    assert_eq!(lines(&site, &reached).await, expected);
    let about = "select distinct conrelid::regclass::text as line from pg_constraint where contype = 'f' \
        and confrelid in ('stories'::regclass, 'story_versions'::regclass, 'consents'::regclass, \
                          'messages'::regclass, 'receipts'::regclass) order by 1";
    let about = lines(&site, about).await;
    let known = |table: &String| AUTHORS.contains(&table.as_str()) || ABOUT_STORIES.contains(&table.as_str());
    assert!(
        about.iter().all(known),
        "say on which side each of these is: {about:?}"
    );
    let people = "select distinct c.conrelid::regclass::text as line from pg_constraint c \
        where c.contype = 'f' and c.confrelid in ('staff'::regclass, 'subscriptions'::regclass) order by 1";
    assert_eq!(
        lines(&site, people).await,
        ["deliveries", "invitations", "reviews", "sessions", "staff_roles"],
        "only who has a story on the desk stands beside both"
    );
}

#[actix_web::test]
async fn the_migrations_go_down_and_up_again() {
    use diesel_async::{AsyncConnection, AsyncMigrationHarness, AsyncPgConnection};
    use diesel_migrations::MigrationHarness;
    let site = TestSite::new().await;
    let url = site.url.clone();
    let runtime = || {
        tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .unwrap()
    };
    let there_and_back = move || {
        runtime().block_on(async {
            let conn = AsyncPgConnection::establish(&url).await.unwrap();
            let mut harness = AsyncMigrationHarness::new(conn);
            let down = harness
                .revert_all_migrations(pratfall::platform::db::MIGRATIONS)
                .unwrap()
                .len();
            let up = harness
                .run_pending_migrations(pratfall::platform::db::MIGRATIONS)
                .unwrap()
                .len();
            assert!(down == up && up > 5);
        });
    };
    std::thread::spawn(there_and_back).join().unwrap();
}
