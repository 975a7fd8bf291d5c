//! Roles are offered, passwords forgotten and changed, and one organisation does not look into another.

use crate::support::{PASSWORD, Page, TestSite, Visitor, mails::link_in, sign_in::guess};
use actix_web::{http::header, test::TestRequest};
use chrono::Duration;
use pratfall::accounts::Role;

const OTHER: &str = "paling kobalt zwaluw 7";

/// Fields that an administrator types to invite somebody.
fn invitee<'a>(email: &'a str, role: &'a str) -> [(&'a str, &'a str); 4] {
    [("name", "Somebody"), ("email", email), ("role", role), ("language", "en")]
}

/// A session of the moderator of `acme`, on a device of their own.
async fn session(site: &TestSite) -> Visitor {
    let mut visitor = site.visitor();
    visitor.sign_in("moderator@acme.example.org", PASSWORD, "acme").await;
    visitor
}

async fn forgot(site: &TestSite, email: &str) -> Page {
    site.visitor().post("/desk/sign-in/forgotten", &[("email", email)]).await
}

/// All that the mails say, decoded.
fn bodies(mails: &[String]) -> Vec<String> {
    let read = |mail: &String| {
        let mail = mail_parser::MessageParser::default().parse(mail.as_bytes()).unwrap();
        format!("{} {}", mail.body_text(0).unwrap(), mail.body_html(0).unwrap())
    };
    mails.iter().map(read).collect()
}

#[actix_web::test]
async fn a_role_is_offered_by_a_mail_without_a_key_and_taken_up_by_the_person() {
    let site = TestSite::new().await;
    let moderator = site.staff(Role::Moderator).await;
    let other = TestSite::add_organisation(&site.app, "other").await;
    let administrator = site.staff_of(&other, Role::Administrator).await;
    let before = site.mails().len();
    let email = "moderator@acme.example.org";
    for _ in 0..2 {
        let invited = administrator.post("/desk/other/team", &invitee(email, "organiser")).await;
        assert_eq!(invited.status, 303, "{}", invited.body);
    }
    site.work().await;
    let mails = bodies(&site.mails()[before..]);
    assert!(!mails.is_empty());
    for mail in &mails {
        assert!(mail.contains("/desk"), "{mail}");
        assert!(!mail.contains("/desk/invitations/"), "no key: {mail}");
    }
    // Nothing is theirs until they say so.
    assert_eq!(moderator.get("/desk/other/events").await.status, 404);
    let team = administrator.get("/desk/other/team").await;
    assert!(team.body.contains("Somebody"), "as this organisation calls them");
    assert!(!team.body.contains("A. moderator"), "and not as another does");
    let desk = moderator.get("/desk").await;
    assert_eq!(desk.texts("[data-test=offer]").len(), 1, "{}", desk.body);
    let accept = desk.attribute("form[action$=acceptance]", "action");
    let refuse = desk.attribute("form[action$=refusal]", "action");
    // It is theirs to answer, and nobody else's.
    assert_eq!(administrator.post(&accept, &[]).await.status, 404);
    assert_eq!(moderator.post(&refuse, &[]).await.leads_to(), "/desk");
    assert_eq!(moderator.get("/desk/other/events").await.status, 404);
    assert_eq!(moderator.post(&accept, &[]).await.status, 404, "answered");
    administrator.post("/desk/other/team", &invitee(email, "organiser")).await;
    assert_eq!(moderator.post(&accept, &[]).await.leads_to(), "/desk/other");
    assert_eq!(moderator.get("/desk/other/events").await.status, 200);
    let again = administrator.post("/desk/other/team", &invitee(email, "organiser")).await;
    assert!(again.header("location").ends_with("done=known"));
    let trail = administrator.get("/desk/other/audit").await.body;
    assert!(trail.contains("Accepted a role") && trail.contains("Turned down a role"));
    site.work().await;
}

