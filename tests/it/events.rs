//! An organiser makes a day, hangs stories on it and releases it; everybody sees what was released, and only that.

use crate::support::{
    Page, TestSite,
    days::{add, add_story, day, day_with, everywhere, organiser, public, release},
    stories::accepted,
};
use actix_web::test::TestRequest;
use futures_util::future::join_all;
use pratfall::{accounts::Role, ids::EventId};

const TITLE: &str = "The crane at Halle";

fn line(page: &Page) -> Vec<String> {
    let starts = page.attributes("[data-test=slot]", "data-starts");
    let titles = page.texts("[data-test=slot] .slip-title");
    starts.iter().zip(titles).map(|(at, title)| format!("{at} {title}")).collect()
}

#[actix_web::test]
async fn an_agenda_is_made_released_and_seen_by_everybody() {
    let site = TestSite::new().await;
    accepted(&site, TITLE).await;
    let (desk, path) = organiser(&site).await;
    assert_eq!(site.visitor().get(&public(&path)).await.status, 404, "never released");
    assert!(!site.visitor().get("/acme/events").await.body.contains("Friday"));

    add(&desk, &path, "free", "Welcome", "10").await;
    add(&desk, &path, "break", "Coffee", "15").await;
    add_story(&desk, &path, "20").await;
    let page = desk.get(&format!("{path}/agenda")).await;
    assert_eq!(
        line(&page),
        ["2027-06-04T14:00 Welcome", "2027-06-04T14:10 Coffee", "2027-06-04T14:25 The crane at Halle"]
    );
    assert!(page.attributes("input[name=story]", "value").is_empty(), "nothing left to add");
    let story_slot = page.attributes("[data-test=slot]", "id").remove(2).replace("slot-", "");
    let up = desk.post(&format!("{path}/slots/{story_slot}/position"), &[("to", "up")]).await;
    assert_eq!((up.status.as_u16(), up.leads_to()), (303, format!("{path}/agenda").as_str()));
    assert_eq!(release(&desk, &path).await, "released");

    let here = public(&path);
    let page = site.visitor().get(&format!("{here}?lang=en")).await;
    assert_eq!(
        line(&page),
        ["2027-06-04T14:00 Welcome", "2027-06-04T14:10 The crane at Halle", "2027-06-04T14:30 Coffee"]
    );
    assert_eq!(page.attribute("[data-test=release]", "data-version"), "1");
    assert_eq!(page.attribute(".slot.story .slip-title", "lang"), "nl", "a title in another language");
    assert!(page.body.contains("Friday 4 June 2027"));
    assert!(site.visitor().get("/acme/events").await.body.contains("The Friday fuck-ups"));

    let ics = site.visitor().get(&format!("{here}/agenda.ics")).await;
    assert_eq!(ics.header("content-type"), "text/calendar; charset=utf-8");
    for expected in
        ["DTSTART;TZID=Europe/Brussels:20270604T140000\r\n", "SEQUENCE:1\r\n", "DTEND:20270604T130000Z\r\n"]
    {
        assert!(ics.body.contains(expected), "{expected} in {}", ics.body);
    }
    let json: serde_json::Value =
        serde_json::from_str(&site.visitor().get(&format!("{here}/agenda.json")).await.body).unwrap();
    assert_eq!(json["version"], 1);
    assert_eq!(json["slots"][1]["title"], TITLE);
    assert_eq!(json["slots"][1]["starts_at"], "2027-06-04T14:10:00+02:00");
    assert_eq!(json["ends_at"], "2027-06-04T15:00:00+02:00");

    let known = TestRequest::get().uri(&format!("{here}/agenda.ics"));
    let again = site.visitor().ask(known.insert_header(("if-none-match", ics.header("etag")))).await;
    assert_eq!((again.status.as_u16(), again.body.as_str()), (304, ""));
}

