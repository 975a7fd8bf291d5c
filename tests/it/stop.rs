//! The real program is asked to stop, or dies: nothing in hand is broken, and nobody waits for long.

use crate::support::{
    Sink, TestSite,
    announcements::{confirm, draft, ledger_of, subscribers},
    program::{self, Program},
    rounds,
};
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use std::{
    fs,
    io::Write,
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

const MIX_IS_DUE: &str =
    "insert into jobs (id, kind, payload) values (gen_random_uuid(), 'intake.mix', '{}')";
/// The mix is running, not what it left to do afterwards.
const IN_HAND: &str = "jobs where claim is not null and lease_until > now() and kind <> 'intake.mixed'";
const TRIED: &str = "jobs where attempts > 0 or deaths > 0";

/// Keeps the mix from writing until the transaction ends.
async fn in_the_way(site: &TestSite) -> AsyncPgConnection {
    let mut conn = site.as_owner().await;
    conn.batch_execute("begin; lock table stories in share mode").await.unwrap();
    conn
}

async fn until(site: &TestSite, what: &str) {
    let since = Instant::now();
    while site.count(what).await == 0 {
        assert!(since.elapsed() < Duration::from_secs(30), "no {what}");
        tokio::task::yield_now().await;
    }
}

fn threads_of_the_web(id: u32) -> usize {
    let threads = fs::read_dir(format!("/proc/{id}/task")).into_iter().flatten().flatten();
    let names = threads.filter_map(|thread| fs::read_to_string(thread.path().join("comm")).ok());
    names.filter(|name| name.starts_with("actix-")).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_among_visitors_breaks_no_job() {
    let site = TestSite::new().await;
    let settings = [
        program::data(&site.app.settings.data),
        ("DATABASE_URL", &site.url),
        ("PRATFALL_FORM_AGE", "0"),
        ("PRATFALL_MIX", "every 99h"),
    ];
    for round in 1..=rounds(4) {
        site.visitor().tell(&[]).await;
        let mut lock = in_the_way(&site).await;
        let mut server = Program::start(&["serve"], &settings);
        let address = server.address.clone();
        let visitors: Vec<_> = (0..8)
            .map(|_| {
                let address = address.clone();
                thread::spawn(move || while program::get(&address, "/acme").is_ok() {})
            })
            .collect();
        until(
            &site,
            "(select from pg_stat_activity where datname = current_database() having count(*) > 6) enough",
        )
        .await;
        site.as_owner().await.batch_execute(MIX_IS_DUE).await.unwrap();
        until(&site, IN_HAND).await;
        server.terminate();
        for visitor in visitors {
            visitor.join().unwrap();
        }
        let since = Instant::now();
        while threads_of_the_web(server.id()) > 0 {
            assert!(since.elapsed() < Duration::from_secs(20), "the web stays");
            thread::yield_now();
        }
        lock.batch_execute("rollback").await.unwrap();
        server.ends();
        // What the mix leaves to do afterwards waits for the next start.
        let jobs = "jobs where kind <> 'intake.mixed'";
        let left = (site.count(jobs).await, site.count("letters").await);
        assert_eq!(left, (0, 0), "the mix of round {round} was broken");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_takes_twenty_seconds_at_most_when_everything_hangs() {
    let mut sink = Sink::start(&[]).await;
    let url = sink.url();
    let site = TestSite::with(&[("SMTP_URL", &url)]).await;
    subscribers(&site, &["ann"]).await;
    let (desk, path) = draft(&site).await;
    site.work().await;
    sink.all().await;
    let mut owner = site.as_owner().await;
    let stalls = "update subscriptions set email = 'slowdot@example.org'";
    owner.batch_execute(stalls).await.unwrap();
    let settings = [program::data(&site.app.settings.data), ("DATABASE_URL", &site.url), ("SMTP_URL", &url)];
    let mut server = Program::start(&["serve"], &settings);
    let lock = in_the_way(&site).await;
    site.visitor().tell(&[]).await;
    owner.batch_execute(MIX_IS_DUE).await.unwrap();
    confirm(&desk, &path).await;
    sink.next().await; // It has the text, and says nothing.
    until(&site, "(select from jobs where claim is not null having count(*) = 2) pair").await;
    let mut slow = TcpStream::connect(&server.address).unwrap();
    slow.write_all(b"POST /acme/receipt HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\ncode=").unwrap();

    let since = Instant::now();
    server.stop();
    let took = since.elapsed();
    assert!(took < Duration::from_secs(20), "{took:?}");
    println!("stopped in {took:?}");
    drop(lock);
    assert_eq!(ledger_of(&site).await["slowdot"], "uncertain no answer");
    assert_eq!(site.count("jobs").await, 2, "both come again");
    assert_eq!(site.count("jobs where claim is not null").await, 0);
    assert_eq!(site.count(TRIED).await, 0, "a stop is no try");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_does_not_count_as_a_try_and_the_mix_outlives_its_workers() {
    let site = TestSite::new().await;
    site.visitor().tell(&[]).await;
    let settings =
        [program::data(&site.app.settings.data), ("DATABASE_URL", &site.url), ("PRATFALL_MIX", "every 99h")];
    let lock = in_the_way(&site).await;
    let mut owner = site.as_owner().await;
    owner.batch_execute(MIX_IS_DUE).await.unwrap();
    for deaths in 0..4 {
        let mut worker = Program::start(&["work"], &settings);
        until(&site, IN_HAND).await;
        worker.kill();
        assert_eq!(site.count(&format!("jobs where attempts = 0 and deaths = {deaths}")).await, 1);
        let a_while_later = "update jobs set lease_until = now() - interval '1 second'";
        owner.batch_execute(a_while_later).await.unwrap();
    }
    drop(lock);
    let mut worker = Program::start(&["work"], &settings);
    until(&site, "stories").await;
    worker.stop();
    assert_eq!(site.count("jobs where kind <> 'intake.mixed'").await, 0);
}
