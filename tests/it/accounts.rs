//! Staff are invited, sign in, and lose access when they should.

use crate::support::{
    PASSWORD, TestSite,
    mails::link_in,
    sign_in::{guess, try_password},
};
use actix_web::{http::header, test::TestRequest};
use chrono::Duration;
use pratfall::accounts::Role;

#[actix_web::test]
async fn an_invitation_works_once() {
    let site = TestSite::new().await;
    let administrator = site.staff(Role::Administrator).await;
    let invite = [("name", "Mia"), ("email", "Mia@Example.org"), ("role", "organiser"), ("language", "nl")];
    assert_eq!(administrator.post("/desk/acme/team", &invite).await.status, 303);
    site.work().await;
    let link = link_in(&site.mails().pop().unwrap());
    let mut mia = site.visitor();
    assert_eq!(mia.get(&link).await.status, 200, "looking uses nothing up");
    let weak = mia.post(&link, &[("password", "wachtwoord12")]).await;
    assert_eq!((weak.status.as_u16(), weak.wrong_fields()), (422, vec!["password".to_owned()]));
    assert!(!weak.body.contains("wachtwoord12"), "a password is never shown again");
    let chosen = mia.post(&link, &[("password", PASSWORD)]).await;
    assert_eq!((chosen.status.as_u16(), chosen.leads_to()), (303, "/desk"));
    mia.keep_session(&chosen);
    assert_eq!(mia.get("/desk/acme/events").await.status, 200, "who chooses a password is signed in");
    for page in [mia.post(&link, &[("password", PASSWORD)]).await, mia.get(&link).await] {
        assert_eq!(page.status, 410, "used");
        assert_eq!(page.attributes("main a.button", "href"), ["/desk"]);
    }
    mia.sign_in("mia@example.org", PASSWORD, "acme").await;
}

#[actix_web::test]
async fn an_invitation_expires_and_cannot_be_forged() {
    let site = TestSite::new().await;
    let administrator = site.staff(Role::Administrator).await;
    let invite = [("name", "Mia"), ("email", "mia@example.org"), ("role", "organiser"), ("language", "nl")];
    administrator.post("/desk/acme/team", &invite).await;
    site.work().await;
    let link = link_in(&site.mails().pop().unwrap());
    let forged = link.replace(&link[link.len() - 4..], "AAAA");
    assert_eq!(site.visitor().get(&forged).await.status, 404);
    site.app.clock.advance(Duration::days(8));
    assert_eq!(site.visitor().get(&link).await.status, 410, "its time is over, and it says so");
}

#[actix_web::test]
async fn a_wrong_address_and_a_wrong_password_get_the_same_answer() {
    let site = TestSite::new().await;
    site.staff(Role::Moderator).await;
    let visitor = site.visitor();
    let known = [("email", "moderator@acme.example.org"), ("password", "wrong")];
    let unknown = [("email", "moderatox@acme.example.org"), ("password", "wrong")];
    let (a, b) = (visitor.post("/desk/sign-in", &known).await, visitor.post("/desk/sign-in", &unknown).await);
    assert_eq!((a.status.as_u16(), b.status.as_u16()), (422, 422));
    assert_eq!(a.body.replace("moderator@", "moderatox@"), b.body);
    assert!(a.header("set-cookie").is_empty());
}

#[actix_web::test]
async fn the_desk_cookie_is_locked_down() {
    let site = TestSite::new().await;
    site.staff(Role::Moderator).await;
    let fields = [("email", "moderator@acme.example.org"), ("password", "gluten trappist kadans 9")];
    let page = site.visitor().post("/desk/sign-in", &fields).await;
    let cookie = page.cookie("pratfall_desk").expect("a session");
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
    let removal = team.attributes("main a[href$=removal]", "href").remove(0);
    let asked = administrator.get(&removal).await;
    assert_eq!(asked.attribute("main form", "action"), removal, "it asks first");
    assert_eq!(open(&moderator).await, 200, "asking removes nobody");
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
        "/desk/sign-in?to=%2Fdesk%2Facme%2Fstories"
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
        pratfall::audit::verify(&mut conn, site.organisation.id, None).await.unwrap()
    };
    assert!(verify().await.unwrap() >= 3);
    let mut owner = site.as_owner().await;
    sql_query("update audit_entries set verb = 'story_read' where number = 2")
        .execute(&mut owner)
        .await
        .unwrap();
    assert_eq!(verify().await.unwrap_err().0, 2);
    let mut app = site.app.db.tenant(site.organisation.id).await.unwrap();
    let denied = sql_query("update audit_entries set verb = 'x'").execute(&mut app).await;
    assert!(denied.is_err(), "the application cannot rewrite the trail");
}