#[actix_web::test]
async fn choosing_a_password_takes_up_the_shown_role_and_nothing_else() {
    let site = TestSite::new().await;
    let other = TestSite::add_organisation(&site.app, "other").await;
    let (ours, theirs) =
        (site.staff(Role::Administrator).await, site.staff_of(&other, Role::Administrator).await);
    let email = "noor@example.org";
    theirs.post("/desk/other/team", &invitee(email, "moderator")).await;
    site.work().await;
    ours.post("/desk/acme/team", &invitee(email, "organiser")).await;
    site.work().await;
    let link = link_in(&site.mails().pop().unwrap());
    let mut noor = site.visitor();
    let page = noor.get(&link).await;
    assert!(page.body.contains("acme &amp; sons") && !page.body.contains("other &amp; sons"));
    let chosen = noor.post(&link, &[("password", PASSWORD)]).await;
    noor.keep_session(&chosen);
    assert_eq!(noor.get("/desk/acme/events").await.status, 200);
    assert_eq!(noor.get("/desk/other/stories").await.status, 404);
    assert_eq!(noor.get("/desk").await.texts("[data-test=offer]").len(), 1);
}

#[actix_web::test]
async fn an_organisation_neither_sees_nor_ends_what_somebody_does_for_another() {
    let site = TestSite::new().await;
    let acme = site.staff(Role::Administrator).await;
    let moderator = site.staff(Role::Moderator).await;
    let other = TestSite::add_organisation(&site.app, "other").await;
    let theirs = site.staff_of(&other, Role::Administrator).await;
    theirs.post("/desk/other/team", &invitee("moderator@acme.example.org", "organiser")).await;
    let accept = moderator.get("/desk").await.attribute("form[action$=acceptance]", "action");
    moderator.post(&accept, &[]).await;
    site.work().await;
    let seen = async |who: &Visitor, slug: &str| {
        let trail = who.get(&format!("/desk/{slug}/audit")).await.body;
        trail.matches("Signed in").count()
    };
    let (before, before_other) = (seen(&acme, "acme").await, seen(&theirs, "other").await);
    let fresh = session(&site).await;
    assert_eq!(seen(&acme, "acme").await, before + 1);
    assert_eq!(seen(&theirs, "other").await, before_other, "they were not there");
    fresh.get("/desk/other/events").await;
    fresh.get("/desk/other/events").await;
    assert_eq!(seen(&theirs, "other").await, before_other + 1);

    let team = theirs.get("/desk/other/team").await;
    let row = team.attributes("main a[href$=removal]", "href").remove(0);
    assert_eq!(theirs.post(&row, &[]).await.status, 303);
    assert_eq!(moderator.get("/desk/other/events").await.status, 404, "access ends at once");
    assert_eq!(moderator.get("/desk/acme/stories").await.status, 200, "the session is theirs");
    assert_eq!(fresh.get("/desk/acme/stories").await.status, 200);
}

#[actix_web::test]
async fn a_forgotten_password_is_replaced_by_the_reader_of_the_mail() {
    let site = TestSite::new().await;
    let moderator = site.staff(Role::Moderator).await;
    let (known, unknown) =
        (forgot(&site, " Moderator@acme.example.org").await, forgot(&site, "nobody@acme.example.org").await);
    for answer in [&known, &unknown] {
        assert_eq!(answer.status, 303, "{}", answer.body);
        assert_eq!(answer.leads_to(), "/desk/sign-in/forgotten/sent");
    }
    assert_eq!(known.headers.len(), unknown.headers.len());
    let before = site.mails().len();
    site.work().await;
    assert_eq!(site.mails().len(), before + 1, "one mail, to the one who is known");
    let link = link_in(&site.mails().pop().unwrap());
    // While that link works, no second mail comes, however often somebody asks.
    for _ in 0..3 {
        forgot(&site, "moderator@acme.example.org").await;
    }
    site.work().await;
    assert_eq!(site.mails().len(), before + 1);
    assert_eq!(moderator.get("/desk/acme/stories").await.status, 200, "asking changes nothing");
    let mut owner = site.visitor();
    let chosen = owner.post(&link, &[("password", OTHER)]).await;
    owner.keep_session(&chosen);
    assert_eq!(owner.get("/desk/acme/stories").await.status, 200);
    assert_eq!(moderator.get("/desk/acme/stories").await.status, 303, "elsewhere it ended");
    assert_eq!(site.visitor().post(&link, &[("password", OTHER)]).await.status, 410);
    site.work().await;
    let notice = bodies(&site.mails()).pop().unwrap();
    assert!(notice.contains("was changed") && !notice.contains("/desk/invitations/"), "{notice}");
    let administrator = site.staff(Role::Administrator).await;
    let trail = administrator.get("/desk/acme/audit").await.body;
    assert!(trail.contains("Chose a password"));
    let email = [("email", "moderator@acme.example.org"), ("password", PASSWORD)];
    assert_eq!(site.visitor().post("/desk/sign-in", &email).await.status, 422);
}

