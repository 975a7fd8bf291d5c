//! Several stories at once.

use crate::support::{
    Page, TestSite, Visitor,
    stories::{edit, mailbox},
};
use pratfall::{accounts::Role, ids::StoryId};
use std::collections::BTreeMap;

const QUEUE: &str = "/desk/acme/stories";
const REASON: &str = "Thank you. The counsellor can help with this.";

/// Tells stories of these titles; returns their codes and the moderator.
async fn told(site: &TestSite, titles: &[&str]) -> (BTreeMap<String, String>, Visitor) {
    let mut codes = BTreeMap::new();
    for title in titles {
        codes.insert((*title).to_owned(), site.visitor().tell(&[("title", title)]).await);
    }
    site.mix().await;
    (codes, site.staff(Role::Moderator).await)
}

/// The form of the queue with all its stories ticked, by title.
async fn ticked(desk: &Visitor, status: &str) -> BTreeMap<String, (String, String)> {
    let page = desk.get(&format!("{QUEUE}?status={status}")).await;
    let names = page.attributes("[data-test=story] input", "name");
    let seen = page.attributes("[data-test=story] input", "value");
    page.texts("[data-test=story] .row-title").into_iter().zip(names.into_iter().zip(seen)).collect()
}

fn picked<'a>(all: &'a BTreeMap<String, (String, String)>, titles: &[&str]) -> Vec<(&'a str, &'a str)> {
    titles.iter().map(|title| &all[*title]).map(|(name, seen)| (name.as_str(), seen.as_str())).collect()
}

fn path_of(name: &str) -> String {
    format!("{QUEUE}/{}", name.strip_prefix("pick_").unwrap())
}

/// Words that a page says of each story, by title.
fn said(page: &Page, test: &str) -> Vec<String> {
    let mut all = page.texts(&format!("[data-test={test}]"));
    all.sort();
    all
}

#[actix_web::test]
async fn ticked_stories_are_claimed_and_those_of_others_are_not() {
    let site = TestSite::new().await;
    let (_, desk) = told(&site, &["a", "b", "c"]).await;
    let other = site.staff_named(&site.organisation, "Noor", Role::Moderator).await;
    let all = ticked(&desk, "submitted").await;
    let taken = path_of(&all["c"].0);
    assert_eq!(other.post(&format!("{taken}/claim"), &[]).await.status, 303);
    let page = desk.post(&format!("{QUEUE}/claims"), &picked(&all, &["a", "b", "c"])).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert_eq!(page.text("h1"), "2 stories are yours to review now");
    assert_eq!(said(&page, "done"), ["a", "b"]);
    assert_eq!(said(&page, "refused"), ["cSomebody else is at work on it."]);
    assert_eq!(site.count("audit_entries where verb = 'story_claimed'").await, 3, "one for each");
    assert_eq!(ticked(&desk, "mine").await.len(), 2);
    // Sent again it is the same.
    let again = desk.post(&format!("{QUEUE}/claims"), &picked(&all, &["a", "b"])).await;
    assert_eq!(again.text("h1"), "2 stories are yours to review now");
}

