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