#[actix_web::test]
async fn a_link_for_a_forgotten_password_lives_an_hour_from_when_it_was_sent() {
    let site = TestSite::new().await;
    site.staff(Role::Moderator).await;
    let before = site.mails().len();
    forgot(&site, "moderator@acme.example.org").await;
    // The mail server was away for a while.
    site.app.clock.advance(Duration::hours(3));
    pratfall::app::upkeep::upkeep(site.app.clone()).await.unwrap();
    site.work().await;
    assert_eq!(site.mails().len(), before + 1, "nothing that was promised is lost");
    let link = link_in(&site.mails().pop().unwrap());
    site.app.clock.advance(Duration::minutes(59));
    assert_eq!(site.visitor().get(&link).await.status, 200);
    site.app.clock.advance(Duration::minutes(2));
    assert_eq!(site.visitor().get(&link).await.status, 410);
    forgot(&site, "moderator@acme.example.org").await;
    site.work().await;
    assert_eq!(site.mails().len(), before + 2);
}

#[actix_web::test]
async fn everybody_has_a_page_about_themselves() {
    let site = TestSite::new().await;
    for role in Role::ALL {
        let somebody = site.staff(*role).await;
        assert_eq!(somebody.get("/desk/profile").await.status, 200, "{role}");
        let desk = somebody.get("/desk/acme").await;
        assert_eq!(desk.attribute(".me a.name", "href"), "/desk/profile");
    }
    let (here, elsewhere) = (session(&site).await, session(&site).await);
    let page = here.get("/desk/profile").await;
    let mut form = page.fields("#profile");
    form.insert("name".to_owned(), "Mia".to_owned());
    form.insert("language".to_owned(), "fr".to_owned());
    // Each session sends its own.
    form.remove("csrf");
    assert_eq!(here.post_map("/desk/profile", &form).await.leads_to(), "/desk/profile");
    assert_eq!(here.post_map("/desk/profile", &form).await.status, 303, "the same twice");
    let page = elsewhere.get("/desk/profile").await;
    assert_eq!(page.attribute("html", "lang"), "fr");
    // Made from what is no longer so: both are shown, and nothing is overwritten unseen.
    form.insert("name".to_owned(), "Marie".to_owned());
    let moved = elsewhere.post_map("/desk/profile", &form).await;
    assert_eq!(moved.status, 409);
    assert!(moved.body.contains("Mia") && moved.fields("#profile")["name"] == "Marie");
    let again = elsewhere.post_map("/desk/profile", &moved.fields("#profile")).await;
    assert_eq!(again.status, 303);
    assert_eq!(here.get("/desk/profile").await.fields("#profile")["name"], "Marie");

    assert!(!here.get("/desk/profile").await.texts("form#sessions").is_empty());
    assert_eq!(here.post("/desk/profile/sessions/end", &[]).await.status, 303);
    assert_eq!(elsewhere.get("/desk/profile").await.status, 303);
    assert!(here.get("/desk/profile").await.texts("form#sessions").is_empty());
}

