//! Reading packs.

use crate::support::{TestSite, library::shelved};
use pratfall::accounts::Role;

#[actix_web::test]
async fn a_pack_is_read_in_its_order_and_a_withdrawn_story_is_gone_from_it_at_once() {
    let site = TestSite::new().await;
    let stories = [shelved(&site, "One").await, shelved(&site, "Two").await, shelved(&site, "Three").await];
    let desk = site.staff(Role::Organiser).await;
    let mut form = desk.get("/desk/acme/packs").await.fields("#pack");
    let empty = desk.post_map("/desk/acme/packs", &form).await;
    assert_eq!(empty.status, 422, "a title");
    form.insert("title_nl".to_owned(), "First <weeks>".to_owned());
    form.insert("intro_nl".to_owned(), "Read these first.".to_owned());
    let made = desk.post_map("/desk/acme/packs", &form).await;
    let pack = made.leads_to().to_owned();
    let again = desk.post_map("/desk/acme/packs", &form).await;
    assert_eq!(again.leads_to(), pack, "sent twice is one");
    form.insert("title_nl".to_owned(), "Another".to_owned());
    assert_eq!(desk.post_map("/desk/acme/packs", &form).await.status, 422, "the id is taken");
    for story in [&stories[2], &stories[0], &stories[1], &stories[1]] {
        assert_eq!(desk.post(&format!("{pack}/stories"), &[("story", &story.id)]).await.status, 303);
    }
    assert_eq!(desk.post(&format!("{pack}/stories/{}/position", stories[1].id), &[]).await.status, 303);
    let public = format!("/acme/library/packs/{}", pack.rsplit('/').next().unwrap());
    assert_eq!(site.visitor().get(&public).await.status, 404, "not shown yet");
    assert!(site.visitor().get("/acme/library").await.texts("[data-test=pack]").is_empty());
    let mut form = desk.get(&pack).await.fields("#pack");
    let stale = form.clone();
    form.insert("shown".to_owned(), "on".to_owned());
    assert_eq!(desk.post_map(&pack, &form).await.status, 303);
    let mut other = stale;
    other.insert("title_nl".to_owned(), "Something else".to_owned());
    let changed = desk.post_map(&pack, &other).await;
    assert_eq!(changed.status, 409, "somebody else saved meanwhile");
    assert_eq!(changed.fields("#pack")["title_nl"], "Something else", "what was typed is kept");

    let read = async || {
        let page = site.visitor().get(&public).await;
        page.attributes("[data-test=story]", "data-id")
    };
    assert_eq!(read().await, [&stories[2].id, &stories[1].id, &stories[0].id].map(Clone::clone));
    let page = site.visitor().get(&format!("{public}?lang=en")).await;
    assert_eq!(
        (page.text("h1"), page.attribute("h1", "lang")),
        ("First <weeks>".to_owned(), "nl".to_owned())
    );
    assert_eq!(site.visitor().get("/acme/library").await.texts("[data-test=pack]"), ["First <weeks>"]);
    site.visitor().withdraw(&stories[1].code).await;
    assert_eq!(read().await, [&stories[2].id, &stories[0].id].map(Clone::clone));
    assert_eq!(desk.post(&format!("{pack}/stories"), &[("story", &stories[1].id)]).await.status, 404);
    site.work_on().await;
    assert_eq!(site.count("pack_stories").await, 2);
    assert_eq!(desk.post(&format!("{pack}/stories/{}/removal", stories[2].id), &[]).await.status, 303);
    assert_eq!(read().await, [stories[0].id.clone()]);
    assert_eq!(desk.post(&format!("{pack}/removal"), &[]).await.status, 303);
    assert_eq!(site.visitor().get(&public).await.status, 404);
    assert_eq!(desk.post(&format!("{pack}/removal"), &[]).await.status, 404);
}
