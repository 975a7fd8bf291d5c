//! Redaction sweep: what a moderator took out stands on no page, in no feed, calendar, data, mail or log, and in no
//! readable table.

use crate::support::{
    House, Log, TestSite, Visitor,
    announcements::confirm,
    database::dump,
    every_page,
    library::{pack, put_on_a_day},
    questions,
    stories::{accept, claimed, edit},
};
use diesel_async::SimpleAsyncConnection;
use mail_parser::MessageParser;
use pratfall::accounts::Role;
use std::collections::BTreeSet;

/// Part of every word that was taken out.
const MARKER: &str = "Vlinderslag";
/// Part of what was left in.
const KEPT: &str = "Zonnebloem";
const FIELDS: [&str; 6] = ["title", "what_happened", "made_sense", "cost", "learned", "advice"];

/// Tells a story on a day, in the library, in a pack and in an announcement; the moderator takes the marker out of each
/// answer, or forgets to. Returns the mails as well, which are not kept for long.
async fn told(site: &TestSite, redacted: bool) -> (House, Vec<String>) {
    let words = FIELDS.map(|field| (field, format!("{KEPT} said {MARKER} in {field}, a whole sentence.")));
    let email = format!("{MARKER}@example.org");
    let choices = [("told_by", "reader"), ("anonymity", "named"), ("name", KEPT), ("email", &email)];
    let original: Vec<(&str, &str)> =
        words.iter().map(|(field, words)| (*field, words.as_str())).chain(choices).collect();
    let (code, moderator, path) = claimed(site, &original).await;
    if redacted {
        let words = words.each_ref().map(|(field, words)| (*field, words.replace(MARKER, "something")));
        edit(&moderator, &path, &words.each_ref().map(|(field, words)| (*field, words.as_str()))).await;
    }
    accept(&moderator, &path).await;
    site.visitor().consent(&code).await;
    site.mix().await;
    let event = put_on_a_day(site).await;

    let mut house = House::furnish(site, &site.organisation).await;
    let last = |path: &str| path.rsplit('/').next().unwrap().to_owned();
    let desk = house.staff(Role::Organiser).clone();
    let announcements = desk.get("/desk/acme/announcements").await;
    let release = announcements.attributes("select[name=release] option", "value").pop().unwrap();
    let draft = desk.post("/desk/acme/announcements", &[("release", &release)]).await.leads_to().to_owned();
    confirm(&desk, &draft).await;
    site.work_on().await;
    let mails = site.mails();
    site.move_to("2027-06-05".parse().unwrap());
    site.mix().await;
    site.work_on().await;
    house.return_to_work(site).await;
    let story = format!("/acme/library/{}", last(&path));
    ask_about(site, &story, (house.staff(Role::Moderator), &code)).await;
    let desk = house.staff(Role::Organiser);
    pack(desk, &house.address("/desk/{org}/packs/{pack}"), &last(&path)).await;
    for (name, id) in [("{event}", &event), ("{id}", &draft), ("library/{story}", &path), ("{told}", &path)] {
        house.reads(name, &last(id));
    }
    (house, mails)
}

/// Asks the author of a story something, and has them answer, with something to take out of both.
async fn ask_about(site: &TestSite, story: &str, (desk, code): (&Visitor, &str)) {
    let before = questions::in_state(site, "waiting").await;
    let asked = questions::ask(&site.visitor(), story, &format!("Was it {MARKER}?")).await;
    assert_eq!(asked.status, 303, "{}", asked.body);
    site.mix().await;
    let mut waiting = questions::in_state(site, "waiting").await;
    waiting.retain(|id| !before.contains(id));
    let id = waiting.remove(0);
    assert_eq!(questions::pass_on(desk, "acme", &id, "Who was it?").await.status, 303);
    site.mix().await;
    let sent = questions::answer(&site.visitor(), "acme", code, &format!("{MARKER}: {KEPT}.")).await;
    assert_eq!(sent.status, 200, "{}", sent.body);
    site.mix().await;
    let published = desk.post(&format!("/desk/acme/answers/{id}/publication"), &[("answer", KEPT)]).await;
    assert_eq!(published.status, 303, "{}", published.body);
}

