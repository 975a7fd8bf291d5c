//! A moderator reads, edits and decides.

use crate::support::{Page, TestSite, Visitor};
use pratfall::accounts::Role;

async fn open_first(desk: &Visitor) -> (String, Page) {
    let id = desk.first_story().await;
    let path = format!("/desk/acme/stories/{id}");
    let page = desk.get(&path).await;
    (path, page)
}

#[actix_web::test]
async fn a_story_is_claimed_edited_and_accepted() {
    let site = TestSite::new().await;
    let author = site.visitor();
    let code = author.tell(&[("title", "The crane at Halle")]).await;
    site.mix().await;
    let desk = site.staff(Role::Moderator).await;
    let (path, page) = open_first(&desk).await;
    assert_eq!(page.texts("h1"), ["The crane at Halle"]);

    let claimed = desk.post(&format!("{path}/claim"), &[]).await;
    assert_eq!((claimed.status.as_u16(), claimed.leads_to()), (303, path.as_str()));
    let page = desk.get(&path).await;
    let mut edit = page.fields(&format!("form[action='{path}/versions']"));
    edit.insert("title".to_owned(), "The crane".to_owned());
    assert_eq!(desk.post_map(&format!("{path}/versions"), &edit).await.status, 303);
    assert_eq!(desk.post_map(&format!("{path}/versions"), &edit).await.status, 303, "it is stored already");
    edit.insert("title".to_owned(), "The other crane".to_owned());
    let overtaken = desk.post_map(&format!("{path}/versions"), &edit).await;
    assert_eq!(overtaken.status, 409, "an old version was edited");
    let both = overtaken.texts("[data-test=changed] tbody td");
    assert_eq!(both, ["The crane", "The other crane"]);
    // Looked at, it may be saved in its place, and back.
    let mut edit = overtaken.fields("#review");
    for title in ["The other crane", "The crane"] {
        edit.insert("title".to_owned(), title.to_owned());
        let saved = desk.post_map(&format!("{path}/versions"), &edit).await;
        assert_eq!(saved.status, 303, "{}", saved.body);
        edit = desk.get(&path).await.fields("#review");
    }

    let page = desk.get(&path).await;
    assert_eq!(page.texts("h1"), ["The crane"]);
    let accept = page.fields(&format!("form[action='{path}/versions']"));
    assert_eq!(desk.post_map(&format!("{path}/acceptance"), &accept).await.status, 303);
    assert_eq!(desk.post_map(&format!("{path}/acceptance"), &accept).await.status, 409, "decided already");
    let page = author.post("/acme/receipt", &[("code", &code)]).await;
    assert_eq!(page.attribute("[data-test=story-status]", "data-status"), "accepted");
}

#[actix_web::test]
async fn a_claim_is_renewed_for_as_long_as_somebody_works_on_its_page() {
    let site = TestSite::new().await;
    site.visitor().tell(&[]).await;
    site.mix().await;
    let colleague = site.staff_named(&site.organisation, "colleague", Role::Moderator).await;
    let desk = site.staff(Role::Moderator).await;
    let (path, _) = open_first(&desk).await;
    let (claim, renewal) = (format!("{path}/claim"), format!("{path}/claim/renewal"));
    assert_eq!(desk.post(&renewal, &[]).await.status, 409, "nobody reviews it yet");
    assert_eq!(desk.post(&claim, &[]).await.status, 303);
    let entries = site.count("audit_entries").await;
    for _ in 0..3 {
        site.app.clock.advance(chrono::Duration::minutes(20));
        assert_eq!(desk.post(&renewal, &[]).await.status, 204);
        assert_eq!(colleague.get("/desk/acme/stories").await.status, 200, "stays signed in");
    }
    assert_eq!(site.count("audit_entries").await, entries, "nothing was done");
    let form = desk.get(&path).await.fields("#review");
    assert_eq!(desk.post_map(&format!("{path}/claim/end"), &form).await.status, 303);
    assert_eq!(desk.post(&renewal, &[]).await.status, 409, "what was left to others is not taken back");
    assert_eq!(desk.post(&claim, &[]).await.status, 303);
    assert_eq!(colleague.post(&renewal, &[]).await.status, 409);
    assert_eq!(colleague.post(&claim, &[]).await.status, 409);
    for minutes in [20, 11] {
        site.app.clock.advance(chrono::Duration::minutes(minutes));
        for moderator in [&desk, &colleague] {
            assert_eq!(
                moderator.get("/desk/acme/stories").await.status,
                200,
                "is signed in, and works elsewhere"
            );
        }
    }
    assert_eq!(colleague.post(&claim, &[]).await.status, 303, "it ends by itself");
    assert_eq!(desk.post(&renewal, &[]).await.status, 409, "and is not taken back");
}