#[actix_web::test]
async fn nobody_decides_on_what_they_have_not_read() {
    let site = TestSite::new().await;
    let (codes, desk) = told(&site, &["read", "unread", "edited since", "read again"]).await;
    let other = site.staff_named(&site.organisation, "Noor", Role::Moderator).await;
    let all = ticked(&desk, "submitted").await;
    for title in ["read", "edited since", "read again"] {
        assert_eq!(desk.get(&path_of(&all[title].0)).await.status, 200);
    }
    for title in ["edited since", "read again"] {
        let path = path_of(&all[title].0);
        assert_eq!(other.post(&format!("{path}/claim"), &[]).await.status, 303);
        edit(&other, &path, &[("learned", "Somebody else wrote this.")]).await;
        let form = other.get(&path).await.fields("#review");
        assert_eq!(other.post_map(&format!("{path}/claim/end"), &form).await.status, 303);
    }
    assert_eq!(desk.get(&path_of(&all["read again"].0)).await.status, 200);
    // The newest versions are on the page; that does not make them read.
    let mut all = ticked(&desk, "submitted").await;
    all.extend(ticked(&desk, "reviewing").await);
    let picks = picked(&all, &["read", "unread", "edited since", "read again"]);
    let page = desk.post(&format!("{QUEUE}/batch"), &picks).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let becomes = "if accepted: Waits for the author";
    assert_eq!(said(&page, "ticked"), [format!("read again{becomes}"), format!("read{becomes}")]);
    let unread = "You have not read it as it is now. Open it first.";
    assert_eq!(said(&page, "refused"), [format!("edited since{unread}"), format!("unread{unread}")]);
    assert_eq!(site.count("stories where status in ('accepted', 'declined')").await, 0, "only asked");

    // Whoever sends more than the page offers gets no further.
    let verdict = [&picks[..], &[("verdict", "accept")]].concat();
    let page = desk.post(&format!("{QUEUE}/batch/verdict"), &verdict).await;
    assert_eq!(page.text("h1"), "2 stories accepted");
    assert_eq!(said(&page, "done"), ["read", "read again"]);
    assert_eq!(said(&page, "refused").len(), 2);
    assert_eq!(site.count("audit_entries where verb = 'story_accepted'").await, 2);
    assert_eq!(site.count("reviews").await, 0, "no claim is left");
    let page = mailbox(&site, &codes["read"]).await;
    assert_eq!(page.attribute("[data-test=story-status]", "data-status"), "accepted");
    let again = desk.post(&format!("{QUEUE}/batch/verdict"), &verdict).await;
    assert_eq!(again.text("h1"), "0 stories accepted");
    assert!(said(&again, "refused").contains(&"readIt is decided already.".to_owned()), "{}", again.body);
}

#[actix_web::test]
async fn what_changed_is_asked_about_or_answered_is_decided_on_its_own_page() {
    let site = TestSite::new().await;
    let (codes, desk) = told(&site, &["changed", "asked", "answered", "withdrawn", "fine"]).await;
    let all = ticked(&desk, "submitted").await;
    for (name, _) in all.values() {
        desk.get(&path_of(name)).await;
        assert_eq!(desk.post(&format!("{}/claim", path_of(name)), &[]).await.status, 303);
    }
    edit(&desk, &path_of(&all["changed"].0), &[("learned", "Look twice, then once more.")]).await;
    for title in ["asked", "answered"] {
        let path = path_of(&all[title].0);
        assert_eq!(desk.post(&format!("{path}/questions"), &[("question", "What then?")]).await.status, 303);
    }
    site.mix().await;
    let mut answer = mailbox(&site, &codes["answered"]).await.fields("#answer");
    answer.insert("text".to_owned(), "Then it rained.".to_owned());
    assert_eq!(site.visitor().post_map("/acme/receipt/messages", &answer).await.status, 200);
    site.visitor().withdraw(&codes["withdrawn"]).await;
    site.mix().await;
    for (name, _) in all.values() {
        desk.get(&path_of(name)).await;
    }
    let picks = picked(&all, &["changed", "asked", "answered", "withdrawn", "fine"]);
    let sent = [&picks[..], &[("verdict", "decline"), ("reason", REASON)]].concat();
    let page = desk.post(&format!("{QUEUE}/batch/verdict"), &sent).await;
    assert_eq!(page.text("h1"), "One story declined");
    assert_eq!(
        said(&page, "refused"),
        [
            "A story that is not hereIt is not here any more.",
            "answeredIts author wrote something. Open it and decide there.",
            "askedA question to its author is open.",
            "changedIts words have changed. Open it first.",
        ]
    );
    assert_eq!(page.text("[data-test=reason]"), REASON, "it can be used again");
    let declined = mailbox(&site, &codes["fine"]).await;
    assert_eq!(declined.text("blockquote"), REASON);
    site.work().await;
}

