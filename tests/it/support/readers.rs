//! An organisation that only the house reads, and those who read it.

use super::{House, Page, TestSite, Visitor};
use pratfall::{accounts::Role, organisations::Readers, readers::place::FOR_READERS};

/// Settings of readers: their address and their form.
pub const SETTINGS: (&str, &str) = ("/desk/acme/settings/readers", "#readers");

/// Words that stand on pages for readers of a furnished organisation, and on no other.
pub const SECRETS: &[&str] = &[
    // A day and its agenda.
    "Friday fuck-ups",
    "Come and listen",
    "Room 1",
    "meet.example.org/friday",
    "Coffee",
    "On the agenda",
    // Its date, as pages in three languages, calendars, data and machines write it.
    "4 juni",
    "4 juin",
    "4 June",
    "2027-06-04",
    "20270604",
    // Stories, what came of them, and packs of them.
    "On the shelf",
    "hummed all night",
    "a feeling, not a fact",
    "Mia Peeters",
    "Two look before it goes",
    "Eerste weken",
    "Read these before you begin",
];

/// Furnishes an organisation that only the house reads; returns its link, too.
pub async fn closed() -> (TestSite, House, String) {
    let site = TestSite::new().await;
    site.set_readers("acme", Readers::House).await;
    let house = House::furnish(&site, &site.organisation).await;
    let link = site.house_link(&site.organisation).await;
    (site, house, link)
}

/// The key in a house link.
pub fn key(link: &str) -> &str {
    link.rsplit('/').next().unwrap()
}

/// Somebody who came through the door.
pub async fn reader(site: &TestSite, link: &str) -> Visitor {
    let mut reader = site.visitor();
    reader.open_door(link).await;
    reader
}

/// The code on the poster.
pub async fn poster_code(house: &House) -> String {
    house.staff(Role::Administrator).get("/desk/acme/settings/poster").await.text(".code")
}

/// Replaces the link, or ends it, with the button that leads there.
pub async fn renew(house: &House, act: &str) {
    let desk = house.staff(Role::Administrator);
    let done = desk.press(SETTINGS.0, SETTINGS.1, &format!("{}/{act}", SETTINGS.0), &[]).await;
    assert_eq!(done.status, 303, "{}", done.body);
}

/// Tells whether the cookie of readers is for a path, as a browser does.
pub fn gets_the_key(path: &str) -> bool {
    path.split('/').nth(2).is_some_and(|part| FOR_READERS.contains(&part))
}

/// Returns the secrets that an answer tells, with the lines of calendars unfolded.
pub fn told(page: &Page) -> Vec<&'static str> {
    let all = format!("{}{:?}", page.body.replace("\r\n ", ""), page.headers);
    SECRETS.iter().copied().filter(|secret| all.contains(secret)).collect()
}

/// Expects an answer that tells none of them.
pub fn tells_nothing(page: &Page, what: &str) {
    assert_eq!(told(page), [""; 0], "{what}: {}", page.body);
}
