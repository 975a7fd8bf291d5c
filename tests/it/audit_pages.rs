//! The trail on its page: all of it, a page at a time.

use crate::support::{Page, TestSite, Visitor, days::fill_trail};
use pratfall::accounts::Role;

/// The numbers on a page, as it lists them.
fn numbers(page: &Page) -> Vec<i64> {
    assert_eq!(page.status, 200, "{}", page.body);
    let all = page.texts("main td.number");
    all.iter().map(|number| number.parse().unwrap()).collect()
}

fn turn(page: &Page, rel: &str) -> Option<String> {
    page.attributes(&format!("nav.pages a[rel={rel}]"), "href").pop()
}

async fn all_pages(desk: &Visitor, from: &str, rel: &str) -> (Vec<Vec<i64>>, String) {
    let (mut pages, mut path) = (vec![], from.to_owned());
    loop {
        let page = desk.get(&path).await;
        pages.push(numbers(&page));
        assert!(pages.len() < 20, "no end");
        match turn(&page, rel) {
            Some(next) => path = next,
            None => return (pages, path),
        }
    }
}

#[actix_web::test]
async fn the_trail_can_be_paged_from_end_to_end_and_back() {
    let site = TestSite::new().await;
    let desk = site.staff(Role::Administrator).await;
    let start = "/desk/acme/audit";
    let page = desk.get(start).await;
    assert_eq!((turn(&page, "prev"), turn(&page, "next")), (None, None), "one page");
    fill_trail(&site, 120).await;
    let newest = site.count("audit_entries").await;
    let (older, last) = all_pages(&desk, start, "next").await;
    let everything: Vec<i64> = (1..=newest).rev().collect();
    assert_eq!(older.concat(), everything, "each once, newest first");
    let lengths: Vec<usize> = older.iter().map(Vec::len).collect();
    assert!(lengths.iter().rev().skip(1).all(|length| *length == 50) && lengths.len() == 3, "{lengths:?}");
    let (newer, first) = all_pages(&desk, &last, "prev").await;
    assert_eq!(first, start);
    let again: Vec<Vec<i64>> = newer.into_iter().rev().collect();
    assert_eq!(again, older, "the same pages on the way back");
}

#[actix_web::test]
async fn odd_places_in_the_trail_lead_to_its_newest_page() {
    let site = TestSite::new().await;
    let desk = site.staff(Role::Administrator).await;
    let newest = numbers(&desk.get("/desk/acme/audit").await);
    for odd in ["x", "", "1e9", "99999999999999999999999", "9223372036854775807", "%00"] {
        let page = desk.get(&format!("/desk/acme/audit?before={odd}")).await;
        assert_eq!(numbers(&page), newest, "{odd}");
    }
    for gone in ["1", "0", "-1", "-9223372036854775808"] {
        let page = desk.get(&format!("/desk/acme/audit?before={gone}&lang=fr")).await;
        assert_eq!(
            (page.status.as_u16(), page.header("location")),
            (303, "/desk/acme/audit?lang=fr"),
            "{gone}"
        );
    }
    // In the middle: the line before, and a way to what is newer.
    let page = desk.get("/desk/acme/audit?before=2").await;
    assert_eq!(numbers(&page), [1]);
    assert_eq!(turn(&page, "prev").as_deref(), Some("/desk/acme/audit"));
}

#[actix_web::test]
async fn the_trail_is_narrowed_down_by_person_act_and_day() {
    let site = TestSite::new().await;
    let moderator = site.staff_named(&site.organisation, "colleague", Role::Moderator).await;
    let desk = site.staff(Role::Administrator).await;
    fill_trail(&site, 60).await;
    site.visitor().tell(&[]).await;
    site.mix().await;
    let story = moderator.first_story().await;
    moderator.get(&format!("/desk/acme/stories/{story}")).await;
    let start = "/desk/acme/audit";
    let page = desk.get(start).await;
    let people = page.attributes("#field-who option", "value");
    let acts = page.attributes("#field-act option", "value");
    assert!(people.len() >= 3 && acts.contains(&"story_read".to_owned()), "{people:?} {acts:?}");
    let read = desk.get(&format!("{start}?act=story_read")).await;
    assert_eq!(numbers(&read).len(), 1);
    assert_eq!(read.fields("#filter")["act"], "story_read");
    let mut found = vec![];
    for who in people.iter().filter(|who| !who.is_empty()) {
        let (pages, _) = all_pages(&desk, &format!("{start}?who={who}"), "next").await;
        found.extend(pages.concat());
    }
    let nobody = site.count("audit_entries where staff_id is null").await;
    assert_eq!(
        i64::try_from(found.len()).unwrap() + nobody,
        site.count("audit_entries").await,
        "each entry once"
    );
    let today = site.app.clock.today();
    assert!(!numbers(&desk.get(&format!("{start}?from={today}&until={today}")).await).is_empty());
    assert!(numbers(&desk.get(&format!("{start}?until=2020-01-01")).await).is_empty());
    let odd = desk.get(&format!("{start}?who=x&act=%00&from=2026-02-30&until=y")).await;
    assert_eq!(numbers(&odd), numbers(&desk.get(start).await), "what is none is absent");
}
