//! Bad input for every field of every form at the desk, of sign-in, invitation and subscription. The forms are read
//! from the pages, so a new one is tried without anybody thinking of it; the router says whether one was missed.

use crate::support::{
    MARK, Page, TestSite,
    database::dump,
    desk_forms::{desk_forms, furnished},
};
use actix_web::{http::header, test::TestRequest};
use futures_util::future::join_all;
use std::{
    collections::BTreeSet,
    io,
    sync::{Arc, Mutex},
};

/// Forms that no page of this house shows now: what they need, other tests make. Only buttons, and
/// ticks: `queue_batches.rs` tries them.
const NOT_SHOWN: &[&str] = &[
    "/desk/offers/{offerer}/{role}/acceptance",
    "/desk/offers/{offerer}/{role}/refusal",
    "/desk/profile/sessions/end",
    "/desk/{org}/announcements/{id}/pause",
    "/desk/{org}/announcements/{id}/resume",
    "/desk/{org}/answers/{answer}/removal",
    "/desk/{org}/hidings/{hidden}/verdict",
    "/desk/{org}/packs/{pack}/stories/{packed}/position",
    "/desk/{org}/stories/batch",
    "/desk/{org}/stories/batch/verdict",
    "/desk/{org}/stories/claims",
    "/desk/{org}/stories/{story}/claim",
    "/desk/{org}/stories/{story}/claim/handover",
    "/desk/{org}/stories/{story}/claim/recusal",
    "/desk/{org}/stories/{story}/claim/renewal",
    "/desk/{org}/stories/{story}/reopening",
    "/{org}/subscriptions/{token}/confirmation",
];

/// Address that takes what a mail program's own button sends (RFC 8058): nothing in it can be wrong.
const ONE_CLICK: &str = "/unsubscription";

/// Addresses that show the form again and store nothing: `redacting.rs` tries them.
const SHOWS: &[&str] = &["/redactions", "/questions/draft"];

