//! An organiser sends what was seen, to whom was seen, about an event that is still to come; and nothing typed is lost.

use crate::support::{
    Page, TestSite, Visitor,
    announcements::{confirm, draft, ledger_of, subscribers},
    mails::{Read, read},
};
use diesel::sql_query;
use diesel_async::RunQueryDsl;
use pratfall::accounts::Role;
use std::collections::BTreeMap;

/// The form of a draft, as its page shows it.
async fn form(desk: &Visitor, path: &str) -> BTreeMap<String, String> {
    desk.get(path).await.fields("form#draft")
}

/// Presses a button of a draft's page.
async fn press(desk: &Visitor, path: &str, then: &str, form: &BTreeMap<String, String>) -> Page {
    let mut form = form.clone();
    form.insert("then".to_owned(), then.to_owned());
    desk.post_map(&format!("{path}/texts"), &form).await
}

/// The announcements that left since, as their readers see them, by name.
fn told(site: &TestSite, since: usize) -> BTreeMap<String, Read> {
    let read = read(&site.mails()[since..]).into_iter();
    let named = read.map(|mail| (mail.headers["to"].split('@').next().unwrap().to_owned(), mail));
    named.collect()
}

/// The address of the event that a draft is about.
async fn event_of(desk: &Visitor) -> String {
    let list = desk.get("/desk/acme/announcements").await;
    let release = list.attributes("select[name=release] option", "value").remove(0);
    format!("/desk/acme/events/{}", release.split_once('.').unwrap().0)
}

/// Another draft about the same event.
async fn another(desk: &Visitor) -> String {
    let list = desk.get("/desk/acme/announcements").await;
    let release = list.attributes("select[name=release] option", "value").remove(0);
    let made = desk.post("/desk/acme/announcements", &[("release", &release)]).await;
    made.leads_to().to_owned()
}

/// Moves the event to another room and releases that.
async fn move_room(desk: &Visitor, event: &str, room: &str) {
    let mut day = desk.get(event).await.fields("main form");
    day.insert("place".to_owned(), room.to_owned());
    let saved = desk.post_map(event, &day).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let slot = [("kind", "break"), ("title", room), ("minutes", "10")];
    assert_eq!(desk.post(&format!("{event}/slots"), &slot).await.status, 303);
    assert_eq!(desk.post(&format!("{event}/releases"), &[]).await.status, 303);
}

#[actix_web::test]
async fn every_button_keeps_what_was_typed() {
    let site = TestSite::new().await;
    subscribers(&site, &["a"]).await;
    let (desk, path) = draft(&site).await;
    for (then, leads) in [
        ("save", path.clone()),
        ("preview-en", format!("{path}/preview/en")),
        ("test", path.clone()),
        ("send", format!("{path}/confirmation")),
    ] {
        let mut typed = form(&desk, &path).await;
        let subject = format!("Typed before {then}");
        typed.insert("subject_en".to_owned(), subject.clone());
        typed.insert("body_nl".to_owned(), format!("Getypt voor {then}"));
        let sent = press(&desk, &path, then, &typed).await;
        assert_eq!((sent.status.as_u16(), sent.leads_to()), (303, leads.as_str()), "{then}");
        let after = form(&desk, &path).await;
        assert_eq!(after["subject_en"], subject);
        assert_eq!(after["body_nl"], format!("Getypt voor {then}"));
        let shown = desk.get(&format!("{path}/confirmation")).await;
        assert!(shown.body.contains(&subject), "{then}: the last page shows it");

        typed.insert("subject_en".to_owned(), String::new());
        typed.insert("body_en".to_owned(), "Kept all the same".to_owned());
        let refused = press(&desk, &path, then, &typed).await;
        assert_eq!((refused.status.as_u16(), refused.wrong_fields()), (422, vec!["subject_en".to_owned()]));
        assert_eq!(refused.fields("form#draft")["body_en"], "Kept all the same");
    }
    site.work().await;
}

