//! Headers that every answer carries.

use crate::support::{PASSWORD, TestSite};
use actix_web::{
    http::{Method, header},
    test::TestRequest,
};
use pratfall::accounts::Role;

#[actix_web::test]
async fn every_answer_turns_off_what_no_page_uses() {
    let site = TestSite::new().await;
    let staff = site.staff(Role::Organiser).await;
    let visitor = site.visitor();
    let style = visitor.get("/").await.attribute("link[rel=stylesheet]", "href");
    let foreign =
        TestRequest::post().uri("/acme/receipt").insert_header((header::ORIGIN, "https://evil.example"));
    let answers = [
        (200, visitor.get("/acme").await),
        (200, visitor.get(&style).await),
        (200, visitor.get("/healthz").await),
        (200, staff.get("/desk/acme/events").await),
        (303, visitor.get("/desk").await),
        (400, visitor.post_raw("/acme/receipt", b"code=%FF").await),
        (403, visitor.ask(foreign).await),
        (403, staff.get("/desk/acme/team").await),
        (404, visitor.get("/nowhere").await),
        (405, visitor.ask(TestRequest::with_uri("/acme").method(Method::DELETE)).await),
        (410, visitor.get(&used_link(&site)).await),
        (413, visitor.post_raw("/acme/receipt", &vec![b'a'; 300_000]).await),
        (415, visitor.ask(TestRequest::post().uri("/acme/receipt")).await),
        (422, visitor.post("/desk/sign-in", &[("password", PASSWORD)]).await),
    ];
    for (status, answer) in answers {
        assert_eq!(answer.status, status, "{}", answer.body);
        let policy = answer.header("permissions-policy");
        for feature in ["camera", "microphone", "geolocation", "usb", "payment", "display-capture"] {
            assert!(policy.split(", ").any(|part| part == format!("{feature}=()")), "{status}: {policy}");
        }
        for (name, value) in
            [("x-content-type-options", "nosniff"), ("cross-origin-opener-policy", "same-origin")]
        {
            assert_eq!(answer.header(name), value, "{status}");
        }
    }
}

fn used_link(site: &TestSite) -> String {
    let id = pratfall::ids::InvitationId::new();
    let token = pratfall::accounts::invitation::token(&site.app.keys.links, id);
    format!("/desk/invitations/{token}")
}
