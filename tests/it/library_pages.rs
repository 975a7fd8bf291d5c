//! The pages of the library: list, story, feed, and what leads there.

use crate::support::{
    TestSite,
    days::public,
    library::{self, Shelved, agreed, fill, put_on_a_day, shelved, shelved_with, told_on_a_day},
    memory, queries,
    stories::mailbox,
};
use pratfall::{accounts::Role, organisations::Readers};

#[actix_web::test]
async fn a_story_is_read_with_what_came_of_it_and_where_it_was_told() {
    let site = TestSite::new().await;
    let (told, event) = told_on_a_day(
        &site,
        &[
            ("title", "The <crane> at Halle"),
            ("language", "nl"),
            ("theme", "planning"),
            ("what_happened", "Eerst dit, een hele zin.\n\nDan dat, nog een hele zin."),
            ("advice", "Vraag het."),
        ],
    )
    .await;
    let lessons = format!("{}/lessons", told.desk());
    let moderator = site.staff(Role::Moderator).await;
    moderator.set((&lessons, "#lesson"), "body", "Two look before it goes.").await;
    let other = shelved_with(&site, &[("title", "Another"), ("theme", "planning")]).await;

    let visitor = site.visitor();
    let list = visitor.get("/acme/library?lang=en").await;
    assert_eq!(list.attributes("[data-test=story]", "data-id").len(), 2);
    let page = visitor.get(&format!("{}?lang=en", told.page())).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert_eq!(page.text("h1"), "The <crane> at Halle");
    assert_eq!(page.attribute("h1", "lang"), "nl");
    let main = page.text("main");
    for words in
        ["Eerst dit", "Dan dat", "Vraag het.", "Two look before it goes.", "Friday fuck-ups", "Another"]
    {
        assert!(main.contains(words), "{words} in {main}");
    }
    assert_eq!(page.texts("article[data-id] h2").len(), 3, "no question without an answer: {main}");
    assert_eq!(page.attributes("[data-test=story]", "data-id"), [told.id.as_str(), other.id.as_str()]);
    let event = event.rsplit('/').next().unwrap();
    assert!(page.body.contains(&format!("/acme/events/{event}")));
    for (address, expected) in [
        ("theme=planning", 2),
        (&format!("event={event}"), 1),
        ("language=nl", 1),
        ("language=fr", 0),
        ("language=nl&theme=planning", 1),
        ("week=2020-W01", 0),
    ] {
        let page = visitor.get(&format!("/acme/library?{address}&lang=fr")).await;
        assert_eq!(page.status, 200, "{address}: {}", page.body);
        assert_eq!(page.attributes("[data-test=story]", "data-id").len(), expected, "{address}");
        let other_language = page.attributes("a[hreflang=nl]", "href");
        assert!(
            other_language[0].contains(address.split('&').next().unwrap()),
            "{other_language:?} keeps {address}"
        );
    }
    let agenda = visitor.get(&format!("/acme/events/{event}?lang=en")).await;
    assert_eq!(agenda.attributes("[data-test=slot] a", "href"), [format!("{}?lang=en", told.page())]);
    let receipt = mailbox(&site, &told.code).await;
    assert_eq!(receipt.attributes("[data-test=readable] a", "href"), [told.page()]);
}

#[actix_web::test]
async fn addresses_that_nobody_made_are_refused_and_never_an_error_of_ours() {
    let site = TestSite::new().await;
    let story = shelved(&site, "One").await;
    let foreign = TestSite::add_organisation(&site.app, "other").await;
    let forged = format!("2026-W48.{}", story.id);
    let long = "9".repeat(5_000);
    for (query, status) in [
        ("theme=nowhere", 404),
        ("event=018f0000-0000-7000-8000-000000000000", 404),
        ("event=x", 404),
        ("language=de", 404),
        ("week=2026-W99", 404),
        ("after=x", 400),
        (&format!("after={long}"), 400),
        (&format!("after={forged}&before={forged}"), 400),
        (&format!("after={forged}%00"), 400),
        ("after=2026-W48.%27%20or%20true%20--", 400),
        (&format!("after={forged}"), 200),
        (&format!("before=9999-W53.{}", story.id), 200),
        (&format!("after=0000-W01.{}", story.id), 200),
        ("theme=planning&theme=planning", 400),
    ] {
        let page = site.visitor().get(&format!("/acme/library?{query}")).await;
        assert_eq!(page.status.as_u16(), status, "{query:.60}: {}", page.body);
    }
    for path in [
        format!("/{}/library/{}", foreign.slug, story.id),
        "/acme/library/x".to_owned(),
        "/acme/library/018f0000-0000-4000-8000-000000000000".to_owned(),
    ] {
        assert_eq!(site.visitor().get(&path).await.status, 404, "{path}");
    }
}

