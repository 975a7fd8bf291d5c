//! Days with their agendas, as organisers make them.

use super::{TestSite, Visitor};
use pratfall::accounts::Role;
use std::collections::BTreeMap;

/// The form of an ordinary day.
pub fn day() -> BTreeMap<String, String> {
    let fields = [
        ("title", "The Friday fuck-ups"),
        ("intro", "Come and listen."),
        ("date", "2027-06-04"),
        ("time", "14:00"),
        ("minutes", "60"),
        ("time_zone", "Europe/Brussels"),
        ("place", "Room 1"),
        ("link", "https://meet.example.org/friday"),
        ("language", "en"),
    ];
    fields.map(|(k, v)| (k.to_owned(), v.to_owned())).into()
}

/// The form of an ordinary day with these fields changed.
pub fn day_with(changes: &[(&str, &str)]) -> BTreeMap<String, String> {
    let mut day = day();
    day.extend(changes.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())));
    day
}

/// An organiser and the address of a fresh event at the desk.
pub async fn organiser(site: &TestSite) -> (Visitor, String) {
    let desk = site.staff(Role::Organiser).await;
    let made = desk.post_map("/desk/acme/events/new", &day()).await;
    assert_eq!(made.status, 303, "{}", made.body);
    let path = made.leads_to().strip_suffix("/agenda").unwrap().to_owned();
    (desk, path)
}

/// Plans a day by its form: the address at the desk, and the form.
pub async fn a_day(desk: &Visitor) -> (String, BTreeMap<String, String>) {
    let mut day = desk.get("/desk/acme/events/new").await.fields("form[action='/desk/acme/events/new']");
    for (name, value) in [("title", "A day"), ("date", "2027-06-04"), ("time", "14:00"), ("place", "Here")] {
        day.insert(name.to_owned(), value.to_owned());
    }
    let made = desk.post_map("/desk/acme/events/new", &day).await;
    let event = made.leads_to().strip_suffix("/agenda").unwrap().to_owned();
    (event, day)
}

/// Adds a slot that is no story.
pub async fn add(desk: &Visitor, path: &str, kind: &str, title: &str, minutes: &str) {
    let fields = [("kind", kind), ("title", title), ("minutes", minutes)];
    let page = desk.post(&format!("{path}/slots"), &fields).await;
    assert_eq!(page.status, 303, "{}", page.body);
}

/// Adds the first story that can be told.
pub async fn add_story(desk: &Visitor, path: &str, minutes: &str) {
    let page = desk.get(&format!("{path}/agenda")).await;
    let story = page.attributes("input[name=story]", "value").remove(0);
    let fields = [("kind", "story"), ("story", story.as_str()), ("minutes", minutes)];
    let page = desk.post(&format!("{path}/slots"), &fields).await;
    assert_eq!(page.status, 303, "{}", page.body);
}

/// Releases the agenda; returns what the next page says was done.
pub async fn release(desk: &Visitor, path: &str) -> String {
    let page = desk.post(&format!("{path}/releases"), &[]).await;
    assert_eq!(page.status, 303, "{}", page.body);
    let (_, note) = page.header("location").split_once("?done=").unwrap();
    note.to_owned()
}

/// The public address of an event.
pub fn public(path: &str) -> String {
    path.strip_prefix("/desk").unwrap().to_owned()
}

/// Everything public about an event: page, changes, calendar, data.
pub async fn everywhere(site: &TestSite, path: &str) -> Vec<String> {
    let here = public(path);
    let visitor = site.visitor();
    let mut all = vec![];
    for end in ["", "/changes", "/agenda.ics", "/agenda.json"] {
        let page = visitor.get(&format!("{here}{end}")).await;
        assert_eq!(page.status, 200, "{end}: {}", page.body);
        all.push(page.body.replace("\r\n ", ""));
    }
    all
}

/// Changes a fresh day `count` times, which is as many entries more in the audit trail.
pub async fn fill_trail(site: &TestSite, count: usize) {
    let desk = site.staff(Role::Organiser).await;
    let (event, _) = a_day(&desk).await;
    for n in 0..count {
        let mut day = desk.get(&event).await.fields(&format!("form[action='{event}']"));
        day.insert("place".to_owned(), format!("Room {n}"));
        assert_eq!(desk.post_map(&event, &day).await.status, 303);
    }
}