/// Lists the places that hold a word, among all that anybody but moderators can see.
async fn places(
    site: &TestSite,
    (house, mails): &(House, Vec<String>),
    log: &Log,
    word: &str,
) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut pages = every_page(site, house).await;
    pages.push((format!("/acme/library?q={}", KEPT.to_lowercase()), site.visitor()));
    for (path, visitor) in pages {
        // Moderators read the original: that is what they are for.
        if path.contains("/desk/acme/stories/") && !path.ends_with("/lessons") {
            continue;
        }
        for language in ["nl", "fr", "en"] {
            let sign = if path.contains('?') { '&' } else { '?' };
            let page = visitor.get(&format!("{path}{sign}lang={language}")).await;
            if page.body.replace("\r\n ", "").contains(word) {
                found.insert(path.clone());
            }
        }
    }
    for mail in mails.iter().chain(&site.mails()) {
        let mail = MessageParser::default().parse(mail.as_bytes()).unwrap();
        let parts =
            mail.parts.iter().map(|part| String::from_utf8_lossy(part.contents()).replace("\r\n ", ""));
        let subject = mail.subject().unwrap_or_default().to_owned();
        if parts.chain([subject]).any(|part| part.contains(word)) {
            found.insert("a mail".to_owned());
        }
    }
    if log.said().contains(word) {
        found.insert("the log".to_owned());
    }
    // The index and the list of words hold small letters.
    if dump(site).await.to_lowercase().contains(&word.to_lowercase()) {
        found.insert("a table".to_owned());
    }
    for looked_for in [word, &word[..7], &word[2..]] {
        let page = site.visitor().get(&format!("/acme/library?q={looked_for}")).await;
        if !page.texts("[data-test=story], [data-test=instead]").is_empty() {
            found.insert(format!("a search for {looked_for}"));
        }
    }
    found
}

/// Names of all places, with the ids of a house.
fn named(house: &House, places: &[&str]) -> BTreeSet<String> {
    places.iter().map(|place| house.address(place)).collect()
}

#[actix_web::test]
async fn what_was_taken_out_is_nowhere_and_what_was_left_in_is_read() {
    let log = Log::start();
    let site = TestSite::new().await;
    let told = told(&site, true).await;
    let read = places(&site, &told, &log, KEPT).await;
    let missing: Vec<_> = named(&told.0, PUBLIC).difference(&read).cloned().collect();
    assert_eq!(missing, [""; 0], "a page without the story proves nothing: {read:?}");
    assert_eq!(places(&site, &told, &log, MARKER).await, BTreeSet::new());

    // In the index alone.
    let leak =
        format!("update library_index set vector = vector || $$'e{}':1$$::tsvector", MARKER.to_lowercase());
    site.as_owner().await.batch_execute(&leak).await.unwrap();
    let leaks = places(&site, &told, &log, MARKER).await;
    assert_eq!(leaks, named(&told.0, &["a search for Vlinderslag", "a table"]));
}

/// Places where a told story is read.
const PUBLIC: &[&str] = &[
    "/acme/events/{event}",
    "/acme/events/{event}/agenda.ics",
    "/acme/events/{event}/agenda.json",
    "/acme/library",
    "/acme/library.atom",
    "/acme/library?q=zonnebloem",
    "/acme/library/packs/{pack}",
    "/acme/library/{story}",
    "a mail",
    "a table",
];

#[actix_web::test]
async fn the_sweep_sees_what_a_moderator_forgot_to_take_out() {
    let log = Log::start();
    let site = TestSite::new().await;
    let told = told(&site, false).await;
    tracing::warn!("{MARKER}");
    // One sweep leaves the log to the next.
    assert!(places(&site, &told, &log, "Qwertzuiop").await.is_empty());
    let leaks = places(&site, &told, &log, MARKER).await;
    let searches = ["the log", "a search for Vlinderslag", "a search for Vlinder", "a search for inderslag"];
    let unseen: Vec<_> = named(&told.0, &[PUBLIC, &searches].concat()).difference(&leaks).cloned().collect();
    assert_eq!(unseen, [""; 0], "{leaks:?}");
}
