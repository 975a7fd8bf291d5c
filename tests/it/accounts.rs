//! Staff are invited, sign in, and lose access when they should.

use crate::support::TestSite;
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::Duration;
use pratfall::accounts::Role;

/// The path of the link in a captured mail.
pub fn link_in(mail: &str) -> String {
    let bodies = mail.split("\r\n\r\n").filter_map(|part| {
        let part: String = part.lines().take_while(|line| !line.starts_with("--")).collect();
        String::from_utf8(STANDARD.decode(part).ok()?).ok()
    });
    let text = bodies
        .into_iter()
        .find(|text| text.contains("/desk/invitations/"))
        .expect("a link");
    let at = text.find("/desk/invitations/").unwrap();
    text[at..].split_whitespace().next().unwrap().to_owned()
}

#[actix_web::test]
async fn an_invitation_works_once() {
    let site = TestSite::new().await;
    let administrator = site.staff(Role::Administrator).await;
    let invite = [
        ("name", "Mia"),
        ("email", "Mia@Example.org"),
        ("role", "organiser"),
        ("language", "nl"),
    ];
    assert_eq!(administrator.post("/desk/acme/team", &invite).await.status, 303);
    site.work().await;
    let link = link_in(&site.mails().pop().unwrap());
    let mut mia = site.visitor();
    assert_eq!(mia.get(&link).await.status, 200, "looking uses nothing up");
    let weak = mia.post(&link, &[("password", "wachtwoord12")]).await;
    assert_eq!(
        (weak.status.as_u16(), weak.wrong_fields()),
        (422, vec!["password".to_owned()])
    );
    assert!(
        !weak.body.contains("wachtwoord12"),
        "a password is never shown again"
    );
    assert_eq!(
        mia.post(&link, &[("password", "gluten trappist kadans 9")])
            .await
            .status,
        303
    );
    assert_eq!(
        mia.post(&link, &[("password", "gluten trappist kadans 9")])
            .await
            .status,
        404
    );
    assert_eq!(mia.get(&link).await.status, 404);
    mia.sign_in("mia@example.org", "gluten trappist kadans 9", "acme")
        .await;
}

#[actix_web::test]
async fn an_invitation_expires_and_cannot_be_forged() {
    let site = TestSite::new().await;
    let administrator = site.staff(Role::Administrator).await;
    let invite = [
        ("name", "Mia"),
        ("email", "mia@example.org"),
        ("role", "organiser"),
        ("language", "nl"),
    ];
    administrator.post("/desk/acme/team", &invite).await;
    site.work().await;
    let link = link_in(&site.mails().pop().unwrap());
    let forged = link.replace(&link[link.len() - 4..], "AAAA");
    assert_eq!(site.visitor().get(&forged).await.status, 404);
    site.app.clock.advance(Duration::days(8));
    assert_eq!(site.visitor().get(&link).await.status, 404);
}

#[actix_web::test]
async fn a_wrong_address_and_a_wrong_password_get_the_same_answer() {
    let site = TestSite::new().await;
    site.staff(Role::Moderator).await;
    let visitor = site.visitor();
    let known = [("email", "moderator@acme.example.org"), ("password", "wrong")];
    let unknown = [("email", "moderatox@acme.example.org"), ("password", "wrong")];
    let (a, b) = (
        visitor.post("/desk/sign-in", &known).await,
        visitor.post("/desk/sign-in", &unknown).await,
    );
    assert_eq!((a.status.as_u16(), b.status.as_u16()), (422, 422));
    assert_eq!(a.body.replace("moderator@", "moderatox@"), b.body);
    assert!(a.header("set-cookie").is_empty());
}

#[actix_web::test]
async fn the_desk_cookie_is_locked_down() {
    let site = TestSite::new().await;
    site.staff(Role::Moderator).await;
    let fields = [
        ("email", "moderator@acme.example.org"),
        ("password", "gluten trappist kadans 9"),
    ];
    let page = site.visitor().post("/desk/sign-in", &fields).await;
    let cookie = page.header("set-cookie");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/desk"] {
        assert!(cookie.contains(part), "{cookie}");
    }
}

#[actix_web::test]
async fn a_session_ends_when_idle_on_sign_out_and_on_removal() {
    let site = TestSite::new().await;
    let moderator = site.staff(Role::Moderator).await;
    let administrator = site.staff(Role::Administrator).await;
    let open = async |v: &crate::support::Visitor| v.get("/desk/acme/stories").await.status.as_u16();
    assert_eq!(open(&moderator).await, 200);
    site.app.clock.advance(Duration::minutes(20));
    assert_eq!(open(&moderator).await, 200);
    assert_eq!(administrator.get("/desk/acme/team").await.status, 200);
    site.app.clock.advance(Duration::minutes(20));
    assert_eq!(open(&moderator).await, 200, "in use all the time");

    let team = administrator.get("/desk/acme/team").await;
    let removal = team.attributes("form[action*=removal]", "action").remove(0);
    assert_eq!(administrator.post(&removal, &[]).await.status, 303);
    assert_eq!(open(&moderator).await, 303, "removed: signed out at once");

    assert_eq!(administrator.post("/desk/sign-out", &[]).await.status, 303);
    assert_eq!(administrator.get("/desk/acme/team").await.status, 303);
}

#[actix_web::test]
async fn an_idle_session_is_over() {
    let site = TestSite::new().await;
    let moderator = site.staff(Role::Moderator).await;
    site.app.clock.advance(Duration::minutes(31));
    assert_eq!(
        moderator.get("/desk/acme/stories").await.header("location"),
        "/desk/sign-in"
    );
}

#[actix_web::test]
async fn the_audit_trail_is_unbroken_and_breaks_when_touched() {
    use diesel::sql_query;
    use diesel_async::RunQueryDsl;
    let site = TestSite::new().await;
    site.staff(Role::Moderator).await;
    let verify = async || {
        let mut conn = site.app.db.tenant(site.organisation.id).await.unwrap();
        pratfall::audit::verify(&mut conn, site.organisation.id)
            .await
            .unwrap()
    };
    assert!(verify().await.unwrap() >= 3);
    let mut owner = site.as_owner().await;
    sql_query("update audit_entries set verb = 'story_read' where number = 2")
        .execute(&mut owner)
        .await
        .unwrap();
    assert_eq!(verify().await.unwrap_err().0, 2);
    let mut app = site.app.db.tenant(site.organisation.id).await.unwrap();
    let denied = sql_query("update audit_entries set verb = 'x'")
        .execute(&mut app)
        .await;
    assert!(denied.is_err(), "the application cannot rewrite the trail");
}
