//! After something was done at the desk, the next page says so.

use crate::support::{Filled, House, Page, TestSite, Visitor};
use pratfall::{accounts::Role, app::desk::DESK, platform::i18n::Language};
use std::collections::BTreeSet;

/// Returns confirmations on a page.
fn said(page: &Page) -> Vec<String> {
    assert_eq!(page.status, 200, "{}", page.body);
    page.texts("main > [role=status]")
}

/// Sends a form of the page at `path` to where its address ends in `action`, with `changes`, and gives what the next
/// page says.
async fn send(who: &Visitor, path: &str, action: &str, changes: &[(&str, &str)]) -> String {
    let forms = who.get(path).await.forms();
    let form = forms.into_iter().rfind(|form| form.action.ends_with(action)).expect(action);
    let mut filled = Filled::new(who.clone(), form);
    filled.pairs.retain(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    let changes = changes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    filled.pairs.extend(changes);
    let sent = who.post_raw(&filled.form.action, &filled.body()).await;
    assert_eq!(sent.status, 303, "{action}: {:?} {}", sent.wrong_fields(), sent.body);
    let next = who.get(sent.header("location")).await;
    let mut said = said(&next);
    assert_eq!(said.len(), 1, "{action}");
    said.remove(0)
}

#[actix_web::test]
async fn the_page_after_a_form_says_what_was_done() {
    let site = TestSite::new().await;
    let house = House::furnish(&site, &site.organisation).await;
    let at = |pattern: &str| house.address(&format!("/desk/{{org}}{pattern}"));

    let (desk, story) = (house.staff(Role::Moderator), at("/stories/{story}"));
    let changes = [("title", "Told otherwise")];
    for (action, changes, words) in [
        ("/claim", &[][..], "This story is yours to review now."),
        ("/claim/end", &[], "That story is in the queue again, for somebody else."),
        ("/claim", &[], "This story is yours to review now."),
        ("/versions", &changes, "Saved."),
        (
            "/questions",
            &[("question", "What did it cost?")],
            "Your question is on its way. The author sees it after the next mix.",
        ),
        ("/acceptance", &[("unanswered", "on")], "That story is accepted."),
        ("/reopening", &[], "Under review again."),
        (
            "/refusal",
            &[("reason", "It names somebody."), ("unanswered", "on")],
            "That story is declined. The author will read why.",
        ),
    ] {
        assert_eq!(send(desk, &story, action, changes).await, words, "{action}");
    }

    let (desk, agenda) = (house.staff(Role::Organiser), at("/events/{event}/agenda"));
    for (page, action, changes, words) in [
        (at("/events/{event}"), "", &[("place", "Room 2")][..], "Saved."),
        (agenda.clone(), "/slots", &[("title", "Welcome")], "Added."),
        (agenda.clone(), "/position", &[("to", "up")], "Moved."),
        (agenda.clone(), "/removal", &[], "Removed."),
        (agenda.clone(), "/releases", &[], "Released. Everybody can see it now."),
        (at("/announcements"), "/announcements", &[], "Your draft is ready. Nothing has been sent yet."),
        (at("/announcements/{id}"), "/texts", &[("then", "save")], "Saved."),
        (at("/announcements/{id}"), "/texts", &[("then", "test")], "A test is on its way to you."),
        (at("/announcements/{id}/confirmation"), "/confirmation", &[], "Sending has begun."),
        (at("/announcements/{id}"), "/pause", &[], "Paused. Nothing more is sent until you go on."),
        (at("/announcements/{id}"), "/resume", &[], "Sending goes on."),
        (at("/announcements/{id}"), "/cancellation", &[], "Cancelled for good."),
        (at("/stories/{told}/lessons"), "/lessons", &[("body", "Ask first.")], "Added."),
        (at("/stories/{told}/lessons"), "/completion", &[], "Saved."),
        (at("/stories/{told}/lessons"), "/removal", &[], "Removed."),
    ] {
        let action = if action.is_empty() { &page } else { action };
        assert_eq!(send(desk, &page, action, changes).await, words, "{page} {action}");
    }

    let desk = house.staff(Role::Administrator);
    let person = [("name", "Mo"), ("email", "mo@example.org"), ("role", "organiser"), ("language", "nl")];
    for (page, action, changes, words) in [
        ("/settings", "/settings", &[][..], "Saved. Visitors see it from now on."),
        ("/settings/languages", "/languages", &[], "Saved. Visitors see it from now on."),
        ("/settings/call", "/call", &[], "Saved. Visitors see it from now on."),
        ("/settings/themes", "/themes", &[], "Saved. Visitors see it from now on."),
        ("/settings/contacts", "/contacts", &[], "Saved. Visitors see it from now on."),
        ("/settings/promise", "/promise", &[], "Saved. Visitors see it from now on."),
        ("/settings/promise", "/rounds", &[], "A new round has begun, with a new poster code."),
        ("/team", "/team", &person, "The invitation is on its way."),
        ("/team/{staff}/removal", "/removal", &[], "Removed."),
    ] {
        assert_eq!(send(desk, &at(page), action, changes).await, words, "{page} {action}");
    }
}

#[actix_web::test]
async fn an_address_can_make_a_page_say_fixed_words_only() {
    let site = TestSite::new().await;
    let desk = site.staff(Role::Organiser).await;
    for language in Language::ALL {
        let mut words = BTreeSet::new();
        for done in DESK.done.iter().copied().flatten() {
            assert!(words.insert(done.word()), "{done:?} twice");
            let page = desk.get(&done.then(&format!("/desk/acme/events?lang={language}"))).await;
            let text = done.flash(*language).text;
            assert!(!text.contains("-done-"), "{text} has no words in {language}");
            assert_eq!(said(&page), [text]);
        }
    }
    for word in
        ["", "mark", "Saved", "saved.", "saved%00", "%3Cb%3Emark%3C/b%3E", "%FF", "saved+mark", "saved%20"]
    {
        let page = desk.get(&format!("/desk/acme/events?done={word}")).await;
        assert_eq!(said(&page), [""; 0], "{word}");
        assert!(!page.body.contains("mark"), "{word}");
    }
    let page = desk.get("/desk/acme/events").await;
    assert_eq!(said(&page), [""; 0]);
    // Visitors who are not at the desk are told nothing.
    for path in ["/acme?done=saved", "/desk/sign-in?done=saved", "/acme/events?done=saved"] {
        assert_eq!(said(&site.visitor().get(path).await), [""; 0], "{path}");
    }
}
