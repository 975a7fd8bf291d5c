//! An address that is typed has its owner asked, and nobody is flooded by it.

use crate::support::{Page, Sink, TestSite, program, program::Program};
use actix_web::test::TestRequest;
use chrono::Duration;
use diesel::{QueryableByName, sql_query, sql_types};
use diesel_async::RunQueryDsl;
use pratfall::{announcements::subscription, ids::SubscriptionId, intake::proof};
use std::{collections::BTreeMap, time::Instant};

/// The form as a browser has it, with this address.
async fn typed(site: &TestSite, email: &str, language: &str) -> BTreeMap<String, String> {
    let mut form = site.visitor().get("/acme/subscribe").await.fields("#subscribe");
    form.insert("email".to_owned(), email.to_owned());
    form.insert("language".to_owned(), language.to_owned());
    form
}

async fn send(site: &TestSite, form: &BTreeMap<String, String>) -> Page {
    site.visitor().post_map("/acme/subscribe", form).await
}

async fn subscribe(site: &TestSite, email: &str, language: &str) {
    let form = typed(site, email, language).await;
    assert_eq!(send(site, &form).await.status, 303);
    site.work().await;
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql_types::Uuid)]
    id: SubscriptionId,
    #[diesel(sql_type = sql_types::Text)]
    line: String,
}

/// The only subscription: its own page, and `status language`.
async fn only(site: &TestSite) -> (String, String) {
    let query = sql_query("select id, concat_ws(' ', status, language) as line from subscriptions");
    let mut rows: Vec<Row> = query.load(&mut site.as_owner().await).await.unwrap();
    assert_eq!(rows.len(), 1);
    let row = rows.remove(0);
    let token = subscription::token(&site.app.keys.links, row.id);
    (format!("/acme/subscriptions/{token}"), row.line)
}

#[actix_web::test]
async fn an_address_is_asked_ever_more_seldom_and_unsubscribing_starts_nothing_anew() {
    let site = TestSite::new().await;
    let ask = async |minutes, mails: usize, why: &str| {
        site.app.clock.advance(Duration::minutes(minutes));
        subscribe(&site, "mia@example.org", "en").await;
        assert_eq!(site.mails().len(), mails, "{why}");
    };
    ask(0, 1, "the first").await;
    ask(9, 1, "ten minutes").await;
    ask(2, 2, "are over").await;
    ask(58, 2, "then an hour").await;
    // Confirmed and unsubscribed: its owner is left in peace as before.
    let (path, _) = only(&site).await;
    for act in ["confirmation", "unsubscription"] {
        let page = site.visitor().post(&format!("{path}/{act}"), &[]).await;
        assert_eq!(page.status, 303);
    }
    ask(1, 2, "unsubscribing starts nothing anew").await;
    ask(2, 3, "the hour is over").await;
    // Now its owner says no.
    let (path, line) = only(&site).await;
    assert_eq!(line, "unconfirmed en");
    site.visitor().post(&format!("{path}/unsubscription"), &[]).await;
    assert_eq!(site.count("asked_addresses where times > 5").await, 1);
    // Captured mail goes after a fortnight.
    ask(29 * 1440, 0, "no is no").await;
    ask(2 * 1440, 1, "for a month").await;
    assert_eq!(site.count("asked_addresses where encode(email_hash, 'escape') like '%mia%'").await, 0);
    site.app.clock.advance(Duration::days(31));
    pratfall::app::upkeep::upkeep(site.app.clone()).await.unwrap();
    assert_eq!(site.count("asked_addresses").await, 0, "and then it is forgotten");
}

