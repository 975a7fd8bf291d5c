//! Requests that come twice act once: a double click, a proxy that retries, a form that is still open in the browser.

use crate::support::{Filled, House, Page, TestSite, database::dump};
use pratfall::accounts::Role;

/// Forms that make something, whose they are, and a field to change in them.
const MAKE: &[(&str, &str, Role, &str)] = &[
    ("/events/new", "/events/new", Role::Organiser, "title"),
    ("/events/{event}/agenda", "/events/{event}/slots", Role::Organiser, "title"),
    ("/announcements", "/announcements", Role::Organiser, "release"),
    ("/stories/{told}/lessons", "/stories/{told}/lessons", Role::Organiser, "body"),
    ("/team", "/team", Role::Administrator, "email"),
];

async fn form(house: &House, (page, action, role, _): &(&str, &str, Role, &str)) -> Filled {
    let at = |rest: &str| house.address(&format!("/desk/{{org}}{rest}"));
    let who = house.staff(*role);
    let forms = who.get(&at(page)).await.forms();
    // Of several the last, into which something is typed.
    let form = forms.into_iter().rfind(|form| form.action == at(action)).expect(action);
    Filled::new(who.clone(), form)
}

fn put(filled: &mut Filled, name: &str, value: &str) {
    let pair = filled.pairs.iter_mut().find(|(known, _)| known == name);
    value.clone_into(&mut pair.expect(name).1);
}

async fn send(filled: &Filled) -> Page {
    filled.who.post_raw(&filled.form.action, &filled.body()).await
}

/// A day more, so that an announcement can be of another release.
async fn house(site: &TestSite) -> House {
    let house = House::furnish(site, &site.organisation).await;
    house.tell_and_accept(site, "For another day").await;
    house.plan_a_day("Another day").await;
    house
}

#[actix_web::test]
async fn a_form_that_comes_again_finds_what_it_made_and_changes_nothing() {
    let site = TestSite::new().await;
    let house = house(&site).await;
    for making in MAKE {
        let mut filled = form(&house, making).await;
        let first = send(&filled).await;
        assert_eq!(first.status, 303, "{making:?}: {:?}", first.wrong_fields());
        site.work_on().await;
        let before = dump(&site).await;
        let second = send(&filled).await;
        assert_eq!(second.status, 303, "{making:?}");
        assert_eq!(second.header("location"), first.header("location"));
        assert_eq!(dump(&site).await, before, "{making:?}");

        // Back in the browser, something else typed, sent again: it is not lost, and not taken for the first.
        let other = match making.3 {
            "email" => "somebody.else@example.org".to_owned(),
            "release" => {
                let now = &filled.pairs.iter().find(|(name, _)| name == "release").unwrap().1;
                let page = filled.who.get(&filled.form.action).await;
                let mut all = page.attributes("select[name=release] option", "value");
                all.retain(|release| release != now);
                all.remove(0)
            }
            _ => "Something else altogether".to_owned(),
        };
        put(&mut filled, making.3, &other);
        let again = send(&filled).await;
        if making.3 == "email" {
            assert_eq!(again.status, 303, "somebody else is somebody else");
            continue;
        }
        assert_eq!(again.status, 422, "{making:?}");
        assert_eq!(dump(&site).await, before, "{making:?}");
        let forms = again.forms();
        let mut forms = forms.into_iter().filter(|form| form.action == filled.form.action);
        let kept = forms.rfind(|form| form.sends().fields.get(making.3) == Some(&other));
        let kept = Filled::new(filled.who.clone(), kept.expect("all that was typed"));
        assert_eq!(send(&kept).await.status, 303, "{making:?}: and once more makes it");
        assert_ne!(dump(&site).await, before, "{making:?}");
    }
}

#[actix_web::test]
async fn invalid_and_foreign_ids_are_refused_and_nothing_happens() {
    let site = TestSite::new().await;
    let house = house(&site).await;
    let before = dump(&site).await;
    for making in MAKE {
        let mut filled = form(&house, making).await;
        for id in ["x", "0192", "' or 1=1 --", "01920000-0000-7000-8000-00000000000g"] {
            put(&mut filled, "id", id);
            let page = send(&filled).await;
            // A lesson says it in words: its text is typed with care.
            let expected = if making.3 == "body" { 422 } else { 400 };
            assert_eq!(page.status, expected, "{making:?} {id}");
        }
    }
    let mut filled = form(&house, &MAKE[1]).await;
    let elsewhere = house.address("/desk/{org}/events");
    let days = filled.who.get(&elsewhere).await.attributes(".slip-title a", "href");
    let mut slots = vec![];
    for day in &days {
        let removals = filled.who.get(day).await;
        slots.extend(removals.attributes("form[action$='/removal']", "action"));
    }
    let here = filled.form.action.clone();
    slots.retain(|slot| !slot.starts_with(&here));
    let foreign = slots[0].strip_suffix("/removal").unwrap().rsplit('/').next().unwrap();
    put(&mut filled, "id", foreign);
    assert_eq!(send(&filled).await.status, 404, "a slot of another day");
    assert_eq!(dump(&site).await, before);
}

#[actix_web::test]
async fn ids_of_another_organisation_are_unknown_here() {
    let site = TestSite::new().await;
    let house = house(&site).await;
    let other = TestSite::add_organisation(&site.app, "other").await;
    let theirs = House::furnish(&site, &other).await;
    for making in MAKE {
        let mut foreign = form(&theirs, making).await;
        if making.3 == "email" {
            put(&mut foreign, "email", "theirs@example.org");
        }
        assert_eq!(send(&foreign).await.status, 303);
        let id = &foreign.pairs.iter().find(|(name, _)| name == "id").unwrap().1;
        let mut own = form(&house, making).await;
        put(&mut own, "id", id);
        if making.3 == "email" {
            put(&mut own, "email", "ours@example.org");
        }
        let fresh = send(&own).await;
        assert_eq!(fresh.status, 303, "{making:?}");
        assert!(fresh.header("location").starts_with("/desk/acme/"), "{making:?}");
        let before = dump(&site).await;
        assert_eq!(send(&own).await.header("location"), fresh.header("location"));
        // Its own invitation has another id: the first was taken.
        if making.3 != "email" {
            assert_eq!(dump(&site).await, before, "{making:?}");
        }
    }
    let both = "events where title like 'Markword%'";
    assert_eq!(site.count(both).await, 2, "one each");
    assert_eq!(site.count("staff where email in ('ours@example.org', 'theirs@example.org')").await, 2);
}
