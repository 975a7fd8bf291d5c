//! A language chosen at the desk stays chosen: on every link, through every form.

use crate::support::{Filled, House, Page, TestSite};
use pratfall::accounts::Role;
use std::collections::BTreeSet;

/// Addresses of the site that a page leads to.
fn places(page: &Page) -> BTreeSet<String> {
    let links = page.attributes("a[href^='/']:not([hreflang])", "href");
    let forms = page.attributes("form[action^='/']", "action");
    let mut all: BTreeSet<String> = links.into_iter().chain(forms).collect();
    // A mail has the language of its address.
    all.retain(|place| !place.contains("/preview/"));
    all
}

#[actix_web::test]
async fn a_chosen_language_stays_on_every_page() {
    let site = TestSite::new().await;
    let house = House::furnish(&site, &site.organisation).await;
    house.claim("On the desk").await;
    let mut routes = site.routes().await;
    routes.retain(|route| route.starts_with("GET /desk"));
    let queues = ["in_review", "accepted"].map(|status| format!("GET /desk/{{org}}/stories?status={status}"));
    let (mut seen, mut lost) = (0, BTreeSet::new());
    for route in routes.iter().chain(&queues) {
        let path = house.address(route.trim_start_matches("GET "));
        let glue = if path.contains('?') { '&' } else { '?' };
        for role in Role::ALL {
            let page = house.staff(*role).get(&format!("{path}{glue}lang=fr")).await;
            if page.status != 200 || page.attributes("html", "lang") != ["fr"] {
                continue;
            }
            seen += 1;
            let all = places(&page);
            lost.extend(
                all.into_iter()
                    .filter(|place| !place.contains("lang=fr"))
                    .map(|place| format!("{route}: {place}")),
            );
            // The choice is of this visit: without it, everybody has the language of their own.
            let own = house.staff(*role).get(&path).await;
            // Nobody is known yet where one signs in or takes up an invitation: there the browser's counts.
            let known = !own.attributes(".me", "class").is_empty();
            assert!(!known || own.attributes("html", "lang") == ["en"], "{path}");
            assert!(places(&own).iter().all(|place| !place.contains("lang=")), "{path}");
        }
    }
    assert!(seen > 25, "{seen} pages");
    assert!(lost.is_empty(), "{lost:#?}");
}

#[actix_web::test]
async fn a_chosen_language_stays_after_every_form() {
    let site = TestSite::new().await;
    let house = House::furnish(&site, &site.organisation).await;
    let at = |pattern: &str| house.address(&format!("/desk/{{org}}{pattern}?lang=fr"));
    for (role, page) in [
        (Role::Organiser, "/events/{event}/agenda"),
        (Role::Organiser, "/events/{event}"),
        (Role::Organiser, "/announcements/{id}"),
        (Role::Organiser, "/announcements"),
        (Role::Organiser, "/stories/{told}/lessons"),
        (Role::Moderator, "/stories/{story}"),
        (Role::Administrator, "/settings"),
        (Role::Administrator, "/settings/languages"),
        (Role::Administrator, "/settings/call"),
        (Role::Administrator, "/settings/themes"),
        (Role::Administrator, "/settings/contacts"),
        (Role::Administrator, "/settings/words"),
        (Role::Administrator, "/settings/promise"),
        (Role::Administrator, "/team"),
    ] {
        let who = house.staff(role);
        for form in who.get(&at(page)).await.forms() {
            if form.action.contains("/removal") || form.action.contains("/sign-out") {
                continue;
            }
            let filled = Filled::new(who.clone(), form);
            let sent = who.post_raw(&filled.form.action, &filled.body()).await;
            if sent.status == 303 {
                let next = who.get(sent.header("location")).await;
                assert_eq!(next.attributes("html", "lang"), ["fr"], "{}", filled.form.action);
            } else {
                // The agenda changed with the form before.
                let button = ["/position", "/releases"];
                let button = button.iter().any(|end| filled.form.action.contains(end));
                let shows = filled.form.action.contains("/questions/draft");
                let expected = if shows {
                    200
                } else if button {
                    409
                } else {
                    422
                };
                assert_eq!(sent.status, expected, "{}: {}", filled.form.action, sent.body);
                assert_eq!(sent.attributes("html", "lang"), ["fr"], "{}", filled.form.action);
            }
        }
    }
}
