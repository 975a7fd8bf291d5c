//! Papers of a day: organisers read what is told on it, as agreed to, and nothing else.

use crate::support::{
    TestSite,
    days::{add, add_story, organiser, release},
    library::agreed,
    stories::{claimed, edit},
};
use pratfall::accounts::Role;

fn papers(event: &str) -> String {
    format!("{event}/papers")
}

#[actix_web::test]
async fn an_organiser_reads_the_stories_of_a_day_as_they_were_agreed_to() {
    let site = TestSite::new().await;
    let original = [("title", "Piet and the crane"), ("what_happened", "On Tuesday Piet pressed it twice.")];
    let (code, moderator, path) = claimed(&site, &original).await;
    edit(&moderator, &path, &[("title", "The crane"), ("what_happened", "A colleague pressed it twice.")])
        .await;
    let form = moderator.get(&path).await.fields("#review");
    assert_eq!(moderator.post_map(&format!("{path}/acceptance"), &form).await.status, 303);
    site.visitor().consent(&code).await;
    site.mix().await;
    agreed(&site, &[("title", "Not on this day")]).await;
    let (desk, event) = organiser(&site).await;
    add(&desk, &event, "free", "Welcome", "10").await;
    let story = path.rsplit('/').next().unwrap();
    let added = [("kind", "story"), ("story", story), ("minutes", "1")];
    assert_eq!(desk.post(&format!("{event}/slots"), &added).await.status, 303);
    let readings = "audit_entries where verb = 'papers_read' \
        and staff_id = (select staff_id from audit_entries where verb = 'event_created')";
    assert_eq!(site.count(readings).await, 0);
    assert_eq!(desk.get(&papers(&event)).await.status, 404, "until the release organisers know titles only");
    assert!(!desk.get(&format!("{event}/agenda")).await.body.contains("/papers"));
    assert_eq!(release(&desk, &event).await, "released");
    assert!(desk.get(&format!("{event}/agenda")).await.body.contains("/papers"));
    let page = desk.get(&papers(&event)).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert_eq!(page.attributes("[data-test=cue]", "data-id"), [story]);
    assert!(page.text("[data-test=cue]").contains("A colleague pressed it twice."));
    assert!(!page.body.contains("Piet") && !page.body.contains("Not on this day"));
    assert_eq!(page.texts("[data-test=run]").len(), 2);
    assert_eq!(site.count(readings).await, 1);
    assert!(!desk.get(&format!("{event}/agenda")).await.body.contains("Piet"));
    // A story on the draft only has no card, and one that is hidden or taken back has none at once.
    add_story(&desk, &event, "10").await;
    assert_eq!(desk.get(&papers(&event)).await.attributes("[data-test=cue]", "data-id"), [story]);
    assert_eq!(moderator.post(&format!("{path}/reopening"), &[]).await.status, 303);
    let page = desk.get(&papers(&event)).await;
    assert_eq!((page.texts("[data-test=cue]").len(), page.texts("[data-test=untold]").len()), (0, 1));
    site.visitor().withdraw(&code).await;
    let page = desk.get(&papers(&event)).await;
    assert_eq!(page.texts("[data-test=cue]"), [""; 0]);
    assert!(!page.body.contains("pressed it twice"));
}

#[actix_web::test]
async fn papers_are_for_organisers_of_the_house() {
    let site = TestSite::new().await;
    agreed(&site, &[("title", "The crane")]).await;
    let (desk, event) = organiser(&site).await;
    add_story(&desk, &event, "10").await;
    assert_eq!(release(&desk, &event).await, "released");
    for role in [Role::Moderator, Role::Administrator] {
        assert_eq!(site.staff(role).await.get(&papers(&event)).await.status, 403, "{role}");
    }
    assert_eq!(site.visitor().get(&papers(&event)).await.status, 303, "to sign in");
    let unknown = format!("/desk/acme/events/{}/papers", uuid::Uuid::nil());
    assert_eq!(desk.get(&unknown).await.status, 404);
    assert_eq!(desk.get("/desk/acme/events/x/papers").await.status, 404);
}

#[actix_web::test]
async fn an_agenda_says_what_is_too_long_to_read_aloud() {
    let site = TestSite::new().await;
    agreed(&site, &[("told_by", "reader"), ("what_happened", &"word ".repeat(1_400))]).await;
    let (desk, event) = organiser(&site).await;
    assert_eq!(
        desk.get(&format!("{event}/agenda")).await.fields("form:has([name=story])")["minutes"],
        "11",
        "proposed"
    );
    add_story(&desk, &event, "10").await;
    let page = desk.get(&format!("{event}/agenda")).await;
    assert!(page.body.contains("takes about 11 min to read aloud"), "{}", page.body);
    assert!(page.body.contains("One story takes longer to read aloud than its slot."));
}

#[actix_web::test]
async fn a_story_that_its_author_tells_has_no_card_and_no_minutes() {
    let site = TestSite::new().await;
    let own = [("told_by", "author"), ("what_happened", &*"word ".repeat(1_400))];
    agreed(&site, &own).await;
    let (desk, event) = organiser(&site).await;
    assert_eq!(desk.get(&format!("{event}/agenda")).await.fields("form:has([name=story])")["minutes"], "10");
    add_story(&desk, &event, "10").await;
    assert_eq!(release(&desk, &event).await, "released");
    let page = desk.get(&papers(&event)).await;
    assert_eq!((page.texts("[data-test=run]").len(), page.texts("[data-test=cue]").len()), (1, 0));
    assert!(!page.body.contains("word word"));
    assert_eq!(site.count("audit_entries where verb = 'papers_read'").await, 0);
}