#[actix_web::test]
async fn guessing_is_paced_alike_for_known_and_unknown() {
    let site = TestSite::new().await;
    site.staff(Role::Moderator).await;
    let (known, unknown) = ("moderator@acme.example.org", "moderatox@acme.example.org");
    let told = guess(&site, unknown).await.body.replace(unknown, "");
    let answer = guess(&site, known).await;
    assert_eq!(answer.body.replace(known, ""), told, "waiting tells nobody who is known");
    // Also the right one is not looked at: who guesses it does not learn it.
    let stranger = site.visitor();
    assert_eq!(try_password(&stranger, known, PASSWORD).await.status, 429);
    site.app.clock.advance(Duration::minutes(15));
    assert_eq!(try_password(&stranger, known, PASSWORD).await.status, 303);
    assert_eq!(try_password(&stranger, known, "wrong").await.status, 422, "it begins anew");
}

#[actix_web::test]
async fn guessing_at_a_password_does_not_lock_its_owner_out() {
    let site = TestSite::new().await;
    site.staff(Role::Moderator).await;
    let email = "moderator@acme.example.org";
    let owner = site.visitor();
    let signed_in = try_password(&owner, email, PASSWORD).await;
    let device = signed_in.cookie("pratfall_device").expect("a known device");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/desk/sign-in", "Max-Age="] {
        assert!(device.contains(part), "{device}");
    }
    let device = device.split(';').next().unwrap().to_owned();
    let from_device = async |password: &str| {
        let body = format!("email={email}&password={}", password.replace(' ', "+"));
        let request = TestRequest::post()
            .uri("/desk/sign-in")
            .insert_header((header::CONTENT_TYPE, "application/x-www-form-urlencoded"))
            .insert_header((header::COOKIE, device.clone()))
            .set_payload(body);
        site.visitor().ask(request).await.status.as_u16()
    };
    guess(&site, email).await;
    assert_eq!(from_device(PASSWORD).await, 303);
    let elsewhere = try_password(&site.visitor(), email, PASSWORD).await;
    assert_eq!(elsewhere.status, 429);
    // Who has the device may not guess freely either.
    let mut guesses = 0;
    while from_device("a guess").await == 422 {
        guesses += 1;
        assert!(guesses < 12, "{guesses} guesses");
    }
}

#[actix_web::test]
async fn a_wrong_password_is_in_the_trail_without_the_address() {
    let site = TestSite::new().await;
    let administrator = site.staff(Role::Administrator).await;
    site.staff(Role::Moderator).await;
    let stranger = site.visitor();
    for email in ["moderator@acme.example.org", "nobody@acme.example.org"] {
        try_password(&stranger, email, "a guess").await;
    }
    site.app.nothing_afterwards().await;
    assert_eq!(site.count("audit_entries where verb = 'sign_in_failed'").await, 1);
    let page = administrator.get("/desk/acme/audit").await;
    assert!(page.body.contains("Wrong password at sign-in"));
    assert!(!page.body.contains("moderator@acme.example.org"));
}

#[actix_web::test]
async fn too_many_at_once_are_asked_to_come_back_with_what_they_typed() {
    let site = TestSite::new().await;
    let visitor = site.visitor();
    let guess = |n: usize| {
        let visitor = visitor.clone();
        async move { try_password(&visitor, &format!("somebody{n}@example.org"), "a guess").await }
    };
    let all = futures_util::future::join_all((0..100).map(guess)).await;
    let (mut wrong, mut busy) = (0, 0);
    for (n, page) in all.iter().enumerate() {
        let typed = format!("somebody{n}@example.org");
        assert_eq!(page.fields("main form")["email"], typed);
        match page.status.as_u16() {
            422 => wrong += 1,
            503 => {
                busy += 1;
                assert_eq!(page.header("retry-after"), "2");
            }
            other => panic!("{other}: {}", page.body),
        }
    }
    assert!(wrong >= 48 && busy > 0, "{wrong} looked at, {busy} asked to come back");
}

#[actix_web::test]
async fn a_password_is_the_same_on_every_keyboard() {
    let site = TestSite::new().await;
    site.staff(Role::Moderator).await;
    let email = "moderator@acme.example.org";
    let mut conn = site.as_owner().await;
    let (composed, apart) = ("caf\u{e9} trappist kadans 9", "cafe\u{301} trappist kadans 9");
    let id = pratfall::ids::InvitationId::new();
    let add = format!(
        "insert into invitations (id, staff_id, expires_at) \
         select '{id}', id, now() + interval '1 day' from staff where email = '{email}'"
    );
    diesel_async::RunQueryDsl::execute(diesel::sql_query(add), &mut conn).await.unwrap();
    let token = pratfall::accounts::invitation::token(&site.app.keys.links, id);
    let chosen = site.visitor().post(&format!("/desk/invitations/{token}"), &[("password", apart)]).await;
    assert_eq!(chosen.status, 303, "{}", chosen.body);
    for typed in [apart, composed] {
        assert_eq!(try_password(&site.visitor(), email, typed).await.status, 303, "{typed}");
    }
}