#[actix_web::test]
async fn changes_stay_at_the_desk_until_the_next_release_and_are_listed_then() {
    let site = TestSite::new().await;
    let (desk, path) = organiser(&site).await;
    add(&desk, &path, "free", "Welcome", "10").await;
    assert_eq!(release(&desk, &path).await, "released");
    assert_eq!(release(&desk, &path).await, "unchanged");

    let page = desk.get(&format!("{path}/agenda")).await;
    let button = "form[action*='/releases'] button";
    assert!(page.texts(button).is_empty(), "nothing to release, no button");
    let slot = page.attributes("[data-test=slot]", "id").remove(0).replace("slot-", "");
    let change = format!("{path}/slots/{slot}");
    let mut fields = page.fields(&format!("form[action='{change}']"));
    fields.insert("minutes".to_owned(), "25".to_owned());
    assert_eq!(desk.post_map(&change, &fields).await.status, 303);
    add(&desk, &path, "break", "Coffee", "15").await;
    let mut day = desk.get(&path).await.fields(&format!("form[action='{path}']"));
    day.extend(day_with(&[("time", "15:00"), ("place", "Room 2")]));
    let moved = desk.post_map(&path, &day).await;
    assert_eq!(moved.status, 303, "{}", moved.body);
    let seen = site.visitor().get(&public(&path)).await;
    assert_eq!(line(&seen), ["2027-06-04T14:00 Welcome"]);

    let desk_page = desk.get(&format!("{path}/agenda")).await;
    assert_eq!(desk_page.texts(button).len(), 1);
    assert_eq!(desk_page.texts("#release ~ .changes li").len(), 4, "what a release would change");
    assert_eq!(release(&desk, &path).await, "released");
    let changes = site.visitor().get(&format!("{}/changes?lang=en", public(&path))).await;
    assert_eq!(changes.attributes("[data-test=release]", "data-version"), ["2", "1"]);
    let told = changes.texts("[data-test=release] li");
    let expected = [
        "It starts on Friday 4 June 2027, 15:00, not on Friday 4 June 2027, 14:00.",
        "The place is now Room 2, no longer Room 1.",
        "WelcomeNow 25 minutes instead of 10.",
        "CoffeeNew, at 15:25.",
    ];
    assert_eq!(told, expected);
    let ics = site.visitor().get(&format!("{}/agenda.ics", public(&path))).await.body;
    assert!(ics.contains("SEQUENCE:2\r\n") && ics.contains(":20270604T150000\r\n"), "{ics}");
}

#[actix_web::test]
async fn a_withdrawn_story_vanishes_everywhere_at_once() {
    let site = TestSite::new().await;
    let code = accepted(&site, TITLE).await;
    let (desk, path) = organiser(&site).await;
    add(&desk, &path, "free", "Welcome", "10").await;
    assert_eq!(release(&desk, &path).await, "released");
    add_story(&desk, &path, "20").await;
    assert_eq!(release(&desk, &path).await, "released");
    for shown in everywhere(&site, &path).await {
        assert!(shown.contains(TITLE), "{shown}");
    }

    let gone = site.visitor().post("/acme/receipt/withdrawal", &[("code", &code)]).await;
    assert!(gone.status.is_success() || gone.status.is_redirection(), "{}", gone.body);
    site.mix().await;
    for shown in everywhere(&site, &path).await {
        assert!(!shown.contains("crane") && shown.len() > 100, "{shown}");
    }
    site.work().await;
    let page = desk.get(&format!("{path}/agenda")).await;
    assert_eq!(line(&page), ["2027-06-04T14:00 Welcome"], "off the working agenda");
    assert!(!page.body.contains("crane"));
    assert_eq!(release(&desk, &path).await, "released");
    for shown in everywhere(&site, &path).await {
        assert!(!shown.contains("crane"), "{shown}");
    }
}

#[actix_web::test]
async fn a_story_that_is_under_review_again_is_not_shown_and_not_released() {
    let site = TestSite::new().await;
    accepted(&site, TITLE).await;
    let (desk, path) = organiser(&site).await;
    add_story(&desk, &path, "20").await;
    assert_eq!(release(&desk, &path).await, "released");
    let story = desk.get(&format!("{path}/agenda")).await.attribute("[data-test=slot]", "data-story");
    let mut moderator = site.visitor();
    moderator.sign_in("moderator@acme.example.org", crate::support::PASSWORD, "acme").await;
    let reopened = moderator.post(&format!("/desk/acme/stories/{story}/reopening"), &[]).await;
    assert_eq!(reopened.status, 303, "{}", reopened.body);
    for shown in everywhere(&site, &path).await {
        assert!(!shown.contains("crane"), "{shown}");
    }
    assert_eq!(release(&desk, &path).await, "unconfirmed");
}

#[actix_web::test]
async fn two_releases_at_once_make_one_version() {
    let site = TestSite::new().await;
    let (desk, path) = organiser(&site).await;
    add(&desk, &path, "free", "Welcome", "10").await;
    let mut notes = join_all((0..8).map(|_| release(&desk, &path))).await;
    notes.sort_unstable();
    assert_eq!(notes.iter().filter(|note| *note == "released").count(), 1, "{notes:?}");
    let page = site.visitor().get(&format!("{}/changes", public(&path))).await;
    assert_eq!(page.attributes("[data-test=release]", "data-version"), ["1"]);
}

