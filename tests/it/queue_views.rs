//! Filters that a moderator keeps under a name.

use crate::support::{TestSite, Visitor};
use pratfall::{accounts::Role, ids::SavedViewId};

const VIEWS: &str = "/desk/acme/stories/views";

async fn keep(desk: &Visitor, query: &str, name: &str) -> crate::support::Page {
    let mut form = desk.get(&format!("{VIEWS}?{query}")).await.fields("#view");
    form.insert("name".to_owned(), name.to_owned());
    desk.post_map(VIEWS, &form).await
}

fn names(page: &crate::support::Page) -> Vec<String> {
    page.texts("nav[aria-label='Your views'] a")
}

#[actix_web::test]
async fn filters_are_kept_under_a_name_by_one_person_for_themselves() {
    let site = TestSite::new().await;
    let desk = site.staff(Role::Moderator).await;
    let kept = keep(&desk, "status=answered&language=fr&q=secret", "  Réponses <b> ").await;
    assert_eq!(kept.status, 303, "{}", kept.body);
    let page = desk.get(kept.header("location")).await;
    let link = page.attribute("nav[aria-label='Your views'] a", "href");
    assert_eq!(link, "/desk/acme/stories?status=answered&language=fr");
    assert_eq!(page.attribute("nav[aria-label='Your views'] a", "aria-current"), "true");
    assert!(names(&page)[0].starts_with("Réponses <b>"), "{:?}", names(&page));
    assert!(!crate::support::database::dump(&site).await.contains("secret"));

    let other = site.staff_named(&site.organisation, "Noor", Role::Moderator).await;
    assert!(names(&other.get("/desk/acme/stories").await).is_empty(), "theirs alone");
    let id = desk.get(VIEWS).await.attribute("[data-test=view]", "data-id");
    let removal = format!("{VIEWS}/{id}/removal");
    assert_eq!(other.post(&removal, &[]).await.status, 404);
    assert_eq!(site.count("queue_views").await, 1);
    assert_eq!(desk.post(&removal, &[]).await.status, 303);
    assert_eq!(desk.post(&removal, &[]).await.status, 404);
    assert_eq!(site.count("queue_views").await, 0);
}

#[actix_web::test]
async fn a_name_is_asked_for_and_sent_twice_it_is_kept_once() {
    let site = TestSite::new().await;
    let desk = site.staff(Role::Moderator).await;
    for wrong in ["", " \u{200b} ", "\0", &"x".repeat(41)] {
        let refused = keep(&desk, "status=mine&lane=open", wrong).await;
        assert_eq!((refused.status.as_u16(), refused.wrong_fields()), (422, vec!["name".to_owned()]));
        let form = refused.fields("#view");
        assert_eq!((&*form["status"], &*form["lane"]), ("mine", "open"), "nothing is lost");
    }
    let mut form = desk.get(VIEWS).await.fields("#view");
    form.insert("name".to_owned(), "Mine".to_owned());
    for _ in 0..2 {
        assert_eq!(desk.post_map(VIEWS, &form).await.status, 303);
    }
    assert_eq!(site.count("queue_views").await, 1);
    form.insert("name".to_owned(), "Another".to_owned());
    let used = desk.post_map(VIEWS, &form).await;
    assert_eq!(used.status, 422, "its id is taken");
    assert_eq!(desk.post_map(VIEWS, &used.fields("#view")).await.status, 303);
    assert_eq!(desk.post(VIEWS, &[("id", "x"), ("name", "Odd")]).await.status, 400);
    assert_eq!(desk.post(VIEWS, &[("status", "odd"), ("name", "Odd")]).await.status, 404);
}

#[actix_web::test]
async fn ten_views_are_enough_also_at_once() {
    let site = TestSite::new().await;
    let desk = site.staff(Role::Moderator).await;
    let ids: Vec<String> = (0..16).map(|_| SavedViewId::new().to_string()).collect();
    let sent = ids.iter().map(async |id| {
        desk.post(VIEWS, &[("id", id), ("name", "One of many"), ("status", "mine")]).await.status.as_u16()
    });
    let sent = futures_util::future::join_all(sent).await;
    assert_eq!(sent.iter().filter(|status| **status == 303).count(), 10, "{sent:?}");
    assert_eq!(site.count("queue_views").await, 10);
    let full = desk.post(VIEWS, &[("name", "The eleventh"), ("status", "mine")]).await;
    assert_eq!((full.status.as_u16(), &*full.fields("#view")["name"]), (422, "The eleventh"));
    assert!(desk.get(VIEWS).await.attributes("#view", "id").is_empty(), "no form that can only be refused");
}

#[actix_web::test]
async fn views_go_with_their_theme_and_with_whoever_leaves() {
    let site = TestSite::new().await;
    let desk = site.staff(Role::Moderator).await;
    let theme = &crate::support::database::lines(&site, "select id::text as line from themes").await[0];
    assert_eq!(keep(&desk, &format!("theme={theme}"), "Planning").await.status, 303);
    assert_eq!(keep(&desk, "status=mine", "Mine").await.status, 303);
    let mut conn = site.app.db.tenant(site.organisation.id).await.unwrap();
    diesel_async::RunQueryDsl::execute(diesel::sql_query("delete from themes"), &mut conn).await.unwrap();
    assert_eq!(names(&desk.get("/desk/acme/stories").await).len(), 1);
    let forget = async |conn: &mut _| {
        pratfall::moderation::actions::views::forget(conn, site.organisation.id).await.unwrap();
        site.count("queue_views").await
    };
    assert_eq!(forget(&mut conn).await, 1, "who is here keeps theirs");
    let mut owner = site.as_owner().await;
    diesel_async::RunQueryDsl::execute(diesel::sql_query("delete from staff_roles"), &mut owner)
        .await
        .unwrap();
    assert_eq!(forget(&mut conn).await, 0);
}
