//! Order of jobs in the queue.

use crate::support::{Sink, TestSite};
use diesel::sql_query;
use diesel_async::RunQueryDsl;
use pratfall::{app::worker, platform::jobs::Runner};
use std::time::{Duration, Instant};

/// A thousand addresses that somebody typed; the first eight stall the mail server for 20 s each.
const FLOOD: &str = "with typed as (\
    insert into subscriptions (organisation_id, id, email, email_hash, language, status) \
    select o.id, gen_random_uuid(), case when n <= 8 then 'slow+' || n else 'reader' || n end || '@example.org', \
        sha256(n::text::bytea), 'en', 'unconfirmed' from organisations o, generate_series(1, 1000) n \
    returning organisation_id, id) \
    insert into jobs (id, kind, organisation_id, payload) \
    select gen_random_uuid(), 'announcements.send_confirmation', organisation_id, \
        jsonb_build_object('subscription', id) from typed";
const MIX_IS_DUE: &str =
    "update schedules set next_at = now() - interval '1 second' where name = 'intake.mix'";

#[actix_web::test]
async fn a_mix_that_is_due_runs_next_although_a_thousand_confirmations_wait_and_the_mail_server_stalls() {
    let mut sink = Sink::start(&[]).await;
    let site = TestSite::with(&[("SMTP_URL", &sink.url())]).await;
    site.visitor().tell(&[]).await;
    let mut conn = site.as_owner().await;
    sql_query(FLOOD).execute(&mut conn).await.unwrap();
    let runner = tokio::spawn(Runner::new(site.app.clone(), worker::registry()).run());
    let since = Instant::now();
    let wait = async |sink: &mut Sink| {
        assert!(since.elapsed() < Duration::from_secs(15), "it waits");
        sink.all().await;
    };
    while site.count("jobs where claim is not null").await == 0 {
        wait(&mut sink).await;
    }
    sql_query(MIX_IS_DUE).execute(&mut conn).await.unwrap();
    while site.count("stories").await == 0 {
        wait(&mut sink).await;
    }
    assert!(site.count("jobs").await > 500, "the flood still waits");
    runner.abort();
}