#[actix_web::test]
async fn a_declined_story_tells_its_author_why() {
    let site = TestSite::new().await;
    let author = site.visitor();
    let code = author.tell(&[]).await;
    site.mix().await;
    let desk = site.staff(Role::Moderator).await;
    let (path, _) = open_first(&desk).await;
    desk.post(&format!("{path}/claim"), &[]).await;
    let page = desk.post(&format!("{path}/refusal"), &[("reason", "short")]).await;
    assert_eq!((page.status.as_u16(), page.wrong_fields()), (422, vec!["reason".to_owned()]));
    let reason = "Thank you. <b>This</b> belongs with the confidential counsellor.";
    assert_eq!(desk.post(&format!("{path}/refusal"), &[("reason", reason)]).await.status, 303);
    let page = author.post("/acme/receipt", &[("code", &code)]).await;
    assert_eq!(page.attribute("[data-test=story-status]", "data-status"), "declined");
    assert_eq!(page.text("blockquote"), reason);
}

#[actix_web::test]
async fn of_two_moderators_one_has_the_story() {
    let site = TestSite::new().await;
    site.visitor().tell(&[]).await;
    site.mix().await;
    let first = site.staff(Role::Moderator).await;
    let (path, _) = open_first(&first).await;
    let mut second = site.visitor();
    let team = site.staff(Role::Administrator).await;
    let invite =
        [("name", "Jan"), ("email", "jan@acme.example.org"), ("role", "moderator"), ("language", "nl")];
    assert_eq!(team.post("/desk/acme/team", &invite).await.status, 303);
    site.work().await;
    let mail = site.mails().pop().unwrap();
    let link = crate::support::mails::link_in(&mail);
    let page = site.visitor().post(&link, &[("password", "gluten trappist kadans 9")]).await;
    assert_eq!(page.status, 303);
    second.sign_in("jan@acme.example.org", "gluten trappist kadans 9", "acme").await;

    assert_eq!(first.post(&format!("{path}/claim"), &[]).await.status, 303);
    assert_eq!(second.post(&format!("{path}/claim"), &[]).await.status, 409);
    assert_eq!(second.post(&format!("{path}/acceptance"), &[]).await.status, 409);
    site.app.clock.advance(chrono::Duration::minutes(29));
    let mut half = first.get(&path).await.fields("#review");
    half.insert("title".to_owned(), "Typed by the first".to_owned());
    assert_eq!(second.get(&path).await.status, 200);
    site.app.clock.advance(chrono::Duration::minutes(2));
    assert_eq!(second.post(&format!("{path}/claim"), &[]).await.status, 303, "a claim ends by itself");
    let mut saved = second.get(&path).await.fields("#review");
    saved.insert("title".to_owned(), "Saved by the second".to_owned());
    let versions = format!("{path}/versions");
    assert_eq!(second.post_map(&versions, &saved).await.status, 303);
    let late = first.post_map(&versions, &half).await;
    assert_eq!(late.status, 409);
    let both = late.texts("[data-test=changed] tbody td");
    assert_eq!(both, ["Saved by the second", "Typed by the first"]);
    assert_eq!(late.fields("#review")["title"], "Typed by the first");
    assert_eq!(late.texts("#problems li").len(), 1, "it is on another desk");
    assert_eq!(first.post(&format!("{path}/acceptance"), &[]).await.status, 409);
}

#[actix_web::test]
async fn a_story_withdrawn_under_review_is_gone() {
    let site = TestSite::new().await;
    let author = site.visitor();
    let code = author.tell(&[("title", "A marked title")]).await;
    site.mix().await;
    let desk = site.staff(Role::Moderator).await;
    let (path, _) = open_first(&desk).await;
    desk.post(&format!("{path}/claim"), &[]).await;
    author.post("/acme/receipt/withdrawal", &[("code", &code)]).await;
    assert_eq!(desk.post(&format!("{path}/acceptance"), &[]).await.status, 409);
    assert!(!desk.get(&path).await.body.contains("A marked title"));
    site.work().await;
}

/// A story that a moderator has, and the form on its page.
async fn under_review(site: &TestSite, changes: &[(&str, &str)]) -> (String, Visitor, String) {
    crate::support::stories::claimed(site, changes).await
}

async fn form(desk: &Visitor, path: &str) -> std::collections::BTreeMap<String, String> {
    desk.get(path).await.fields("#review")
}

#[actix_web::test]
async fn the_version_on_the_screen_is_the_one_accepted() {
    let site = TestSite::new().await;
    let words = [("what_happened", "On Tuesday Piet pressed the button twice."), ("silence", "publish")];
    let (code, desk, path) = under_review(&site, &words).await;
    let mut form = form(&desk, &path).await;
    form.insert("what_happened".to_owned(), "A colleague pressed the button twice.".to_owned());
    let done = desk.post_map(&format!("{path}/acceptance"), &form).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let page = desk.get(&path).await;
    assert!(page.text(".beside > .prose").contains("A colleague"), "{}", page.body);
    let mailbox = site.visitor().post("/acme/receipt", &[("code", &code)]).await;
    assert!(mailbox.body.contains("A colleague") && !mailbox.body.contains("Piet"));
    let versions = site.count("story_versions").await;
    assert_eq!(versions, 2, "one edit, one version");
}

#[actix_web::test]
async fn a_text_that_nobody_changed_makes_no_version() {
    let site = TestSite::new().await;
    let (_, desk, path) = under_review(&site, &[("cost", "One line.\r\n\r\nAnother.")]).await;
    let form = form(&desk, &path).await;
    for action in ["versions", "acceptance"] {
        assert_eq!(desk.post_map(&format!("{path}/{action}"), &form).await.status, 303);
    }
    assert_eq!(site.count("story_versions").await, 1);
}

