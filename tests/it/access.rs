//! Who may open what: every role, own and foreign organisation.

use crate::support::TestSite;
use pratfall::accounts::Role;

/// Desk pages and who may open them.
const PAGES: &[(&str, &[Role])] = &[
    ("stories", &[Role::Moderator]),
    ("events", &[Role::Organiser]),
    ("events/new", &[Role::Organiser]),
    ("team", &[Role::Administrator]),
];

#[actix_web::test]
async fn a_page_opens_for_its_roles_only() {
    let site = TestSite::new().await;
    TestSite::add_organisation(&site.app, "other").await;
    for role in Role::ALL {
        let somebody = site.staff(*role).await;
        for (page, roles) in PAGES {
            let own = somebody.get(&format!("/desk/acme/{page}")).await.status.as_u16();
            assert_eq!(
                own,
                if roles.contains(role) { 200 } else { 403 },
                "{role} at {page}"
            );
            assert_eq!(
                somebody.get(&format!("/desk/other/{page}")).await.status,
                404,
                "foreign {page}"
            );
            assert_eq!(
                somebody.get(&format!("/desk/nowhere/{page}")).await.status,
                404,
                "unknown {page}"
            );
            assert_eq!(
                site.visitor().get(&format!("/desk/acme/{page}")).await.status,
                303,
                "a stranger"
            );
        }
    }
}

#[actix_web::test]
async fn a_desk_form_needs_the_sessions_own_token() {
    let site = TestSite::new().await;
    let administrator = site.staff(Role::Administrator).await;
    let body = b"name=Mia&email=mia%40example.org&role=moderator&language=nl";
    assert_eq!(administrator.post_raw("/desk/acme/team", body).await.status, 403);
    let foreign = [&body[..], b"&csrf=AAAA"].concat();
    assert_eq!(
        administrator.post_raw("/desk/acme/team", &foreign).await.status,
        403
    );
    let stranger = site.visitor().post_raw("/desk/acme/team", body).await;
    assert_eq!(
        (stranger.status.as_u16(), stranger.header("location")),
        (303, "/desk/sign-in")
    );
    assert!(
        !administrator
            .get("/desk/acme/team")
            .await
            .body
            .contains("mia@example.org")
    );
}

#[actix_web::test]
async fn foreign_and_unknown_stories_are_the_same_404() {
    let site = TestSite::new().await;
    let other = TestSite::add_organisation(&site.app, "other").await;
    site.visitor().tell(&[]).await;
    site.mix().await;
    let own = site.staff(Role::Moderator).await;
    let foreign = site.staff_of(&other, Role::Moderator).await;
    let id = own
        .get("/desk/acme/stories")
        .await
        .attributes("[data-test=story]", "data-id")
        .remove(0);
    let unborn = pratfall::ids::StoryId::new();
    let known = foreign.get(&format!("/desk/other/stories/{id}")).await;
    assert_eq!(known.status, 404);
    for odd in [
        unborn.to_string(),
        "x".to_owned(),
        "%00".to_owned(),
        "-1".to_owned(),
    ] {
        let page = foreign.get(&format!("/desk/other/stories/{odd}")).await;
        assert_eq!(
            (page.status, page.body),
            (known.status, known.body.clone()),
            "{odd}"
        );
    }
    for act in [
        "claim",
        "claim/end",
        "versions",
        "acceptance",
        "refusal",
        "reopening",
    ] {
        let fields = [("version", "1"), ("reason", "long enough to be one")];
        let page = foreign
            .post(&format!("/desk/other/stories/{id}/{act}"), &fields)
            .await;
        assert_eq!(page.status, 404, "{act}");
    }
}