fn shows(action: &str) -> bool {
    SHOWS.iter().any(|end| action.ends_with(end))
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// An error as people get to see it.
fn is_a_page(page: &Page) -> bool {
    page.header("content-type") == "text/html; charset=utf-8" && page.texts("main h1").len() == 1
}

#[actix_web::test]
async fn bad_input_is_refused_in_words_and_nothing_is_stored() {
    let site = TestSite::new().await;
    let house = furnished(&site).await;
    let log = Log::default();
    let (writer, mut complaints) = (log.clone(), vec![]);
    let subscriber = tracing_subscriber::fmt().with_writer(move || writer.clone()).finish();
    let listening = tracing::subscriber::set_default(subscriber);
    for filled in desk_forms(&site, &house).await {
        if filled.form.action.ends_with(ONE_CLICK) || shows(&filled.form.action) {
            continue;
        }
        let before = dump(&site).await;
        for bad in filled.refused() {
            let page = filled.send(&bad).await;
            let field = bad.field.as_deref().unwrap_or("-");
            let mut complain =
                |why: String| complaints.push(format!("{} {field}, {}: {why}", filled.form.action, bad.what));
            if !page.status.is_client_error() {
                complain(format!("{} {}", page.status, page.header("location")));
            } else if !is_a_page(&page) {
                complain(format!("{} without a page: {}", page.status, page.body));
            } else if page.status == 422 && !filled.is_hidden(field) {
                let signing_in = filled.form.action == "/desk/sign-in";
                if !signing_in && !page.wrong_fields().contains(&field.to_owned()) {
                    complain(format!("wrong are {:?}", page.wrong_fields()));
                }
                if let Err(why) = filled.is_kept(&bad, &page) {
                    complain(why);
                }
            }
        }
        for (kind, status) in
            [("application/json", 415), ("multipart/form-data", 415), ("text/plain", 415), ("", 415)]
        {
            let request = TestRequest::post().uri(&filled.form.action).set_payload(filled.body());
            let page = filled.who.ask(request.insert_header((header::CONTENT_TYPE, kind))).await;
            if page.status != status || !is_a_page(&page) {
                complaints.push(format!("{} as {kind}: {}", filled.form.action, page.status));
            }
        }
        if dump(&site).await != before {
            complaints.push(format!("{}: something was stored", filled.form.action));
        }
    }
    drop(listening);
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
    assert!(!log.to_lowercase().contains(&MARK.to_lowercase()), "content in the log: {log}");
    assert!(!log.contains("ERROR"), "{log}");
}

#[actix_web::test]
async fn optional_fields_may_be_left_out_in_every_way() {
    let site = TestSite::new().await;
    let house = furnished(&site).await;
    let mut complaints = vec![];
    let mut all = desk_forms(&site, &house).await;
    // After signing out nothing can be sent any more.
    all.sort_by_key(|filled| filled.form.action.ends_with("/sign-out"));
    for mut filled in all.into_iter().filter(|filled| !shows(&filled.form.action)) {
        if ["/acceptance", "/refusal"].iter().any(|end| filled.form.action.ends_with(end)) {
            // A question was asked since the page was opened.
            filled.pairs.push(("unanswered".to_owned(), "on".to_owned()));
        }
        // Filled in as it should be, it is taken, so that what is refused above is refused for its one fault.
        let page = filled.who.post_raw(&filled.form.action, &filled.body()).await;
        let taken = page.status == 303 || page.status == 409;
        // These take a secret that no example is.
        let secret =
            ["/desk/sign-in", "/desk/sign-out", "/acme/house"].contains(&filled.form.action.as_str());
        if !taken && !secret {
            complaints.push(format!(
                "{} as it should be: {} {:?}",
                filled.form.action,
                page.status,
                page.wrong_fields()
            ));
        }
        for bad in filled.bearable() {
            let page = filled.send(&bad).await;
            let fine = page.status == 303 || page.status.is_client_error() && is_a_page(&page);
            if !fine {
                let field = bad.field.unwrap_or_default();
                complaints.push(format!("{} {field}, {}: {}", filled.form.action, bad.what, page.status));
            }
        }
    }
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
    site.work_on().await;
}

#[actix_web::test]
async fn every_form_was_tried() {
    let site = TestSite::new().await;
    let house = furnished(&site).await;
    let seen: BTreeSet<String> =
        desk_forms(&site, &house).await.into_iter().map(|filled| filled.form.action).collect();
    let mut missed = vec![];
    for route in site.routes().await {
        let Some(pattern) = route.strip_prefix("POST ") else {
            continue;
        };
        let authors = pattern.contains("/receipt") || pattern.ends_with("/stories/new");
        if !authors && !seen.contains(&house.address(pattern)) {
            missed.push(pattern.to_owned());
        }
    }
    assert_eq!(missed, NOT_SHOWN);
}

/// Forms that mean one thing however often they are sent, and how many of it there are after the house was furnished
/// and the form was sent.
const ONCE: &[(&str, &str, i64)] = &[
    ("/desk/invitations/{token}", "staff where password_hash is not null", 4),
    ("/desk/{org}/announcements/{id}/confirmation", "deliveries", 1),
    ("/desk/{org}/announcements/{id}/confirmation", "audit_entries where verb = 'announcement_confirmed'", 1),
    ("/desk/{org}/announcements", "announcements", 2),
    ("/desk/{org}/announcements", "audit_entries where verb = 'announcement_drafted'", 2),
    ("/desk/{org}/events/new", "events where title like 'Markword%'", 1),
    ("/desk/{org}/events/new", "audit_entries where verb = 'event_created'", 2),
    (
        "/desk/{org}/events/{event}/slots",
        "(select 1 from slots group by event_id, kind, title, story_id having count(*) > 1) twice",
        0,
    ),
    (
        "/desk/{org}/events/{event}/slots",
        "(select 1 where (select count(*) from audit_entries where verb = 'slot_added') \
            <> (select count(*) from slots)) uneven",
        0,
    ),
    ("/desk/{org}/stories/{told}/lessons", "lessons where body like 'Markword%'", 1),
    ("/desk/{org}/stories/{told}/lessons", "audit_entries where verb = 'lesson_added'", 2),
    ("/desk/{org}/events/{event}/releases", "releases", 2),
    ("/desk/{org}/settings/themes", "themes", 2),
    ("/desk/{org}/stories/{story}/questions", "messages", 1),
    ("/desk/{org}/stories/{story}/versions", "story_versions where written_by = 'moderator'", 1),
    ("/desk/{org}/stories/{story}/refusal", "audit_entries where verb = 'story_declined'", 1),
    ("/desk/{org}/team", "staff where email = 'markword@example.org'", 1),
    (
        "/desk/{org}/team",
        "role_offers where staff_id in (select id from staff where email = 'markword@example.org')",
        1,
    ),
    (
        "/desk/{org}/team",
        "invitations where staff_id in (select id from staff where email = 'markword@example.org')",
        1,
    ),
    ("/desk/{org}/team", "audit_entries where verb = 'staff_invited' and staff_id is not null", 2),
    ("/{org}/subscribe", "subscriptions", 2),
    ("/desk/sign-out", "audit_entries where verb = 'signed_out'", 1),
];

#[actix_web::test]
async fn a_form_sent_twenty_times_at_once_does_no_harm_and_acts_once() {
    let site = TestSite::new().await;
    let house = furnished(&site).await;
    let mut all = desk_forms(&site, &house).await;
    // Acceptance would leave nothing to decline, and signing out nobody to send the rest.
    all.retain(|filled| !filled.form.action.ends_with("/acceptance") && !shows(&filled.form.action));
    // Announced and released is what was seen, before other forms change it; what was cancelled cannot be announced.
    all.sort_by_key(|filled| {
        let ends = ["/confirmation", "/releases", "", "/cancellation", "/sign-out"];
        let action = &filled.form.action;
        let at = |end: &&str| !end.is_empty() && action.ends_with(*end);
        ends.iter().position(at).unwrap_or(2)
    });
    let mut complaints = vec![];
    for filled in &mut all {
        for (name, value) in &mut filled.pairs {
            // These pages were all opened before the first form was sent: the story was edited since.
            if matches!(name.as_str(), "version" | "editable")
                && ["/questions", "/refusal"].iter().any(|end| filled.form.action.ends_with(end))
            {
                value.clear();
            }
            // An edit, since a text that nobody changed makes no version.
            if name == "title" && filled.form.action.ends_with("/versions") {
                value.push_str("New");
            }
            // A new theme in the first free row.
            if name.starts_with("theme_2") {
                value.push_str("New");
            }
        }
        if filled.form.action.ends_with("/refusal") {
            filled.pairs.push(("unanswered".to_owned(), "on".to_owned()));
        }
        let (body, action) = (filled.body(), &filled.form.action);
        let pages = join_all((0..20).map(|_| filled.who.post_raw(action, &body))).await;
        let made = pages.iter().filter(|page| page.status == 303);
        let places: BTreeSet<&str> = made.clone().map(|page| page.header("location")).collect();
        // What makes something tells everybody that it did, and where that is.
        if filled.pairs.iter().any(|(name, _)| name == "id") && (made.count(), places.len()) != (20, 1) {
            complaints.push(format!("{action}: {places:?}"));
        }
        for page in &pages {
            let fine = page.status == 303 || page.status.is_client_error() && is_a_page(page);
            if !fine {
                complaints.push(format!("{action}: {} {}", page.status, page.header("location")));
            }
        }
        for (_, rows, expected) in ONCE.iter().filter(|(pattern, ..)| house.address(pattern) == *action) {
            let found = site.count(rows).await;
            if found != *expected {
                complaints.push(format!("{action}: {found} {rows}"));
            }
        }
    }
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
    site.work_on().await;
}
