//! A code that is unknown, waits in the pool, is dead, or belongs to another organisation: nobody can tell which, by
//! anything in the answer or by the work it took.

use crate::support::{Log, Page, TestSite, Visitor, rounds};
use diesel::sql_query;
use diesel_async::RunQueryDsl;
use pratfall::{intake::receipt::ReceiptCode, platform::random};
use std::{collections::BTreeMap, time::Instant};

/// Codes by what they are.
async fn codes(site: &TestSite) -> BTreeMap<&'static str, String> {
    let author = site.visitor();
    let other = TestSite::add_organisation(&site.app, "other").await;
    let (there, dead) = (author.tell_to("other", &[]).await, author.tell(&[]).await);
    site.mix().await;
    let hash = dead.parse::<ReceiptCode>().unwrap().hash(&site.app.keys.pepper, site.organisation.id);
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let died = sql_query(format!("delete from receipts where code_hash = '\\x{hex}'"));
    assert_eq!(died.execute(&mut site.as_owner().await).await.unwrap(), 1);
    assert_eq!(author.post("/other/receipt", &[("code", &there)]).await.status, 200);
    assert_ne!(other.id, site.organisation.id);
    BTreeMap::from([
        ("unknown", ReceiptCode::generate().to_string()),
        ("waiting", author.tell(&[]).await),
        ("dead", dead),
        ("foreign", there),
    ])
}

/// Everything that takes a code, with what else it wants.
const ASKS: &[(&str, &[(&str, &str)])] = &[
    ("", &[]),
    ("/edit", &[]),
    (
        "/edit",
        &[
            ("version", "1"),
            ("title", "Mine"),
            ("what_happened", "I pressed it twice, and then once more."),
            ("learned", "Once is enough."),
        ],
    ),
    ("/messages", &[("id", "6ba7b810-9dad-41d1-80b4-00c04fd430c8"), ("round", "1"), ("text", "It hung.")]),
    ("/messages", &[("id", "x"), ("round", "1"), ("text", "")]),
    ("/questions", &[("round", "1")]),
    ("/questions", &[("id", "6ba7b810-9dad-41d1-80b4-00c04fd430c8"), ("round", "1"), ("text", "It hung.")]),
    ("/consent", &[("version", "1")]),
    ("/name", &[("name", "Mia"), ("known", "sure")]),
    ("/name", &[("known", "no")]),
    ("/name", &[("name", "Mia")]),
    ("/withdrawal", &[]),
    ("/hiding", &[("hidden", "yes")]),
    ("/hiding", &[("hidden", "no")]),
];

async fn ask(visitor: &Visitor, (path, more): &(&str, &[(&str, &str)]), code: &str) -> Page {
    let fields: Vec<_> = [("code", code)].into_iter().chain(more.iter().copied()).collect();
    visitor.post(&format!("/acme/receipt{path}"), &fields).await
}

/// Everything visible in an answer but the code, which the visitor knows, and the stamp of a fresh form.
fn visible(page: &Page, code: &str) -> String {
    format!("{} {:?} {}", page.status, page.headers, page.lasting().replace(code, "CODE"))
}

#[actix_web::test]
async fn codes_that_lead_nowhere_are_all_alike() {
    let site = TestSite::new().await;
    let codes = codes(&site).await;
    let visitor = site.visitor();
    let log = Log::of_all();
    for this in ASKS {
        let mut answers = BTreeMap::new();
        for (kind, code) in &codes {
            // Once to get everything ready that is kept for the next.
            ask(&visitor, this, code).await;
            log.take();
            let page = ask(&visitor, this, code).await;
            let steps = steps(&log.take());
            assert!(!steps.is_empty(), "the log shows what the database was asked");
            answers.insert(*kind, (steps, visible(&page, code)));
        }
        let unknown = &answers["unknown"];
        for (kind, answer) in &answers {
            assert_eq!(answer, unknown, "{kind} at {}", this.0);
        }
    }
    drop(log);
    the_time_it_takes_says_nothing(&visitor, &codes, rounds(0)).await;
}

/// Returns the queries in a log, without values.
fn steps(log: &str) -> Vec<String> {
    let lines = log.lines().filter_map(|line| line.split_once("executing "));
    lines
        .map(|(_, what)| what.split(" with parameters").next().unwrap().to_owned())
        .map(|what| what.chars().filter(|c| !c.is_ascii_digit()).collect())
        .collect()
}

/// Welch's t of `samples` answers for each kind of code against as many for the unknown one, in random order: below
/// 4.5. Only on demand: what a clock says is no matter for an ordinary run.
async fn the_time_it_takes_says_nothing(visitor: &Visitor, codes: &BTreeMap<&str, String>, samples: usize) {
    let mut times: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for _ in 0..samples {
        let mut order: Vec<_> = codes.iter().collect();
        random::shuffle(&mut order);
        for (kind, code) in order {
            let since = Instant::now();
            ask(visitor, &ASKS[0], code).await;
            times.entry(kind).or_default().push(since.elapsed().as_secs_f64());
        }
    }
    let Some(unknown) = times.get("unknown") else {
        return;
    };
    for (kind, sample) in &times {
        let t = welch(unknown, sample);
        println!("{kind}: t = {t:.2} over 2 x {samples}");
        assert!(t.abs() < 4.5, "{kind} shows in the time it takes: t = {t}");
    }
    let slower: Vec<f64> = unknown.iter().map(|time| time * 1.05).collect();
    println!("five per cent would be t = {:.2}", welch(unknown, &slower));
}

/// Welch's t, without the slowest twentieth of each: those are other programs' doing.
fn welch(a: &[f64], b: &[f64]) -> f64 {
    let part = |sample: &[f64]| {
        let mut sorted = sample.to_vec();
        sorted.sort_by(f64::total_cmp);
        sorted.truncate(sorted.len() * 19 / 20);
        let n = f64::from(u32::try_from(sorted.len()).unwrap());
        let mean = sorted.iter().sum::<f64>() / n;
        let variance = sorted.iter().map(|time| (time - mean).powi(2)).sum::<f64>() / (n - 1.0);
        (mean, variance / n)
    };
    let ((mean_a, error_a), (mean_b, error_b)) = (part(a), part(b));
    (mean_a - mean_b) / (error_a + error_b).sqrt()
}