#[actix_web::test]
async fn subscribing_costs_a_proof_or_a_wait_like_telling_a_story() {
    let site = TestSite::with(&[("PRATFALL_FORM_AGE", "20")]).await;
    let mut form = typed(&site, "mia@example.org", "fr").await;
    let bare = BTreeMap::from(["email", "language"].map(|name| (name.to_owned(), form[name].clone())));
    for sent in [&form, &bare] {
        let page = send(&site, sent).await;
        assert_eq!(page.status, 422);
        let kept = page.fields("#subscribe");
        assert_eq!((&kept["email"], &kept["language"]), (&form["email"], &form["language"]));
        assert!(!page.text("#problems").is_empty());
    }
    assert_eq!(site.count("jobs").await, 0);
    form.insert("proof".to_owned(), proof::solve(&form["stamp"]));
    for _ in 0..3 {
        assert_eq!(send(&site, &form).await.status, 303);
    }
    assert_eq!(site.count("jobs").await, 1, "the same form is one request");
    for (n, status) in [(1, 303), (2, 303), (3, 429)] {
        form.insert("email".to_owned(), format!("victim{n}@example.org"));
        let page = send(&site, &form).await;
        assert_eq!(page.status, status);
        assert!(status == 303 || page.fields("main form")["email"] == form["email"]);
    }
    let slow = typed(&site, "jan@example.org", "nl").await;
    let story = site.visitor().get("/acme/stories/new").await.fields("#tell");
    site.app.clock.advance(Duration::seconds(20));
    assert_eq!(send(&site, &slow).await.status, 303, "without scripts one waits");
    let mut foreign = slow.clone();
    foreign.insert("stamp".to_owned(), story["receipt"].clone());
    assert_eq!(send(&site, &foreign).await.status, 422, "the stamp of another form");
    site.app.clock.advance(Duration::hours(72));
    let stale = send(&site, &slow).await;
    assert_eq!(stale.status, 422);
    let fresh = stale.fields("#subscribe");
    assert_eq!(fresh["email"], "jan@example.org");
    site.app.clock.advance(Duration::seconds(20));
    assert_eq!(send(&site, &fresh).await.status, 303, "it is sent again as it is");
}

#[actix_web::test]
async fn strangers_cause_mails_at_a_pace_and_the_answer_is_the_same_for_every_address() {
    let site = TestSite::new().await;
    subscribe(&site, "known@example.org", "en").await;
    let (path, _) = only(&site).await;
    site.visitor().post(&format!("{path}/confirmation"), &[]).await;
    let house = site.organisation.id.untyped();
    for _ in 0..10_000 {
        site.app.gate.mails[0].count(house, Instant::now());
    }
    let mut answers = vec![];
    for name in ["known", "other"] {
        let email = format!("{name}@example.org");
        let form = typed(&site, &email, "en").await;
        let page = send(&site, &form).await;
        assert_eq!(page.fields("main form")["email"], email, "what was typed stays");
        assert!(!page.header("retry-after").is_empty());
        answers.push((page.status, page.body.replace(&email, "").replace(&form["stamp"], "")));
    }
    assert_eq!(answers[0].0, 503);
    assert_eq!(answers[0], answers[1]);
    assert_eq!(site.count("subscriptions").await, 1);
}

#[actix_web::test]
async fn a_worker_that_dies_while_the_mail_server_stalls_loses_no_confirmation() {
    let stalled = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let stalled_url = format!("smtp://{}", stalled.local_addr().unwrap());
    let mut sink = Sink::start(&[]).await;
    let site = TestSite::with(&[("SMTP_URL", &stalled_url)]).await;
    let form = typed(&site, "mia@example.org", "en").await;
    assert_eq!(send(&site, &form).await.status, 303);
    let settings = |smtp: &str| {
        [
            program::data(&site.app.settings.data),
            ("DATABASE_URL", site.url.clone().leak()),
            ("SMTP_URL", smtp.to_owned().leak()),
        ]
    };
    let mut worker = Program::start(&["work"], &settings(&stalled_url));
    let _in_hand = stalled.accept().await.unwrap();
    worker.kill();
    assert_eq!(site.count("jobs").await, 1, "it is not forgotten");
    sql_query("update jobs set lease_until = now()").execute(&mut site.as_owner().await).await.unwrap();
    let mut worker = Program::start(&["work"], &settings(&sink.url()));
    assert_eq!(sink.next().await.to, ["mia@example.org"]);
    worker.stop();
    assert_eq!(site.count("jobs").await, 0);
    assert_eq!(site.count("subscriptions where asked_at is not null").await, 1, "then it is noted");
    assert_eq!(site.count("asked_addresses where times = 1").await, 1);
}