#[actix_web::test]
async fn a_reason_is_asked_for_and_nothing_typed_is_lost() {
    let site = TestSite::new().await;
    let (codes, desk) = told(&site, &["a", "b"]).await;
    let all = ticked(&desk, "submitted").await;
    for (name, _) in all.values() {
        desk.get(&path_of(name)).await;
    }
    let mut picks = picked(&all, &["a", "b"]);
    picks.push(("language", "en"));
    let page = desk.post(&format!("{QUEUE}/batch"), &picks).await;
    let mut form = page.fields("#batch");
    for (verdict, reason, wrong) in
        [("", "Typed already", "verdict"), ("decline", "short", "reason"), ("accept", REASON, "reason")]
    {
        form.insert("verdict".to_owned(), verdict.to_owned());
        form.insert("reason".to_owned(), reason.to_owned());
        let refused = desk.post_map(&format!("{QUEUE}/batch/verdict"), &form).await;
        assert_eq!((refused.status.as_u16(), refused.wrong_fields()), (422, vec![wrong.to_owned()]));
        let kept = refused.fields("#batch");
        assert_eq!((&*kept["reason"], &*kept["language"]), (reason, "en"));
        assert_eq!(kept.keys().filter(|name| name.starts_with("pick_")).count(), 2);
    }
    form.insert("verdict".to_owned(), "decline".to_owned());
    let done = desk.post_map(&format!("{QUEUE}/batch/verdict"), &form).await;
    assert_eq!(done.text("h1"), "2 stories declined");
    assert!(done.texts("[data-test=reason]").is_empty(), "it reached everybody");
    assert!(
        done.attribute(".back a", "href").ends_with("status=submitted&language=en"),
        "back where they were"
    );
    for code in codes.values() {
        assert_eq!(mailbox(&site, code).await.text("blockquote"), REASON);
    }
}

#[actix_web::test]
async fn no_story_a_foreign_one_one_twice_and_a_thousand() {
    let site = TestSite::new().await;
    let other = TestSite::add_organisation(&site.app, "other").await;
    site.visitor().tell_to("other", &[("title", "Theirs")]).await;
    let (_, desk) = told(&site, &["a"]).await;
    let foreign = site.staff_of(&other, Role::Moderator).await.get("/desk/other/stories").await;
    let foreign = foreign.attribute("[data-test=story] input", "name");
    let all = ticked(&desk, "submitted").await;
    let mine = &all["a"].0;
    let unborn = format!("pick_{}", StoryId::new());
    for action in ["claims", "batch", "batch/verdict"] {
        let path = format!("{QUEUE}/{action}");
        let none = desk.post(&path, &[("verdict", "accept"), ("status", "mine")]).await;
        assert_eq!(none.status, 303, "{action}");
        let told = desk.get(none.header("location")).await;
        assert_eq!(told.text("main > [role=status]"), "Tick at least one story first.");
        for strange in [&foreign, &unborn] {
            let page = desk.post(&path, &[(strange, "1"), ("verdict", "accept")]).await;
            assert_eq!(page.status, 200, "{action}: {}", page.body);
            assert_eq!(said(&page, "refused"), ["A story that is not hereIt is not here any more."]);
            assert!(!page.body.contains("Theirs"));
        }
        let twice = [(mine.as_str(), "1"), (mine.as_str(), "1")];
        assert_eq!(desk.post(&path, &twice).await.status, 400, "{action}");
        for wrong in ["x", "", "-", "99999999999"] {
            assert_eq!(desk.post(&path, &[(mine, wrong)]).await.status, 400, "{action} {wrong}");
        }
        for many in [51, 1_000] {
            let names: Vec<String> = (0..many).map(|_| format!("pick_{}", StoryId::new())).collect();
            let names: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "1")).collect();
            assert_eq!(desk.post(&path, &names).await.status, 400, "{action} {many}");
        }
        assert_eq!(desk.post(&path, &[(mine, "1"), ("status", "odd")]).await.status, 404, "{action}");
    }
    assert_eq!(site.count("reviews").await, 0);
    assert_eq!(site.count("stories where status = 'submitted'").await, 2);
}