#[actix_web::test]
async fn every_button_saves_the_text() {
    for (action, part, words) in [
        ("questions", "question", "What did it cost you?"),
        ("refusal", "reason", "Thank you, but this names somebody."),
        ("claim/end", "", ""),
    ] {
        let site = TestSite::new().await;
        let (_, desk, path) = under_review(&site, &[]).await;
        let mut form = form(&desk, &path).await;
        form.insert("title".to_owned(), "Changed on the way".to_owned());
        if !part.is_empty() {
            form.insert(part.to_owned(), words.to_owned());
        }
        let done = desk.post_map(&format!("{path}/{action}"), &form).await;
        assert_eq!(done.status, 303, "{action}: {}", done.body);
        assert_eq!(desk.get(&path).await.texts("h1"), ["Changed on the way"], "{action}");
    }
}

#[actix_web::test]
async fn no_button_throws_away_what_stands_in_another_part() {
    let site = TestSite::new().await;
    let (_, desk, path) = under_review(&site, &[]).await;
    let buttons = ["versions", "questions", "acceptance", "refusal", "claim/end"];
    let parts = [
        ("question", "What did it cost you?", "questions"),
        ("reason", "Thank you, but this names somebody.", "refusal"),
    ];
    for (part, words, own) in parts {
        for button in buttons.iter().filter(|button| **button != own) {
            let mut form = form(&desk, &path).await;
            form.insert("title".to_owned(), "Not lost".to_owned());
            form.insert(part.to_owned(), words.to_owned());
            let refused = desk.post_map(&format!("{path}/{button}"), &form).await;
            assert_eq!(refused.status, 422, "{button} with a {part}");
            assert!(refused.wrong_fields().contains(&part.to_owned()), "{button} with a {part}");
            let kept = refused.fields("#review");
            assert_eq!((&*kept["title"], &*kept[part]), ("Not lost", words), "{button}");
        }
    }
    assert_eq!(site.count("story_versions").await, 1, "nothing was half done");
}

#[actix_web::test]
async fn a_verdict_while_a_question_is_open_says_so() {
    let site = TestSite::new().await;
    let (_, desk, path) = under_review(&site, &[("silence", "publish")]).await;
    desk.post(&format!("{path}/questions"), &[("question", "What did it cost you?")]).await;
    for action in ["acceptance", "refusal"] {
        let mut form = form(&desk, &path).await;
        form.insert("title".to_owned(), "Kept".to_owned());
        if action == "refusal" {
            form.insert("reason".to_owned(), "Thank you, but this names somebody.".to_owned());
        }
        let page = desk.post_map(&format!("{path}/{action}"), &form).await;
        assert_eq!((page.status.as_u16(), page.wrong_fields()), (422, vec!["unanswered".to_owned()]));
        assert_eq!(page.fields("#review")["title"], "Kept");
    }
    let mut form = form(&desk, &path).await;
    form.insert("unanswered".to_owned(), "on".to_owned());
    assert_eq!(desk.post_map(&format!("{path}/acceptance"), &form).await.status, 303);
}

#[actix_web::test]
async fn the_kind_of_a_reason_says_what_follows_from_it() {
    let site = TestSite::new().await;
    for (category, leads_on) in [("wrong_door", true), ("others", true), ("recognisable", false), ("", false)]
    {
        let (code, desk, path) = under_review(&site, &[]).await;
        let form = form(&desk, &path).await;
        let with = |category: &str| {
            let mut form = form.clone();
            form.insert("category".to_owned(), category.to_owned());
            form.insert("reason".to_owned(), "Thank you, but not here.".to_owned());
            form
        };
        let refusal = format!("{path}/refusal");
        let page = desk.post_map(&refusal, &with("elsewhere")).await;
        assert_eq!((page.status.as_u16(), page.wrong_fields()), (422, vec!["category".to_owned()]));
        let mut other = with(category);
        other.remove("reason");
        let page = desk.post_map(&format!("{path}/acceptance"), &other).await;
        assert_eq!(
            page.status,
            if category.is_empty() { 303 } else { 422 },
            "{category}: it is not thrown away"
        );
        if category.is_empty() {
            assert_eq!(desk.post(&format!("{path}/reopening"), &[]).await.status, 303);
        }
        assert_eq!(desk.post_map(&refusal, &with(category)).await.status, 303);
        let mailbox = site.visitor().post("/acme/receipt", &[("code", &code)]).await;
        assert_eq!(mailbox.text("blockquote"), "Thank you, but not here.");
        let ground = mailbox.texts("[data-test=ground]");
        assert_eq!(ground.len(), usize::from(!category.is_empty()), "{ground:?}");
        let links = mailbox.attributes("[data-test=ground] a", "href");
        assert_eq!(!links.is_empty(), leads_on, "{category}");
        if let Some(link) = links.first() {
            assert_eq!(site.visitor().get(link).await.status, 200);
        }
    }
}