#[actix_web::test]
async fn mails_are_sent_as_shown_in_every_language() {
    let site = TestSite::new().await;
    subscribers(&site, &["en", "nl", "fr"]).await;
    sql_query("update subscriptions set language = split_part(email, '@', 1)")
        .execute(&mut site.as_owner().await)
        .await
        .unwrap();
    let (desk, path) = draft(&site).await;
    let page = desk.get(&format!("{path}/confirmation")).await;
    let texts = page.texts("[data-test=mail] pre");
    let subjects = page.texts("[data-test=mail] .slip-title");
    assert_eq!((texts.len(), page.attribute("[data-test=recipients]", "data-count").as_str()), (3, "3"));
    let since = site.mails().len();
    confirm(&desk, &path).await;
    site.work().await;
    let told = told(&site, since);
    assert_eq!(told.len(), 3);
    for (language, mail) in &told {
        let subject = &mail.headers["subject"];
        let at = subjects.iter().position(|shown| shown == subject).expect(subject);
        let lines = |text: &str| {
            let lines = text.lines().filter(|line| !line.contains("/subscriptions/"));
            lines.map(|line| line.trim().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(lines(mail.text.trim()), lines(texts[at].trim()), "{language}");
        let (hours, slot) = match language.as_str() {
            "fr" => ("de 14\u{a0}h à 15\u{a0}h (Europe/Brussels)", "14\u{a0}h  Coffee"),
            _ => ("14:00–15:00 (Europe/Brussels)", "14:00  Coffee"),
        };
        for said in ["The Friday fuck-ups", hours, "Room 1", slot] {
            assert!(mail.text.contains(said), "{said} in {}", mail.text);
        }
        for said in ["The Friday fuck-ups", hours, "Room 1", "Coffee"] {
            assert!(mail.html.contains(said), "{said} in {}", mail.html);
        }
    }
    assert!(told["nl"].text.contains("vrijdag 4 juni 2027"), "{}", told["nl"].text);
    assert!(told["fr"].text.contains("vendredi 4 juin 2027"), "{}", told["fr"].text);
}

#[actix_web::test]
async fn changes_after_the_last_look_are_shown_and_nothing_is_sent() {
    let site = TestSite::new().await;
    subscribers(&site, &["a"]).await;
    let (desk, path) = draft(&site).await;
    let event = event_of(&desk).await;
    let last = format!("{path}/confirmation");
    let since = site.mails().len();
    for change in ["text", "people", "agenda"] {
        let seen = desk.get(&last).await.fields(&format!("form[action='{last}']"));
        match change {
            "text" => {
                let mut typed = form(&desk, &path).await;
                typed.insert("subject_fr".to_owned(), "Autre chose".to_owned());
                assert_eq!(press(&desk, &path, "save", &typed).await.status, 303);
            }
            "people" => subscribers(&site, &["b"]).await,
            _ => move_room(&desk, &event, "Room 2").await,
        }
        let page = desk.post_map(&last, &seen).await;
        assert_eq!((page.status.as_u16(), page.texts("[data-test=changed]").len()), (409, 1), "{change}");
        assert!(ledger_of(&site).await.is_empty(), "{change}");
        let now = page.fields(&format!("form[action='{last}']"));
        assert_ne!(now["seen"], seen["seen"], "{change}");
        if change == "agenda" {
            assert!(page.body.contains("Room 2"));
        }
    }
    site.work().await;
    let confirmations = site.mails().len() - since;
    confirm(&desk, &path).await;
    site.work().await;
    assert!(told(&site, since + confirmations)["a"].text.contains("Room 2"));
}

#[actix_web::test]
async fn an_event_that_is_over_is_not_announced() {
    let site = TestSite::new().await;
    subscribers(&site, &["a"]).await;
    let (desk, path) = draft(&site).await;
    let paused = another(&desk).await;
    confirm(&desk, &paused).await;
    assert_eq!(desk.post(&format!("{paused}/pause"), &[]).await.status, 303);
    let running = another(&desk).await;
    confirm(&desk, &running).await;
    let seen = desk.get(&format!("{path}/confirmation")).await;
    let mut seen = seen.fields(&format!("form[action='{path}/confirmation']"));
    seen.remove("csrf");
    let since = site.mails().len();
    site.move_to("2027-06-05".parse().unwrap());
    let desk = site.staff(Role::Organiser).await;
    let invitation = site.mails().len() - since;
    let list = desk.get("/desk/acme/announcements").await;
    assert!(list.attributes("select[name=release] option", "value").is_empty());
    let draft = desk.get(&path).await;
    assert_eq!(draft.text("[data-test=refused]"), "The event is over.");
    assert!(!draft.body.contains("value=\"send\""));
    let last = desk.get(&format!("{path}/confirmation")).await;
    let press = format!("form[action='{path}/confirmation']");
    assert!(last.texts(&press).is_empty(), "nothing to press");
    let page = desk.post_map(&format!("{path}/confirmation"), &seen).await;
    assert_eq!((page.status.as_u16(), page.texts("[data-test=refused]").len()), (409, 1));
    let page = desk.post(&format!("{paused}/resume"), &[]).await;
    assert_eq!((page.status.as_u16(), page.texts("[data-test=refused]").len()), (409, 1));
    site.work().await;
    assert_eq!(site.mails().len(), since + invitation, "nothing left");
    let page = desk.get(&running).await;
    assert_eq!(page.attribute("[data-test=announcement-status]", "data-status"), "cancelled");
}

#[actix_web::test]
async fn subscribers_read_what_is_new_to_them() {
    let site = TestSite::new().await;
    subscribers(&site, &["old"]).await;
    let (desk, path) = draft(&site).await;
    let event = event_of(&desk).await;
    let since = site.mails().len();
    confirm(&desk, &path).await;
    site.work().await;
    let first = &told(&site, since)["old"];
    assert_eq!(first.headers["subject"], "The agenda is out: The Friday fuck-ups");

    move_room(&desk, &event, "Room 2").await;
    move_room(&desk, &event, "Room 3").await;
    subscribers(&site, &["new"]).await;
    let path = another(&desk).await;
    let page = desk.get(&format!("{path}/confirmation")).await;
    assert_eq!(
        page.texts("[data-test=group] h2"),
        [
            "One person hears about this event for the first time",
            "One person already got an e-mail about version 1",
        ]
    );
    let since = site.mails().len();
    confirm(&desk, &path).await;
    site.work().await;
    let second = told(&site, since);
    assert_eq!(second["new"].headers["subject"], "The agenda is out: The Friday fuck-ups");
    assert!(!second["new"].text.contains("What has changed"));
    assert_eq!(second["old"].headers["subject"], "The agenda has changed: The Friday fuck-ups");
    let news = &second["old"].text;
    assert!(
        news.contains("What has changed") && news.contains("Room 1") && news.contains("Room 3"),
        "{news}"
    );
    assert!(!news.contains("Hello,\r\n\r\nThe agenda is out"), "{news}");

    let path = another(&desk).await;
    let since = site.mails().len();
    confirm(&desk, &path).await;
    site.work().await;
    for (name, mail) in told(&site, since) {
        assert_eq!(mail.headers["subject"], "A reminder: The Friday fuck-ups", "{name}");
    }
}

#[actix_web::test]
async fn changes_saved_meanwhile_are_not_lost() {
    let site = TestSite::new().await;
    let (desk, path) = draft(&site).await;
    let mut mine = form(&desk, &path).await;
    let mut theirs = mine.clone();
    theirs.insert("body_en".to_owned(), "Theirs".to_owned());
    assert_eq!(press(&desk, &path, "save", &theirs).await.status, 303);
    mine.insert("body_en".to_owned(), "Mine".to_owned());
    let page = press(&desk, &path, "send", &mine).await;
    assert_eq!(page.status, 409);
    assert_eq!(page.texts("[data-test=theirs]"), ["Theirs"]);
    let both = page.fields("form#draft");
    assert_eq!(both["body_en"], "Mine");
    assert_eq!(form(&desk, &path).await["body_en"], "Theirs", "nothing was overwritten");
    assert_eq!(press(&desk, &path, "save", &both).await.status, 303);
    assert_eq!(form(&desk, &path).await["body_en"], "Mine");
    assert_eq!(press(&desk, &path, "save", &mine).await.status, 303, "the same again is no conflict");
}