#[actix_web::test]
async fn a_password_is_changed_with_the_present_one() {
    let site = TestSite::new().await;
    site.staff(Role::Moderator).await;
    let (here, elsewhere) = (session(&site).await, session(&site).await);
    let change = async |current: &str, password: &str| {
        let fields = [("current", current), ("password", password)];
        here.post("/desk/profile/password", &fields).await
    };
    let wrong = change("wrong", OTHER).await;
    assert_eq!((wrong.status.as_u16(), wrong.wrong_fields()), (422, vec!["current".to_owned()]));
    assert!(!wrong.body.contains(OTHER), "no password is shown again");
    let weak = change(PASSWORD, "wachtwoord12").await;
    assert_eq!((weak.status.as_u16(), weak.wrong_fields()), (422, vec!["password".to_owned()]));
    assert_eq!(change(PASSWORD, OTHER).await.status, 303);
    assert_eq!(here.get("/desk/profile").await.status, 200);
    assert_eq!(elsewhere.get("/desk/profile").await.status, 303, "elsewhere it ended");
    site.work().await;
    let notice = bodies(&site.mails()).pop().unwrap();
    assert!(notice.contains("was changed") && !notice.contains("/desk/invitations/"));
    // Nobody can guess at the password with a session found open.
    let mut guesses = 0;
    while change("wrong", PASSWORD).await.status == 422 {
        guesses += 1;
        assert!(guesses < 12, "{guesses} guesses");
    }
    let trail = site.count("audit_entries where verb = 'password_set'").await;
    assert_eq!(trail, 2);
}

#[actix_web::test]
async fn a_device_is_known_once_a_link_by_mail_was_used_on_it() {
    let site = TestSite::new().await;
    site.staff(Role::Moderator).await;
    let email = "moderator@acme.example.org";
    guess(&site, email).await;
    forgot(&site, email).await;
    site.work().await;
    let link = link_in(&site.mails().pop().unwrap());
    let chosen = site.visitor().post(&link, &[("password", OTHER)]).await;
    let device = chosen.cookie("pratfall_device").unwrap();
    let device = device.split(';').next().unwrap().to_owned();
    let request = TestRequest::post()
        .uri("/desk/sign-in")
        .insert_header((header::CONTENT_TYPE, "application/x-www-form-urlencoded"))
        .insert_header((header::COOKIE, device))
        .set_payload(format!("email={email}&password={}", OTHER.replace(' ', "+")));
    let right = [("email", email), ("password", OTHER)];
    assert_eq!(site.visitor().post("/desk/sign-in", &right).await.status, 429);
    assert_eq!(site.visitor().ask(request).await.status, 303);
    site.work().await;
}

#[actix_web::test]
async fn administrators_see_events_and_subscribers_and_change_neither() {
    let site = TestSite::new().await;
    let house = crate::support::House::furnish(&site, &site.organisation).await;
    let desk = house.staff(Role::Administrator);
    let events = desk.get("/desk/acme/events").await;
    assert!(events.body.contains("The Friday fuck-ups"), "{}", events.body);
    let agenda = house.address("/desk/{org}/events/{event}/agenda");
    assert!(events.attributes("main a", "href").contains(&agenda));
    for address in events.attributes("main a", "href") {
        let page = desk.get(&address).await;
        assert_eq!(page.status, 200, "{address}: nothing leads to a page that is not theirs");
        assert_eq!(page.attributes("main form, main button, main input", "name"), [""; 0]);
        for further in page.attributes("main a", "href") {
            assert_eq!(desk.get(&further).await.status, 200, "{further}");
        }
    }
    let read = desk.get(&agenda).await;
    let made = house.staff(Role::Organiser).get(&agenda).await;
    let lines = |page: &crate::support::Page| page.texts("[data-test=slot] .slip-title");
    assert!(!lines(&read).is_empty());
    assert_eq!(lines(&read), lines(&made));
    let subscribers = desk.get("/desk/acme/subscribers").await;
    assert!(subscribers.body.contains("colleague@acme.example.org"));
    assert_eq!(subscribers.attributes("main form", "action"), [""; 0]);
    let areas = desk.get("/desk/acme").await.attributes("#areas a", "href");
    assert!(
        areas.contains(&"/desk/acme/events".to_owned())
            && areas.contains(&"/desk/acme/subscribers".to_owned())
    );
}