#[actix_web::test]
async fn slots_can_be_moved_by_many_at_once_without_getting_lost() {
    let site = TestSite::new().await;
    let (desk, path) = organiser(&site).await;
    for title in ["A", "B", "C", "D"] {
        add(&desk, &path, "free", title, "5").await;
    }
    let ids = desk.get(&format!("{path}/agenda")).await.attributes("[data-test=slot]", "id");
    let moves = ids.iter().flat_map(|id| ["up", "down", "1"].map(|to| (id.replace("slot-", ""), to)));
    let pages = join_all(moves.map(|(id, to)| {
        let (desk, path) = (&desk, &path);
        async move { desk.post(&format!("{path}/slots/{id}/position"), &[("to", to)]).await }
    }));
    for page in pages.await {
        assert_eq!(page.status, 303, "{}", page.body);
    }
    let page = desk.get(&format!("{path}/agenda")).await;
    let mut titles = page.texts("[data-test=slot] .slip-title");
    titles.sort_unstable();
    assert_eq!(titles, ["A", "B", "C", "D"]);
    let removal = format!("{path}/slots/{}/removal", ids[0].replace("slot-", ""));
    assert_eq!(desk.post(&removal, &[]).await.status, 303);
    assert_eq!(desk.post(&removal, &[]).await.status, 404, "gone already");
}

#[actix_web::test]
async fn a_wrong_field_is_named_and_all_that_was_typed_is_kept() {
    let site = TestSite::new().await;
    let (desk, path) = organiser(&site).await;
    let long = "x".repeat(121);
    let cases: &[(&str, &str)] = &[
        ("title", " \u{200b} "),
        ("title", &long),
        ("date", "2027-02-29"),
        ("date", "9999-01-01"),
        ("date", ""),
        ("time", "25:00"),
        ("minutes", "4"),
        ("minutes", "99999999999999999999"),
        ("minutes", "-5"),
        ("time_zone", "Mars/Olympus"),
        ("place", ""),
        ("link", "javascript:alert(1)"),
        ("link", "http://example.org"),
        ("language", "de"),
    ];
    for address in ["/desk/acme/events/new".to_owned(), path.clone()] {
        for (field, value) in cases {
            let page = desk.post_map(&address, &day_with(&[(field, value)])).await;
            assert_eq!(page.status, 422, "{field} {value:?}: {}", page.body);
            assert_eq!(page.wrong_fields(), [*field], "{value:?}");
            let kept = page.fields(&format!("form[action='{address}']"));
            let typed = day_with(&[(field, value)]);
            for name in typed.keys().filter(|name| *name != field) {
                assert_eq!(kept[name], typed[name], "{name}");
            }
            if !value.contains(['\0', '\u{1b}']) && *field != "language" {
                assert_eq!(kept[*field], *value, "{field}");
            }
        }
    }
    for (kind, title, minutes, wrong) in [
        ("break", "", "10", "title"),
        ("free", "Welcome", "0", "minutes"),
        ("free", "Welcome", "481", "minutes"),
        ("story", "", "10", "story"),
        ("lunch", "Soup", "10", "kind"),
    ] {
        let fields = [("kind", kind), ("title", title), ("minutes", minutes)];
        let page = desk.post(&format!("{path}/slots"), &fields).await;
        assert_eq!(page.status, 422, "{kind}");
        if matches!(wrong, "title" | "minutes") {
            assert_eq!(page.wrong_fields(), [wrong], "{kind}");
        }
    }
}

#[actix_web::test]
async fn times_that_clocks_skip_or_show_twice_are_refused() {
    let site = TestSite::new().await;
    let (desk, _) = organiser(&site).await;
    for date in ["2027-03-28", "2027-10-31"] {
        let make = |time| day_with(&[("date", date), ("time", time)]);
        let page = desk.post_map("/desk/acme/events/new", &make("02:30")).await;
        assert_eq!((page.status.as_u16(), page.wrong_fields()), (422, vec!["time".to_owned()]));
        let made = desk.post_map("/desk/acme/events/new", &make("01:45")).await;
        let path = made.leads_to().strip_suffix("/agenda").unwrap().to_owned();
        add(&desk, &path, "free", "Late", "15").await;
        add(&desk, &path, "free", "Later", "15").await;
        assert_eq!(release(&desk, &path).await, "released");
        let page = site.visitor().get(&public(&path)).await;
        let second = if date == "2027-03-28" { "03:00" } else { "02:00" };
        assert_eq!(line(&page)[1], format!("{date}T{second} Later"));
        let ics = site.visitor().get(&format!("{}/agenda.ics", public(&path))).await.body;
        for change in ["20270328T020000", "20271031T030000"] {
            assert!(ics.contains(&format!("DTSTART:{change}\r\n")), "{ics}");
        }
    }
}