#[actix_web::test]
async fn pages_of_the_list_hold_every_story_once_forth_and_back() {
    let site = TestSite::new().await;
    shelved(&site, "Many").await;
    fill(&site, 64).await;
    let visitor = site.visitor();
    let mut address = "/acme/library".to_owned();
    let (mut seen, mut pages) = (vec![], vec![]);
    loop {
        let page = visitor.get(&address).await;
        let ids = page.attributes("[data-test=story]", "data-id");
        assert!(!ids.is_empty() && ids.len() <= 20);
        pages.push(ids.clone());
        seen.extend(ids);
        let Some(next) = page.attributes("a[rel=next]", "href").into_iter().next() else {
            break;
        };
        address = next;
    }
    let mut once = seen.clone();
    once.sort();
    once.dedup();
    assert_eq!((seen.len(), once.len(), pages.len()), (65, 65, 4));
    for expected in pages.iter().rev().skip(1) {
        let page = visitor.get(&address).await;
        address = page.attributes("a[rel=prev]", "href").remove(0);
        let page = visitor.get(&address).await;
        assert_eq!(&page.attributes("[data-test=story]", "data-id"), expected);
    }
    let first = visitor.get(&address).await;
    assert!(first.attributes("a[rel=prev]", "href").is_empty(), "nothing is newer");
}

#[actix_web::test]
async fn a_thousand_stories_take_as_many_queries_as_one() {
    queries::record();
    let site = TestSite::new().await;
    let story = shelved_with(&site, &[("theme", "planning")]).await;
    let mut counts = vec![];
    for more in [0, 1_000] {
        fill(&site, more).await;
        for path in ["/acme/library", "/acme/library?theme=planning", "/acme/library.atom", &story.page()] {
            queries::take();
            assert_eq!(site.visitor().get(path).await.status, 200);
            counts.push(queries::take().len());
        }
    }
    let (few, many) = counts.split_at(4);
    assert_eq!(few, many);
    assert!(few.iter().all(|count| *count > 1), "{few:?}");
}

#[actix_web::test]
async fn a_withdrawn_story_is_nowhere_from_the_next_request_on() {
    queries::record();
    let site = TestSite::new().await;
    let listener = memory::listen(&site).await;
    let (story, event) = told_on_a_day(&site, &[("title", "Kwaremont"), ("language", "nl")]).await;
    let pack = packed(&site, &story).await;
    let (page, event) = (story.page(), public(&event));
    let places = [
        "/acme".to_owned(),
        "/acme/library".to_owned(),
        "/acme/library?language=nl".to_owned(),
        "/acme/library?q=kwaremont".to_owned(),
        "/acme/library?q=kwarmeont".to_owned(),
        "/acme/library.atom".to_owned(),
        page.clone(),
        pack,
        event.clone(),
        format!("{event}/agenda.ics"),
        format!("{event}/agenda.json"),
    ];
    let mut remembered = vec![];
    for place in places.iter().chain(&places) {
        let (shown, from_memory) = memory::get(&site, place).await;
        assert!(shown.body.contains("Kwaremont"), "{place}: {}", shown.body);
        remembered.extend(from_memory.then_some(place));
    }
    assert!(remembered.len() > 5, "{remembered:?}");
    site.visitor().withdraw(&story.code).await;
    for place in places {
        let shown = site.visitor().get(&place).await;
        assert!(!shown.body.contains("Kwaremont"), "{place}: {}", shown.body);
        assert_eq!(shown.status == 404, place == page, "{place}");
    }
    listener.abort();
}

