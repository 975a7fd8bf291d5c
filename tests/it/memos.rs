//! What moderators write about a story for each other: its author never sees it, and it goes with the original.

use crate::support::{
    TestSite, Visitor,
    library::shelved_with,
    stories::{claimed, mailbox},
};
use pratfall::{accounts::Role, retention::ORIGINALS};

const WORDS: &str = "Zoltan of Sales tells this one at every party.";

/// Sends the form of a story's page with this memo.
async fn write(desk: &Visitor, path: &str, button: &str, memo: &str) -> crate::support::Page {
    let mut form = desk.get(path).await.fields("#review");
    form.insert("memo".to_owned(), memo.to_owned());
    desk.post_map(&format!("{path}/{button}"), &form).await
}

#[actix_web::test]
async fn a_memo_is_for_moderators_only_and_sealed() {
    let site = TestSite::new().await;
    let (code, desk, path) = claimed(&site, &[]).await;
    assert_eq!(write(&desk, &path, "versions", WORDS).await.status, 303);
    assert_eq!(desk.get(&path).await.fields("#review")["memo"], WORDS);
    assert_eq!(site.count("story_versions").await, 1, "no version was made for it");
    let plain = format!("memos where position(convert_to('{WORDS}', 'utf8') in sealed) > 0");
    assert_eq!((site.count("memos").await, site.count(&plain).await), (1, 0));
    assert_eq!(write(&desk, &path, "acceptance", WORDS).await.status, 303);
    let colleague = site.staff_named(&site.organisation, "colleague", Role::Moderator).await;
    assert_eq!(colleague.get(&path).await.texts("[data-test=memo] p"), [WORDS], "read when it is decided");
    assert!(!mailbox(&site, &code).await.body.contains("Zoltan"));
    site.mix().await;
    assert!(!mailbox(&site, &code).await.body.contains("Zoltan"));
}

#[actix_web::test]
async fn every_button_saves_a_memo_and_an_empty_one_is_erased() {
    let site = TestSite::new().await;
    let (_, desk, path) = claimed(&site, &[]).await;
    for (n, button) in ["claim", "claim/end", "versions"].into_iter().enumerate() {
        let words = format!("{WORDS} {n}");
        assert_eq!(write(&desk, &path, button, &words).await.status, 303, "{button}");
        assert_eq!(desk.get(&path).await.fields("#review")["memo"], words);
    }
    for redacted in ["redactions", "questions/draft"] {
        let page = write(&desk, &path, redacted, "half typed").await;
        assert_eq!(page.fields("#review")["memo"], "half typed", "{redacted}");
    }
    assert_eq!(write(&desk, &path, "versions", " ").await.status, 303);
    assert_eq!(site.count("memos").await, 0);
    let long = write(&desk, &path, "versions", &"x".repeat(2_001)).await;
    assert_eq!((long.status.as_u16(), long.wrong_fields()), (422, vec!["memo".to_owned()]));
    assert_eq!(long.fields("#review")["memo"].len(), 2_001);
    assert_eq!(site.count("memos").await, 0);
}

#[actix_web::test]
async fn nobody_overwrites_a_memo_that_they_have_not_seen() {
    let site = TestSite::new().await;
    let (_, desk, path) = claimed(&site, &[]).await;
    let mut tab = desk.get(&path).await.fields("#review");
    assert_eq!(write(&desk, &path, "versions", WORDS).await.status, 303);
    tab.insert("memo".to_owned(), "Another memo.".to_owned());
    let page = desk.post_map(&format!("{path}/versions"), &tab).await;
    assert_eq!(page.status, 409);
    assert!(page.body.contains(WORDS) && page.fields("#review")["memo"] == "Another memo.");
    let form = page.fields("#review");
    assert_eq!(desk.post_map(&format!("{path}/versions"), &form).await.status, 303, "now it is deliberate");
    assert_eq!(desk.get(&path).await.fields("#review")["memo"], "Another memo.");
}

#[actix_web::test]
async fn a_memo_goes_with_the_story() {
    let site = TestSite::new().await;
    let (code, desk, path) = claimed(&site, &[]).await;
    assert_eq!(write(&desk, &path, "versions", WORDS).await.status, 303);
    site.visitor().withdraw(&code).await;
    assert_eq!(site.count("memos").await, 0, "in the transaction of the withdrawal");
    assert_eq!(site.count("audit_entries where verb = 'memo_written'").await, 1);
    assert_eq!(desk.get(&path).await.texts("[data-test=memo]"), [""; 0]);
}

#[actix_web::test]
async fn a_memo_keeps_no_name_that_an_author_took_off() {
    let site = TestSite::new().await;
    let (code, desk, path) = claimed(&site, &[("anonymity", "named"), ("name", "Mia")]).await;
    assert_eq!(write(&desk, &path, "versions", "Mia told me more.").await.status, 303);
    let off = mailbox(&site, &code).await.fields("#unname");
    assert_eq!(site.visitor().post_map("/acme/receipt/name", &off).await.status, 200);
    site.mix().await;
    assert_eq!(site.count("memos").await, 0);
}

#[actix_web::test]
async fn told_stories_like_it_and_the_time_to_read_it_stand_beside_a_story() {
    let site = TestSite::new().await;
    let told = shelved_with(&site, &[("title", "The crane"), ("theme", "planning")]).await;
    let long = "word ".repeat(260);
    site.visitor().tell(&[("theme", "planning"), ("language", "nl"), ("what_happened", &*long)]).await;
    site.mix().await;
    let path = format!("/desk/acme/stories/{}", told.moderator.first_story().await);
    let page = told.moderator.get(&path).await;
    assert_eq!(page.texts("[data-test=similar]"), ["The crane"]);
    assert_eq!(page.attributes("[data-test=similar] a", "href"), [told.page()]);
    assert!(page.body.contains("about 3 min"), "{}", page.body);
    site.visitor().withdraw(&told.code).await;
    assert_eq!(told.moderator.get(&path).await.texts("[data-test=similar]"), [""; 0]);
}

#[actix_web::test]
async fn a_memo_on_a_story_that_nobody_edited_goes_with_the_days_of_an_original_too() {
    let site = TestSite::new().await;
    let (code, desk, path) = claimed(&site, &[("told_by", "library")]).await;
    assert_eq!(write(&desk, &path, "acceptance", WORDS).await.status, 303);
    site.visitor().consent(&code).await;
    site.mix().await;
    site.work().await;
    assert_eq!(site.count("memos").await, 1);
    site.app.clock.advance(chrono::Duration::days(ORIGINALS.in_days() + 14));
    site.mix().await;
    assert_eq!(site.count("memos").await, 0);
    assert_eq!(site.count("stories where status = 'accepted'").await, 1);
}
