//! Four eyes: one person never accepts a story, in however many roles, and not who edited it.

use crate::support::{TestSite, Visitor, database::lines, stories::claimed};
use diesel_async::SimpleAsyncConnection;
use futures_util::future::join_all;
use pratfall::accounts::Role;

const SETTINGS: (&str, &str) = ("/desk/acme/settings/review", "#rules");

/// A story that takes two people, both of them, and its address at the desk.
async fn desks(site: &TestSite) -> (Visitor, Visitor, String) {
    let (_, first, path) = claimed(site, &[]).await;
    site.staff(Role::Administrator).await.set(SETTINGS, "four_eyes", "on").await;
    let second = site.staff_named(&site.organisation, "colleague", Role::Moderator).await;
    (first, second, path)
}

/// Accepts what the page shows, with another title if there is one; returns the state of the story.
async fn accept(site: &TestSite, desk: &Visitor, path: &str, title: Option<&str>) -> String {
    let mut form = desk.get(path).await.fields("#review");
    form.extend(title.map(|title| ("title".to_owned(), title.to_owned())));
    let done = desk.post_map(&format!("{path}/acceptance"), &form).await;
    assert_eq!(done.status, 303, "{}", done.body);
    lines(site, "select status as line from stories").await.concat()
}

#[actix_web::test]
async fn a_second_person_accepts_what_the_first_did() {
    let site = TestSite::new().await;
    let (first, second, path) = desks(&site).await;
    assert_eq!(accept(&site, &first, &path, None).await, "in_review");
    assert_eq!(first.get(&path).await.texts("[data-test=approved]").len(), 1);
    assert_eq!(first.get(&path).await.texts("button[formaction$='/acceptance']"), [""; 0]);
    let again = first.post(&format!("{path}/acceptance"), &[]).await;
    assert_eq!((again.status.as_u16(), site.count("stories where status = 'accepted'").await), (303, 0));
    // Another role makes nobody a second person.
    let both = "insert into staff_roles select organisation_id, staff_id, 'administrator' from staff_roles \
        where role = 'moderator' on conflict do nothing";
    site.as_owner().await.batch_execute(both).await.unwrap();
    assert_eq!(first.post(&format!("{path}/acceptance"), &[]).await.status, 303);
    assert_eq!(site.count("stories where status = 'accepted'").await, 0);
    assert_eq!(second.get(&path).await.texts("[data-test=approved]").len(), 1);
    assert_eq!(accept(&site, &second, &path, None).await, "accepted");
    assert_eq!(site.count("audit_entries where verb = 'story_accepted'").await, 1);
    // Reopened, it takes two people again; where one is enough again, the first is.
    assert_eq!(first.post(&format!("{path}/reopening"), &[]).await.status, 303);
    assert_eq!(accept(&site, &first, &path, None).await, "in_review");
    site.staff(Role::Administrator).await.set(SETTINGS, "four_eyes", "").await;
    assert_eq!(first.get(&path).await.texts("[data-test=approved]"), [""; 0]);
    assert_eq!(accept(&site, &first, &path, None).await, "accepted");
}

#[actix_web::test]
async fn an_edit_voids_an_approval_and_its_editor_never_gives_the_last_word() {
    let site = TestSite::new().await;
    let (first, second, path) = desks(&site).await;
    assert_eq!(accept(&site, &first, &path, Some("Edited by the first")).await, "in_review");
    assert_eq!(
        first.get(&path).await.texts("button[formaction$='/acceptance']"),
        [""; 0],
        "their part is done"
    );
    assert!(first.get(&format!("{path}/next")).await.header("location").ends_with("done=none-left"));
    assert_eq!(second.get(&path).await.texts("[data-test=approved]").len(), 1);
    assert_eq!(
        accept(&site, &second, &path, Some("Edited by the second")).await,
        "in_review",
        "another text"
    );
    assert_eq!(accept(&site, &second, &path, None).await, "in_review", "its editor");
    assert_eq!(accept(&site, &first, &path, None).await, "accepted");
}

#[actix_web::test]
async fn the_database_holds_to_it() {
    let site = TestSite::new().await;
    let (first, _, path) = desks(&site).await;
    assert_eq!(accept(&site, &first, &path, None).await, "in_review");
    let forced = "update stories set status = 'accepted', told_version = 1";
    let refused = site.as_owner().await.batch_execute(forced).await.unwrap_err().to_string();
    assert!(refused.contains("a second person must accept"), "{refused}");
    let alone = "update organisations set four_eyes = false";
    site.as_owner().await.batch_execute(alone).await.unwrap();
    assert!(site.as_owner().await.batch_execute(forced).await.is_ok(), "where one is enough");
}

#[actix_web::test]
async fn of_sixty_four_acceptances_at_once_one_counts() {
    let site = TestSite::new().await;
    let (first, second, path) = desks(&site).await;
    let address = format!("{path}/acceptance");
    let pages = join_all(
        (0..64).map(|n| if n % 2 == 0 { &first } else { &second }).map(|who| who.post(&address, &[])),
    )
    .await;
    for page in &pages {
        assert!([303, 409].contains(&page.status.as_u16()), "{}: {}", page.status, page.body);
    }
    assert_eq!(
        site.count("audit_entries where verb = 'story_accepted'").await,
        i64::from(site.count("stories where status = 'accepted'").await == 1)
    );
    site.app.clock.advance(chrono::Duration::minutes(31));
    for desk in [
        site.staff(Role::Moderator).await,
        site.staff_named(&site.organisation, "colleague", Role::Moderator).await,
    ] {
        desk.post(&address, &[]).await;
    }
    assert_eq!(site.count("audit_entries where verb = 'story_accepted'").await, 1);
}