/// Puts a story into a pack that is shown; returns the pack's address for readers.
async fn packed(site: &TestSite, story: &Shelved) -> String {
    let desk = site.staff(Role::Organiser).await;
    let mut form = desk.get("/desk/acme/packs").await.fields("#pack");
    form.insert("title_nl".to_owned(), "Eerste weken".to_owned());
    let made = desk.post_map("/desk/acme/packs", &form).await;
    let pack = made.leads_to().to_owned();
    library::pack(&desk, &pack, &story.id).await;
    format!("/acme/library/packs/{}", pack.rsplit('/').next().unwrap())
}

#[actix_web::test]
async fn the_feed_says_what_is_new_and_no_more() {
    let site = TestSite::new().await;
    let empty = site.visitor().get("/acme/library.atom").await;
    assert_eq!(empty.header("content-type"), "application/atom+xml; charset=utf-8");
    let story = shelved(&site, "Moi & <vous>").await;
    let feed = site.visitor().get("/acme/library.atom?lang=fr").await;
    assert!(feed.body.contains("<title>Moi &amp; &lt;vous&gt;</title>"), "{}", feed.body);
    assert!(feed.body.contains(&format!("http://127.0.0.1:8080{}", story.page())));
    assert!(!feed.body.contains("first run seemed to hang"));
}

#[actix_web::test]
async fn nobody_without_the_key_reads_what_was_told_to_the_house() {
    let site = TestSite::new().await;
    let open = shelved(&site, "For everybody").await;
    site.set_readers("acme", Readers::House).await;
    let inside = shelved(&site, "For the house").await;
    let paths = [
        "/acme/library".to_owned(),
        "/acme/library.atom".to_owned(),
        open.page(),
        inside.page(),
        format!("{}/hiding", inside.page()),
    ];
    for path in &paths {
        let page = site.visitor().get(path).await;
        assert!(matches!(page.status.as_u16(), 401 | 403), "{path}: {}", page.status);
        assert!(!page.body.contains("For the house") && !page.body.contains("For everybody"), "{path}");
    }
    for form in ["me-too", "hiding"] {
        let stranger = site.visitor().post(&format!("{}/{form}", inside.page()), &[]).await;
        assert_eq!(stranger.status, 403, "{form}");
    }
    let home = site.visitor().get("/acme?lang=en").await;
    assert!(home.body.contains("Story of the week") && !home.body.contains("For the house"));
    // Opening later does not open what was told before.
    site.set_readers("acme", Readers::Everybody).await;
    assert_eq!(site.visitor().get(&inside.page()).await.status, 404);
    assert_eq!(site.visitor().post(&format!("{}/me-too", inside.page()), &[]).await.status, 404);
    let list = site.visitor().get("/acme/library").await;
    assert_eq!(list.attributes("[data-test=story]", "data-id"), std::slice::from_ref(&open.id));
    assert!(!site.visitor().get(&open.page()).await.body.contains("For the house"), "nor beside another");
    assert!(!site.visitor().get("/acme/library.atom").await.body.contains("For the house"));
    assert!(site.visitor().get("/acme").await.body.contains("For everybody"), "story of the week");
    let link = site.house_link(&site.organisation).await;
    let mut reader = site.visitor();
    reader.open_door(&link).await;
    assert_eq!(reader.get(&inside.page()).await.status, 200);
}

#[actix_web::test]
async fn an_announcement_says_how_many_stories_are_new() {
    let site = TestSite::new().await;
    shelved(&site, "One").await;
    shelved(&site, "Two").await;
    agreed(&site, &[("title", "On the agenda"), ("told_by", "reader")]).await;
    put_on_a_day(&site).await;
    let desk = site.staff(Role::Organiser).await;
    let page = desk.get("/desk/acme/announcements").await;
    let release = page.attributes("select[name=release] option", "value").remove(0);
    let draft = desk.post("/desk/acme/announcements", &[("release", &release)]).await.leads_to().to_owned();
    let mut form = desk.get(&draft).await.fields("#draft");
    form.insert("body_en".to_owned(), "There are [stories].".to_owned());
    assert_eq!(desk.post_map(&format!("{draft}/texts"), &form).await.status, 303);
    let preview = desk.get(&format!("{draft}/preview/en")).await;
    assert!(preview.body.contains("There are 2 new stories in the library"), "{}", preview.body);
    assert!(preview.body.contains("http://127.0.0.1:8080/acme/library?lang=en"));
}