#[actix_web::test]
async fn foreign_and_unknown_events_are_the_same_404() {
    let site = TestSite::new().await;
    let other = TestSite::add_organisation(&site.app, "other").await;
    let (desk, path) = organiser(&site).await;
    add(&desk, &path, "free", "Welcome", "10").await;
    release(&desk, &path).await;
    let slot = desk.get(&format!("{path}/agenda")).await.attribute("[data-test=slot]", "id");
    let slot = slot.replace("slot-", "");
    let id = path.rsplit('/').next().unwrap();
    let foreign = site.staff_of(&other, Role::Organiser).await;
    for id in [id, &EventId::new().to_string(), "x", "%00", "-1"] {
        for end in ["", "/changes", "/agenda.ics", "/agenda.json"] {
            let page = site.visitor().get(&format!("/other/events/{id}{end}")).await;
            assert_eq!(page.status, 404, "{id}{end}");
        }
        for end in ["", "/agenda"] {
            assert_eq!(foreign.get(&format!("/desk/other/events/{id}{end}")).await.status, 404);
        }
        let mut all = day();
        all.extend([("kind", "free"), ("to", "up")].map(|(k, v)| (k.to_owned(), v.to_owned())));
        let slots = format!("/slots/{slot}");
        for end in
            ["", "/slots", &slots, &format!("{slots}/position"), &format!("{slots}/removal"), "/releases"]
        {
            let page = foreign.post_map(&format!("/desk/other/events/{id}{end}"), &all).await;
            assert_eq!(page.status, 404, "{id}{end}: {}", page.body);
        }
    }
    let (_, second) = (0, desk.post_map("/desk/acme/events/new", &day()).await);
    let second = second.leads_to().strip_suffix("/agenda").unwrap().to_owned();
    let removal = desk.post(&format!("{second}/slots/{slot}/removal"), &[]).await;
    assert_eq!(removal.status, 404, "a slot of another event");
}

#[actix_web::test]
async fn typed_markup_is_shown_as_text() {
    let site = TestSite::new().await;
    let (desk, path) = organiser(&site).await;
    let nasty = "<script>x</script>{{ 123456*9 }} \"' \u{1f9d1}";
    let mut typed = desk.get(&path).await.fields(&format!("form[action='{path}']"));
    typed.extend(day_with(&[("title", nasty), ("intro", nasty), ("place", nasty)]));
    assert_eq!(desk.post_map(&path, &typed).await.status, 303);
    add(&desk, &path, "free", nasty, "10").await;
    assert_eq!(release(&desk, &path).await, "released");
    for page in [
        desk.get(&format!("{path}/agenda")).await,
        site.visitor().get(&public(&path)).await,
        site.visitor().get("/acme/events").await,
    ] {
        assert!(!page.body.contains("<script>x") && !page.body.contains("1111104"), "{}", page.body);
        assert!(page.texts("h1, h2, h3").contains(&nasty.to_owned()), "{}", page.body);
    }
}

#[actix_web::test]
async fn an_agenda_is_bounded_and_a_story_is_on_it_once() {
    let site = TestSite::new().await;
    accepted(&site, TITLE).await;
    let (desk, path) = organiser(&site).await;
    let page = desk.get(&format!("{path}/agenda")).await;
    let story = page.attributes("input[name=story]", "value").remove(0);
    let fields = [("kind", "story"), ("story", story.as_str()), ("minutes", "5")];
    let slots = format!("{path}/slots");
    let twice = join_all((0..2).map(|_| desk.post(&slots, &fields))).await;
    let mut statuses: Vec<u16> = twice.iter().map(|page| page.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    for _ in 0..99 {
        add(&desk, &path, "free", "x", "1").await;
    }
    let fields = [("kind", "free"), ("title", "one more"), ("minutes", "1")];
    assert_eq!(desk.post(&slots, &fields).await.status, 409);
    assert_eq!(release(&desk, &path).await, "released");
    let page = site.visitor().get(&public(&path)).await;
    assert_eq!(page.attributes("[data-test=slot]", "data-starts").len(), 100);
}
