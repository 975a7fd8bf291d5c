//! The ledger of many: what it reads grows with the mails, not with their square, and without the planner's statistics.

use crate::support::{TestSite, announcements::draft};
use diesel::{QueryableByName, sql_query, sql_types};
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use pratfall::{
    announcements::{model::Place, store::ledger::Ledger},
    events,
    ids::ClaimId,
    platform::db::transaction,
};

const PEOPLE: i64 = 10_000;

#[derive(QueryableByName)]
struct Reads {
    #[diesel(sql_type = sql_types::BigInt)]
    rows: i64,
    #[diesel(sql_type = sql_types::BigInt)]
    entries: i64,
    #[diesel(sql_type = sql_types::BigInt)]
    analyzed: i64,
}

/// Rows of the ledger and of subscriptions that were read until now, and entries of their indexes.
async fn reads(conn: &mut AsyncPgConnection) -> Reads {
    // Rows that a session read are counted at the end of a transaction.
    for sql in ["select pg_stat_force_next_flush()", "select pg_stat_clear_snapshot()"] {
        sql_query(sql).execute(conn).await.unwrap();
    }
    let query = "select \
        (select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint from pg_stat_user_tables \
            where relname in ('deliveries', 'subscriptions')) as rows, \
        (select sum(idx_tup_read)::bigint from pg_stat_user_indexes \
            where relname in ('deliveries', 'subscriptions')) as entries, \
        (select sum(analyze_count + autoanalyze_count)::bigint from pg_stat_user_tables \
            where relname in ('deliveries', 'subscriptions')) as analyzed";
    sql_query(query).get_result(conn).await.unwrap()
}

#[actix_web::test]
async fn ten_thousand_mails_read_a_few_rows_each_without_statistics() {
    let site = TestSite::new().await;
    let (_, path) = draft(&site).await;
    let mut owner = site.as_owner().await;
    owner
        .batch_execute(&format!(
            "alter table deliveries set (autovacuum_enabled = false); \
             alter table subscriptions set (autovacuum_enabled = false); \
             insert into subscriptions (organisation_id, id, email, email_hash, language, status, confirmed_at) \
             select id, gen_random_uuid(), 'u' || n || '@example.org', sha256(n::text::bytea), 'en', 'confirmed', now() \
             from organisations, generate_series(1, {PEOPLE}) n; \
             update announcements set status = 'running'"
        ))
        .await
        .unwrap();
    let organisation = site.organisation.id;
    let ledger = Ledger { organisation, announcement: path.rsplit('/').next().unwrap().parse().unwrap() };
    let mut conn = site.app.db.tenant(organisation).await.unwrap();
    let event = events::store::current(&mut conn, organisation).await.unwrap()[0].event;
    let now = site.app.clock.now();
    let before = reads(&mut conn).await;
    let people =
        transaction(&mut conn, async |mut tx| ledger.audience(&mut tx, event).await).await.unwrap().people();
    assert_eq!(people, PEOPLE);
    transaction(&mut conn, async |mut tx| ledger.freeze(&mut tx, event, now).await).await.unwrap();
    ledger.release(&mut conn, now).await.unwrap();
    let (mut place, mut sent, mut passes) = (Place::START, 0, 0);
    loop {
        let claim = ClaimId::new();
        let items = transaction(&mut conn, async |mut tx| ledger.claim(&mut tx, claim, now, place).await)
            .await
            .unwrap();
        let Some(last) = items.last() else {
            passes += 1;
            if passes == 2 {
                break;
            }
            place = Place::START;
            continue;
        };
        assert!(items.is_sorted_by_key(pratfall::announcements::model::Claimed::place));
        assert!(items.iter().all(|item| item.email.is_some()));
        place = last.place();
        let ids: Vec<_> = items.iter().map(|item| item.subscription_id).collect();
        for some in ids.chunks(16) {
            assert_eq!(ledger.hand_over(&mut conn, claim, some).await.unwrap().len(), some.len());
            sent += ledger.accept(&mut conn, claim, some).await.unwrap().len();
        }
    }
    assert_eq!(i64::try_from(sent).unwrap(), PEOPLE);
    assert_eq!(ledger.next(&mut conn, now).await.unwrap(), None);
    let after = reads(&mut conn).await;
    assert_eq!(after.analyzed, 0, "no statistics");
    let (rows, entries) = (after.rows - before.rows, after.entries - before.entries);
    println!("{} rows and {} index entries a mail", rows / PEOPLE, entries / PEOPLE);
    assert!(rows <= 20 * PEOPLE, "{rows} rows read for {PEOPLE} mails");
    assert!(entries <= 40 * PEOPLE, "{entries} index entries read for {PEOPLE} mails");
}
