//! A moderator reads, edits and decides.

use crate::support::{Page, TestSite, Visitor};
use pratfall::accounts::Role;

async fn open_first(desk: &Visitor) -> (String, Page) {
    let queue = desk.get("/desk/acme/stories").await;
    let id = queue.attributes("[data-test=story]", "data-id").remove(0);
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
    assert_eq!(
        (claimed.status.as_u16(), claimed.leads_to()),
        (303, path.as_str())
    );
    let page = desk.get(&path).await;
    let mut edit = page.fields(&format!("form[action='{path}/versions']"));
    edit.insert("title".to_owned(), "The crane".to_owned());
    assert_eq!(
        desk.post_map(&format!("{path}/versions"), &edit).await.status,
        303
    );
    assert_eq!(
        desk.post_map(&format!("{path}/versions"), &edit).await.status,
        409,
        "an old version was edited"
    );

    let page = desk.get(&path).await;
    assert_eq!(page.texts("h1"), ["The crane"]);
    let accept = page.fields(&format!("form[action='{path}/acceptance']"));
    assert_eq!(
        desk.post_map(&format!("{path}/acceptance"), &accept).await.status,
        303
    );
    assert_eq!(
        desk.post_map(&format!("{path}/acceptance"), &accept).await.status,
        409,
        "decided already"
    );
    let page = author.post("/acme/receipt", &[("code", &code)]).await;
    assert_eq!(
        page.attribute("[data-test=story-status]", "data-status"),
        "accepted"
    );
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
    let page = desk
        .post(&format!("{path}/refusal"), &[("reason", "short")])
        .await;
    assert_eq!(
        (page.status.as_u16(), page.wrong_fields()),
        (422, vec!["reason".to_owned()])
    );
    let reason = "Thank you. <b>This</b> belongs with the confidential counsellor.";
    assert_eq!(
        desk.post(&format!("{path}/refusal"), &[("reason", reason)])
            .await
            .status,
        303
    );
    let page = author.post("/acme/receipt", &[("code", &code)]).await;
    assert_eq!(
        page.attribute("[data-test=story-status]", "data-status"),
        "declined"
    );
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
    let invite = [
        ("name", "Jan"),
        ("email", "jan@acme.example.org"),
        ("role", "moderator"),
        ("language", "nl"),
    ];
    assert_eq!(team.post("/desk/acme/team", &invite).await.status, 303);
    site.work().await;
    let mail = site.mails().pop().unwrap();
    let link = crate::accounts::link_in(&mail);
    let page = site
        .visitor()
        .post(&link, &[("password", "gluten trappist kadans 9")])
        .await;
    assert_eq!(page.status, 303);
    second
        .sign_in("jan@acme.example.org", "gluten trappist kadans 9", "acme")
        .await;

    assert_eq!(first.post(&format!("{path}/claim"), &[]).await.status, 303);
    assert_eq!(second.post(&format!("{path}/claim"), &[]).await.status, 409);
    assert_eq!(second.post(&format!("{path}/acceptance"), &[]).await.status, 409);
    site.app.clock.advance(chrono::Duration::minutes(29));
    assert_eq!(first.get(&path).await.status, 200);
    assert_eq!(second.get(&path).await.status, 200);
    site.app.clock.advance(chrono::Duration::minutes(2));
    assert_eq!(
        second.post(&format!("{path}/claim"), &[]).await.status,
        303,
        "a claim ends by itself"
    );
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