#[actix_web::test]
async fn of_many_verdicts_at_once_each_story_takes_one() {
    let site = TestSite::new().await;
    let (_, desk) = told(&site, &["a", "b", "c"]).await;
    let all = ticked(&desk, "submitted").await;
    for (name, _) in all.values() {
        desk.get(&path_of(name)).await;
    }
    let picks = picked(&all, &["a", "b", "c"]);
    let accept = [&picks[..], &[("verdict", "accept")]].concat();
    let decline =
        [&picks[..], &[("verdict", "decline"), ("reason", REASON), ("category", "wrong_door")]].concat();
    let path = format!("{QUEUE}/batch/verdict");
    let sent = (0..16).map(|n| desk.post(&path, if n % 2 == 0 { &accept } else { &decline }));
    let sent = futures_util::future::join_all(sent).await;
    let done: usize = sent.iter().map(|page| said(page, "done").len()).sum();
    assert!(sent.iter().all(|page| page.status == 200));
    assert_eq!(done, 3, "each once");
    let verdicts = "audit_entries where verb in ('story_accepted', 'story_declined')";
    assert_eq!(site.count(verdicts).await, 3);
    assert_eq!(
        site.count("stories where (status = 'declined') <> (refusal_kind is not distinct from 'wrong_door')")
            .await,
        0
    );
}

#[actix_web::test]
async fn a_batch_leads_back_to_what_was_looked_for_and_keeps_a_reason_that_reached_nobody() {
    let site = TestSite::new().await;
    let (_, desk) = told(&site, &["crane & co", "unread"]).await;
    let page = desk.get(&format!("{QUEUE}?q=crane+%26&status=all")).await;
    assert_eq!(page.texts("[data-test=story] .row-title"), ["crane & co"]);
    let mut form = page.fields("#queue");
    let all = ticked(&desk, "submitted").await;
    let (name, seen) = all["crane & co"].clone();
    let nothing = desk.post_map(&format!("{QUEUE}/claims"), &form).await;
    assert!(nothing.header("location").starts_with(&format!("{QUEUE}?status=all&q=crane+%26")));
    form.insert(name.clone(), seen);
    for address in ["claims", "batch"] {
        let back = desk.post_map(&format!("{QUEUE}/{address}"), &form).await.attributes(".back a", "href");
        assert_eq!(back, [format!("{QUEUE}?status=all&q=crane+%26")], "{address}");
    }
    // It was not opened, so nothing is left to decide on; no verdict was chosen either.
    form.insert("reason".to_owned(), REASON.to_owned());
    let page = desk.post_map(&format!("{QUEUE}/batch/verdict"), &form).await;
    assert_eq!((page.status.as_u16(), said(&page, "refused").len()), (422, 1));
    assert_eq!(page.texts("[data-test=reason]"), [REASON]);
}

#[actix_web::test]
async fn another_language_shows_the_same_batch_with_what_was_typed() {
    let site = TestSite::new().await;
    let (_, desk) = told(&site, &["a", "b"]).await;
    let all = ticked(&desk, "submitted").await;
    for (name, _) in all.values() {
        desk.get(&path_of(name)).await;
    }
    let page = desk.post(&format!("{QUEUE}/batch"), &picked(&all, &["a", "b"])).await;
    let mut form = page.fields("#batch");
    form.insert("reason".to_owned(), REASON.to_owned());
    let french = "button[name=switch][lang=fr]";
    form.insert("switch".to_owned(), page.attribute(french, "value"));
    let page = desk.post_map(&page.attribute(french, "formaction"), &form).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert_eq!(page.attributes("html", "lang"), ["fr"]);
    assert_eq!((page.fields("#batch")["reason"].as_str(), said(&page, "ticked").len()), (REASON, 2));
}
