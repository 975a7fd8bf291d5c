//! Everything acknowledged survives the sudden death of the real program.

use crate::support::{
    Sink, TestSite,
    announcements::{confirm, draft, ledger_of, subscribers},
    program::{self, Program},
    story,
};
use diesel::{QueryableByName, sql_query, sql_types};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use pratfall::platform::embedded::{DATABASE, Postgres};
use std::{
    collections::BTreeMap,
    io,
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// Tells a story and gives its code, if the program says that it was received.
fn tell(address: &str) -> io::Result<String> {
    let mut form = program::get(address, "/acme/stories/new")?.fields("#tell");
    form.extend(story());
    let page = program::post(address, "/acme/stories/new", &form)?;
    assert_eq!(page.status, 200, "{}", page.body);
    Ok(page.text("[data-test=receipt-code]"))
}

fn status(address: &str, code: &str) -> Option<String> {
    let form = BTreeMap::from([("code".to_owned(), code.to_owned())]);
    let page = program::post(address, "/acme/receipt", &form).unwrap();
    page.attributes("[data-test=story-status]", "data-status").pop()
}

#[derive(QueryableByName, Debug, PartialEq, Eq, Clone, Copy)]
struct Counts {
    #[diesel(sql_type = sql_types::BigInt)]
    stories: i64,
    #[diesel(sql_type = sql_types::BigInt)]
    receipts: i64,
    #[diesel(sql_type = sql_types::BigInt)]
    letters: i64,
}

async fn counts(data: &Path) -> Counts {
    let postgres = Postgres::join(data).unwrap();
    let mut conn = AsyncPgConnection::establish(&postgres.url(DATABASE)).await.unwrap();
    let query = sql_query(
        "select (select count(*) from stories) as stories, \
         (select count(distinct story_id) from receipts) as receipts, \
         (select count(*) from letters) as letters",
    );
    query.get_result(&mut conn).await.unwrap()
}

/// Four people tell stories at once, and the program dies as soon as one of them reads "received".
#[actix_web::test]
async fn every_received_letter_is_there_exactly_once_after_the_next_mix() {
    let folder = crate::support::folder();
    let folder = folder.path();
    // Only when asked: these settings mix at no moment of this test.
    let settings = [program::data(folder), ("PRATFALL_MIX", "every 99h"), ("PRATFALL_FORM_AGE", "0")];
    let acme = ["organisation", "create", "acme", "--name", "Acme", "--open", "1000"];
    program::run(&acme, &settings);
    let received = Mutex::new(vec![]);
    for deaths in 1..=3 {
        let server = Mutex::new(Program::start(&["serve"], &settings));
        let address = server.lock().unwrap().address.clone();
        let told = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    while let Ok(code) = tell(&address) {
                        received.lock().unwrap().push(code);
                        if told.fetch_add(1, Ordering::SeqCst) == deaths * 2 {
                            server.lock().unwrap().kill();
                        }
                    }
                });
            }
        });
    }
    let received = received.into_inner().unwrap();
    let mut server = Program::start(&["serve"], &settings);
    for code in &received {
        assert_eq!(status(&server.address, code), None, "it waits in the pool");
    }
    program::run(&["mix"], &settings);
    for code in &received {
        assert_eq!(status(&server.address, code).as_deref(), Some("submitted"));
    }
    let once = counts(folder).await;
    assert_eq!((once.stories, once.letters), (once.receipts, 0));
    let in_flight = once.stories - i64::try_from(received.len()).unwrap();
    assert!((0..=9).contains(&in_flight), "received or in flight: {in_flight}");
    program::run(&["mix"], &settings);
    assert_eq!(counts(folder).await, once, "mixing again changes nothing");
    server.stop();
}

/// Moves the clock a minute: claims of dead processes expire.
const A_MINUTE_LATER: &str = "with jobs_later as (update jobs set run_at = least(run_at, now()), \
    lease_until = least(lease_until, now())) \
    update deliveries set lease_until = least(lease_until, now())";
/// Moves the clock half an hour: uncertain mails are due.
const HALF_AN_HOUR_LATER: &str = "with jobs_later as (update jobs set run_at = now()) \
    update deliveries set next_at = now() where status = 'uncertain'";

#[actix_web::test]
async fn everybody_has_the_announcement_although_its_worker_died_three_times() {
    let mut sink = Sink::start(&[]).await;
    let url = sink.url();
    let site = TestSite::with(&[("SMTP_URL", &url)]).await;
    let names: Vec<String> = (0..200).map(|n| format!("reader{n}")).collect();
    subscribers(&site, &names.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let (desk, path) = draft(&site).await;
    site.work().await;
    sink.all().await;
    confirm(&desk, &path).await;
    let settings = [program::data(&site.app.settings.data), ("DATABASE_URL", &site.url), ("SMTP_URL", &url)];
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let mut count = |mail: crate::support::Taken| *taken.entry(mail.to[0].clone()).or_default() += 1;
    for mails in [30, 50, 40] {
        let mut worker = Program::start(&["work"], &settings);
        for _ in 0..mails {
            count(sink.next().await);
        }
        worker.kill();
        sink.all().await.into_iter().for_each(&mut count);
        sql_query(A_MINUTE_LATER).execute(&mut site.as_owner().await).await.unwrap();
    }
    for later in [A_MINUTE_LATER, HALF_AN_HOUR_LATER] {
        sql_query(later).execute(&mut site.as_owner().await).await.unwrap();
        let mut worker = Program::start(&["work"], &settings);
        let since = Instant::now();
        while due(&site).await > 0 {
            assert!(since.elapsed() < Duration::from_mins(1), "still due after a minute");
            sink.all().await.into_iter().for_each(&mut count);
        }
        worker.stop();
        sink.all().await.into_iter().for_each(&mut count);
    }
    let fates = ledger_of(&site).await;
    assert_eq!(fates.len(), 200);
    for (name, fate) in fates {
        let times = taken.get(&format!("{name}@example.org")).copied().unwrap_or(0);
        let expected: &[usize] = if fate == "sent flagged" { &[1, 2] } else { &[1] };
        assert!(expected.contains(&times), "{name} is {fate} and has it {times} times");
        assert!(fate.starts_with("sent"), "{name} is {fate}");
    }
    let page = desk.get(&path).await;
    let status = page.attribute("[data-test=announcement-status]", "data-status");
    assert_eq!(status, "finished");
}

#[derive(QueryableByName)]
struct Due {
    #[diesel(sql_type = sql_types::BigInt)]
    count: i64,
}

async fn due(site: &TestSite) -> i64 {
    let query = "select count(*) as count from deliveries where status in ('pending', 'claimed', 'handed') \
        or status = 'uncertain' and next_at <= now()";
    let Due { count } = sql_query(query).get_result(&mut site.as_owner().await).await.unwrap();
    count
}
