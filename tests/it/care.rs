//! Care for those who read: heavy stories stay folded, a day has a measure, and a pause is a pause.

use crate::support::{TestSite, Visitor, stories::claimed};
use chrono::Days;
use pratfall::accounts::Role;

const PROFILE: (&str, &str) = ("/desk/profile", "#profile");

async fn wrong(desk: &Visitor, field: &str, value: &str) -> Vec<String> {
    let mut form = desk.get(PROFILE.0).await.fields(PROFILE.1);
    form.insert(field.to_owned(), value.to_owned());
    let page = desk.post_map(PROFILE.0, &form).await;
    if page.status == 422 {
        assert_eq!(page.fields(PROFILE.1)[field], value, "what was typed is kept");
    }
    page.wrong_fields()
}

#[actix_web::test]
async fn a_heavy_story_is_folded_until_somebody_opens_it() {
    let site = TestSite::new().await;
    let (_, desk, path) = claimed(&site, &[]).await;
    assert_eq!(desk.get(&path).await.texts("details #text").len(), 0);
    let mut form = desk.get(&path).await.fields("#review");
    form.insert("intensity".to_owned(), "heavy".to_owned());
    assert_eq!(desk.post_map(&format!("{path}/versions"), &form).await.status, 303);
    let page = desk.get(&path).await;
    assert_eq!(page.texts("details:not([open]) #text").len(), 1);
    let mut form = page.fields("#review");
    form.insert("reason".to_owned(), "short".to_owned());
    let shown = desk.post_map(&format!("{path}/refusal"), &form).await;
    assert_eq!(shown.status, 422);
    assert_eq!(shown.texts("details #text").len(), 0, "somebody who decides has read it");
}

#[actix_web::test]
async fn a_day_has_as_many_stories_as_somebody_wants_to_read() {
    let site = TestSite::new().await;
    for _ in 0..3 {
        site.visitor().tell(&[]).await;
    }
    site.mix().await;
    let desk = site.staff(Role::Moderator).await;
    desk.set(PROFILE, "stories_a_day", "2").await;
    let first = format!("/desk/acme/stories/{}", desk.first_story().await);
    for _ in 0..3 {
        assert_eq!(desk.get(&first).await.status, 200, "one story, however often it is opened");
    }
    let second = desk.get(&format!("{first}/next")).await.leads_to().to_owned();
    assert_eq!(desk.get(&second).await.status, 200);
    let enough = "/desk/acme/stories?done=enough";
    assert_eq!(desk.get(&format!("{second}/next")).await.header("location"), enough);
    let form = desk.get(&second).await.fields("#review");
    let done = desk.post_map(&format!("{second}/acceptance"), &form).await;
    assert_eq!(done.header("location"), "/desk/acme/stories?done=and-enough", "and that it was done");
    site.app.clock.advance(chrono::Duration::days(1));
    let desk = site.staff(Role::Moderator).await;
    assert_ne!(
        desk.get(&format!("{first}/next")).await.header("location"),
        enough,
        "tomorrow is another day"
    );
    for most in ["0", "101", "-3", "many", "2.5", "99999999999"] {
        assert_eq!(wrong(&desk, "stories_a_day", most).await, ["stories_a_day"], "{most}");
    }
}

#[actix_web::test]
async fn nobody_hands_a_story_to_somebody_who_is_away() {
    let site = TestSite::new().await;
    let (_, desk, path) = claimed(&site, &[]).await;
    let colleague = site.staff_named(&site.organisation, "colleague", Role::Moderator).await;
    let choices = async || desk.get(&path).await.attributes("#field-hand_to option", "value");
    let id = choices().await.pop().unwrap();
    let today = site.app.clock.today();
    for day in [today - Days::new(1), today + Days::new(400)] {
        assert_eq!(wrong(&colleague, "away_until", &day.to_string()).await, ["away_until"]);
    }
    assert_eq!(wrong(&colleague, "away_until", "2026-02-30").await, ["away_until"]);
    let back = today + Days::new(2);
    colleague.set(PROFILE, "away_until", &back.to_string()).await;
    assert_eq!(choices().await, [""; 0], "nobody else is there");
    let mut form = desk.get(&path).await.fields("#review");
    form.insert("hand_to".to_owned(), id.clone());
    let handed = desk.post_map(&format!("{path}/claim/handover"), &form).await;
    assert_eq!(handed.status, 409);
    assert_eq!(handed.texts("#review").len(), 1, "what was typed is shown again");
    let team = site.staff(Role::Administrator).await.get("/desk/acme/team").await;
    assert!(team.body.contains("pill wait"), "{}", team.body);
    site.move_to(back);
    let desk = site.staff(Role::Moderator).await;
    let again = desk.get(&path).await.attributes("#field-hand_to option", "value");
    assert!(again.contains(&id), "back at work");
}

#[actix_web::test]
async fn who_recognises_somebody_leaves_the_story_to_others_and_nobody_learns_who_did() {
    let site = TestSite::new().await;
    let (_, desk, path) = claimed(&site, &[]).await;
    assert!(!desk.get(&path).await.body.contains("/claim/recusal"), "nobody else is there");
    let colleague = site.staff_named(&site.organisation, "colleague", Role::Moderator).await;
    let recusal = format!("{path}/claim/recusal");
    assert!(desk.get(&path).await.body.contains(&recusal));
    for _ in 0..2 {
        assert_eq!(desk.post(&recusal, &[]).await.status, 303, "once");
    }
    let left = desk.get(&path).await;
    assert_eq!((left.texts("#review").len(), left.texts("[data-test=recognised]").len()), (0, 1));
    assert_eq!(desk.post(&format!("{path}/acceptance"), &[]).await.status, 409);
    assert_eq!(
        desk.get(&format!("{path}/next")).await.header("location"),
        "/desk/acme/stories?done=none-left"
    );
    let page = colleague.get(&path).await;
    assert_eq!(page.texts("[data-test=recognised]").len(), 1, "look twice");
    let form = page.fields("#review");
    assert_eq!(colleague.post_map(&format!("{path}/acceptance"), &form).await.status, 303);
    assert_eq!(site.count("audit_entries where verb like '%recus%' or verb like '%recogni%'").await, 0);
    // Reopened, it is still not theirs; handed to them, they leave it to others again.
    assert_eq!(desk.post(&format!("{path}/reopening"), &[]).await.status, 409);
    pratfall::app::upkeep::upkeep(site.app.clone()).await.unwrap();
    assert_eq!(colleague.post(&format!("{path}/reopening"), &[]).await.status, 303);
    assert_eq!(desk.get(&path).await.texts("#review"), [""; 0]);
    let mut form = colleague.get(&path).await.fields("#review");
    let to = colleague.get(&path).await.attributes("#field-hand_to option", "value").pop().unwrap();
    form.insert("hand_to".to_owned(), to);
    assert_eq!(colleague.post_map(&format!("{path}/claim/handover"), &form).await.status, 303);
    let back = desk.get(&path).await.fields(&format!("form[action='{path}/claim/end']"));
    assert_eq!(desk.post_map(&format!("{path}/claim/end"), &back).await.status, 303);
    assert_eq!(colleague.post(&format!("{path}/claim"), &[]).await.status, 303);
}