#[actix_web::test]
async fn subscribers_keep_their_language_until_they_change_it_themselves() {
    let site = TestSite::new().await;
    subscribe(&site, "mia@example.org", "nl").await;
    let (path, _) = only(&site).await;
    site.visitor().post(&format!("{path}/confirmation"), &[]).await;
    subscribe(&site, "mia@example.org", "fr").await;
    assert_eq!(only(&site).await.1, "confirmed nl", "anybody may have typed it");
    for (language, words) in [
        ("en", "choose another language"),
        ("nl", "een andere taal kiezen"),
        ("fr", "choisir une autre langue"),
    ] {
        let page = site.visitor().get(&format!("/acme/subscribe/sent?lang={language}")).await;
        assert!(page.body.contains(words), "the page says so: {}", page.body);
    }
    let page = site.visitor().get(&path).await;
    let mut form = page.fields("#language");
    assert_eq!(form["language"], "nl");
    form.insert("language".to_owned(), "fr".to_owned());
    let changed = site.visitor().post_map(&format!("{path}/language"), &form).await;
    assert_eq!((changed.status.as_u16(), changed.header("location")), (303, path.as_str()));
    assert_eq!(only(&site).await.1, "confirmed fr");
    form.insert("language".to_owned(), "de".to_owned());
    let odd = site.visitor().post_map(&format!("{path}/language"), &form).await;
    assert_eq!(odd.status, 400);
    assert_eq!(only(&site).await.1, "confirmed fr");
}

#[actix_web::test]
async fn one_click_works_from_a_mail_program_in_a_browser_and_looking_changes_nothing() {
    let site = TestSite::new().await;
    subscribe(&site, "mia@example.org", "en").await;
    let (path, _) = only(&site).await;
    let from_afar = |address: &str, body: &'static str| {
        TestRequest::post()
            .uri(address)
            .insert_header(("origin", "https://mail.example"))
            .insert_header(("sec-fetch-site", "cross-site"))
            .insert_header(("content-type", "application/x-www-form-urlencoded"))
            .set_payload(body)
    };
    let others = ["confirmation", "language"].map(|act| format!("{path}/{act}"));
    for address in others.iter().map(String::as_str).chain([path.as_str(), "/acme/subscribe"]) {
        let page = site.visitor().ask(from_afar(address, "language=fr")).await;
        assert_eq!(page.status, 403, "{address}");
    }
    assert_eq!(only(&site).await.1, "unconfirmed en");
    site.visitor().post(&format!("{path}/confirmation"), &[]).await;
    let address = format!("{path}/unsubscription");
    for _ in 0..2 {
        let page = site.visitor().get(&address).await;
        assert!(page.status == 200 && page.body.contains("mia@example.org"), "{}", page.body);
        assert_eq!(page.attributes("form[action$=unsubscription]", "action"), [address.as_str()]);
    }
    let head = TestRequest::default().method(actix_web::http::Method::HEAD).uri(&address);
    site.visitor().ask(head).await;
    assert_eq!(only(&site).await.1, "confirmed en", "looking changes nothing");
    let page = site.visitor().ask(from_afar(&address, "List-Unsubscribe=One-Click")).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert_eq!(only(&site).await.1, "unsubscribed en");
    let forged = format!("/acme/subscriptions/{}/unsubscription", "A".repeat(64));
    assert_eq!(site.visitor().ask(from_afar(&forged, "")).await.status, 404);
}
