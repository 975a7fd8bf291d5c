//! Pages that everybody reads come from memory, and are right again as soon as something changes.

use crate::support::{
    House, TestSite,
    days::{a_day, add, add_story, release},
    memory::{get, listen},
    program,
    program::Program,
    queries, rounds,
};
use actix_web::{
    http::header::{self, HeaderMap},
    test::TestRequest,
    web::Bytes,
};
use chrono::{DateTime, Duration, Utc};
use diesel::{QueryableByName, sql_query, sql_types};
use diesel_async::RunQueryDsl;
use pratfall::{
    accounts::Role,
    platform::{
        i18n::Language,
        page_cache::{Found, Page as RenderedPage, Version},
    },
};
use regex::Regex;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
};

const PAGES: [&str; 10] = [
    "/{org}",
    "/{org}/promise",
    "/{org}/events",
    "/{org}/events/{event}",
    "/{org}/events/{event}/changes",
    "/{org}/events/{event}/agenda.ics",
    "/{org}/events/{event}/agenda.json",
    "/{org}/library",
    "/{org}/library/{story}",
    "/{org}/library.atom",
];

fn validated(path: &str, tag: &str) -> TestRequest {
    TestRequest::get().uri(path).insert_header((header::IF_NONE_MATCH, tag))
}

#[actix_web::test]
async fn a_page_from_memory_is_the_page_as_it_was_rendered() {
    queries::record();
    let site = TestSite::new().await;
    let house = House::furnish(&site, &site.organisation).await;
    let paths: Vec<String> = PAGES.iter().map(|page| house.address(page)).collect();
    let mut rendered = vec![];
    for path in &paths {
        rendered.push(site.visitor().get(path).await.body);
        assert!(!get(&site, path).await.1, "{path}: nothing listens yet");
    }
    listen(&site).await;
    for (path, rendered) in paths.iter().zip(rendered) {
        let (first, from_memory) = get(&site, path).await;
        assert!(!from_memory && first.body == rendered, "{path}");
        let (again, from_memory) = get(&site, path).await;
        assert!(from_memory, "{path}");
        assert_eq!((again.status.as_u16(), &again.body), (200, &rendered), "{path}");
        assert_eq!(again.headers.len(), first.headers.len(), "{path}: {:?}", again.headers);
        let tag = again.header("etag");
        assert!(tag.starts_with('"') && tag == first.header("etag"), "{path}: {tag}");
        assert_eq!(again.header("cache-control"), "no-cache");

        for tags in [tag.to_owned(), format!("\"other\", W/{tag}"), "*".to_owned()] {
            let known = site.visitor().ask(validated(path, &tags)).await;
            assert_eq!((known.status.as_u16(), known.body.as_str()), (304, ""), "{path}: {tags}");
            assert_eq!(known.header("etag"), tag);
        }
        let other = site.visitor().ask(validated(path, "\"other\"")).await;
        assert_eq!(other.status, 200);
        let head = site.visitor().ask(TestRequest::with_uri(path).method("HEAD".parse().unwrap())).await;
        assert_eq!((head.status.as_u16(), head.body.as_str(), head.header("etag")), (200, "", tag));
        assert!(queries::take().is_empty(), "{path}");
    }
}

#[actix_web::test]
async fn every_language_has_its_own_page_in_memory_and_nothing_else_has() {
    queries::record();
    let site = TestSite::new().await;
    listen(&site).await;
    let accepting =
        |language| TestRequest::get().uri("/acme").insert_header((header::ACCEPT_LANGUAGE, language));
    let ask = async |request: TestRequest| {
        let page = site.visitor().ask(request).await;
        (page.attribute("html", "lang"), queries::take().is_empty())
    };
    for round in [false, true] {
        queries::take();
        for language in ["nl", "fr", "en"] {
            assert_eq!(ask(accepting(language)).await, (language.to_owned(), round));
            let named = TestRequest::get().uri(&format!("/acme?lang={language}"));
            assert_eq!(ask(named).await, (language.to_owned(), round));
        }
        assert_eq!(ask(accepting("nl-BE,fr;q=0.5")).await.0, "nl");
    }
    let bytes = site.app.pages.bytes();
    let long = format!("/acme/events/{}", "a".repeat(500));
    for path in
        ["/acme?lang=de", "/acme?lang=nl&x=1", "/acme?", "/acme/nowhere", "/acme/stories/new", "/ACME", &long]
    {
        site.visitor().get(path).await;
        queries::take();
        site.visitor().get(path).await;
        assert_eq!(site.app.pages.bytes(), bytes, "{path} is not kept");
    }
    let other = TestSite::add_organisation(&site.app, "other").await;
    site.app.pages.settle().await;
    let (page, from_memory) = get(&site, "/other").await;
    assert!(!from_memory && page.body.contains("other &amp; sons"), "{}", other.name);
}

#[actix_web::test]
async fn a_page_is_right_again_with_the_next_request_after_a_change() {
    queries::record();
    let site = TestSite::new().await;
    let house = House::furnish(&site, &site.organisation).await;
    listen(&site).await;
    let pages: Vec<String> = PAGES.iter().map(|page| house.address(page)).collect();
    let warm = async || {
        for path in &pages {
            get(&site, path).await;
            assert!(get(&site, path).await.1, "{path}");
        }
    };
    let body = async |path: &str| get(&site, path).await.0.body;
    warm().await;

    let administrator = house.staff(Role::Administrator);
    let settings = "/desk/acme/settings";
    administrator.set((settings, "#settings"), "name", "Renamed house").await;
    for path in &pages[..5] {
        assert!(body(path).await.contains("Renamed house"), "{path}");
    }

    warm().await;
    let call = "/desk/acme/settings/call";
    administrator.set((call, "#call"), "call_en", "Which mistake taught you most?").await;
    assert!(body("/acme?lang=en").await.contains("Which mistake taught you most?"));

    let language = async || {
        let french = TestRequest::get().uri("/acme").insert_header((header::ACCEPT_LANGUAGE, "fr"));
        site.visitor().ask(french).await.attribute("html", "lang")
    };
    assert_eq!((language().await, language().await), ("fr".to_owned(), "fr".to_owned()));
    let languages = "/desk/acme/settings/languages";
    administrator.set((languages, "#languages"), "language_fr", "").await;
    assert_ne!(language().await, "fr");

    warm().await;
    let event = house.address("/desk/{org}/events/{event}");
    let desk = house.staff(Role::Organiser);
    add(desk, &event, "free", "A late thought", "5").await;
    assert!(!body(&pages[3]).await.contains("A late thought"), "not released");
    release(desk, &event).await;
    for path in &pages[3..7] {
        assert!(body(path).await.replace("\r\n ", "").contains("A late thought"), "{path}");
    }

    warm().await;
    get(&site, "/acme/events?lang=en").await;
    site.app.clock.advance(Duration::minutes(1));
    assert!(get(&site, "/acme/events?lang=en").await.1, "nothing changed");
    let day: DateTime<Utc> = "2027-06-04T13:00:00Z".parse().unwrap();
    let almost = day - Duration::minutes(2) - site.app.clock.now();
    site.app.clock.advance(almost);
    let pages = ["/acme/events?lang=en", "/acme?lang=en", &pages[3]];
    let mut before = vec![];
    for path in pages {
        before.push(body(path).await);
        assert!(get(&site, path).await.1, "{path}");
    }
    site.app.clock.advance(Duration::minutes(2));
    for (path, before) in pages.iter().zip(before) {
        assert_ne!(body(path).await, before, "{path}: it is over");
    }
}

#[actix_web::test]
async fn the_promise_is_rendered_again_each_day() {
    queries::record();
    let site = TestSite::new().await;
    listen(&site).await;
    get(&site, "/acme/promise").await;
    assert!(get(&site, "/acme/promise").await.1);
    site.app.clock.advance(Duration::days(1));
    assert!(!get(&site, "/acme/promise").await.1);
}

#[actix_web::test]
async fn a_change_by_another_process_is_seen_when_the_database_tells_of_it() {
    queries::record();
    let site = TestSite::new().await;
    listen(&site).await;
    get(&site, "/acme").await;
    assert!(get(&site, "/acme").await.1);
    let rename = sql_query("update organisations set name = 'Elsewhere'");
    rename.execute(&mut site.as_owner().await).await.unwrap();
    while !get(&site, "/acme").await.0.body.contains("Elsewhere") {
        tokio::task::yield_now().await;
    }
}

#[actix_web::test]
async fn nothing_comes_from_memory_while_nothing_listens() {
    queries::record();
    let site = TestSite::new().await;
    listen(&site).await;
    get(&site, "/acme").await;
    assert!(get(&site, "/acme").await.1);
    let end = "select pg_terminate_backend(pid) from pg_stat_activity \
        where datname = current_database() and query in ('listen pages', '') and pid <> pg_backend_pid()";
    let ended = sql_query(end).execute(&mut site.as_owner().await).await.unwrap();
    assert_eq!(ended, 1);
    let rename = sql_query("update organisations set name = 'Unheard'");
    rename.execute(&mut site.as_owner().await).await.unwrap();
    site.app.pages.until_listening(false).await;
    let (page, from_memory) = get(&site, "/acme").await;
    assert!(!from_memory && page.body.contains("Unheard"));
    assert!(!get(&site, "/acme").await.1);
    site.app.pages.until_listening(true).await;
    get(&site, "/acme").await;
    assert!(get(&site, "/acme").await.1);
}

#[actix_web::test]
async fn nothing_comes_from_memory_once_the_task_that_listens_is_gone() {
    queries::record();
    let site = TestSite::new().await;
    let listener = listen(&site).await;
    get(&site, "/acme").await;
    assert!(get(&site, "/acme").await.1);
    listener.abort();
    assert!(listener.await.unwrap_err().is_cancelled());
    let rename = sql_query("update organisations set name = 'Unheard'");
    rename.execute(&mut site.as_owner().await).await.unwrap();
    let (page, from_memory) = get(&site, "/acme").await;
    assert!(!from_memory && page.body.contains("Unheard"));
    assert!(!get(&site, "/acme").await.1);
}

#[actix_web::test]
async fn a_page_that_was_rendered_before_a_change_is_not_kept_after_it() {
    let site = TestSite::new().await;
    listen(&site).await;
    let (cache, path) = (&site.app.pages, "/acme");
    let version = Version { language: Language::En, asked: false };
    let missing = || match cache.get(path, site.app.clock.now(), |_| version) {
        Found::Missing(generation) => generation.unwrap(),
        Found::Page(_) => panic!("nothing was kept"),
    };
    let keep = |generation| {
        let page = Arc::new(RenderedPage::new(&HeaderMap::new(), Bytes::from_static(b"old")));
        let valid = site.app.clock.now()..DateTime::<Utc>::MAX_UTC;
        cache.insert(path, valid, &[Language::En], version, page, generation);
        cache.bytes() > 0
    };
    let before = missing();
    let rename = sql_query("update organisations set name = 'Elsewhere'");
    rename.execute(&mut site.as_owner().await).await.unwrap();
    cache.settle().await;
    assert!(!keep(before));
    assert!(keep(missing()));
}

#[derive(QueryableByName)]
struct Table {
    #[diesel(sql_type = sql_types::Text)]
    name: String,
}

#[actix_web::test]
async fn every_table_that_pages_from_memory_are_made_from_tells_of_its_changes() {
    queries::record();
    let site = TestSite::new().await;
    let house = House::furnish(&site, &site.organisation).await;
    let named = Regex::new(r#"(?i)\b(?:from|join)\s+"?([a-z_]+)"?"#).unwrap();
    let mut shown = BTreeSet::new();
    for page in PAGES.into_iter().chain(["/{org}/stories/new"]) {
        queries::take();
        assert_eq!(site.visitor().get(&house.address(page)).await.status, 200);
        for query in queries::take() {
            shown.extend(named.captures_iter(&query).map(|found| found[1].to_owned()));
        }
    }
    let telling = "select tgrelid::regclass::text as name from pg_trigger where tgname = 'pages_changed'";
    let telling: Vec<Table> = sql_query(telling).load(&mut site.as_owner().await).await.unwrap();
    let telling: BTreeSet<String> = telling.into_iter().map(|table| table.name).collect();
    let silent: Vec<&String> = shown.difference(&telling).collect();
    assert!(shown.len() > 10 && silent.is_empty(), "{silent:?} of {shown:?}");
}

fn count(counter: &AtomicUsize) -> usize {
    // Spelt out: `load` is diesel's here.
    AtomicUsize::load(counter, Ordering::SeqCst)
}

/// Authors take back one story after the other, while others read without pause.
#[actix_web::test]
async fn a_withdrawn_story_is_on_no_page_that_is_asked_for_afterwards() {
    let site = TestSite::new().await;
    let house = House::furnish(&site, &site.organisation).await;
    let settings = [
        program::data(&site.app.settings.data),
        ("DATABASE_URL", &site.url),
        ("PRATFALL_PUBLIC_URL", "http://127.0.0.1:8080"),
    ];
    let server = Program::start(&["serve"], &settings);
    let mut left = rounds(12);
    while left > 0 {
        let many = left.min(40);
        left -= many;
        withdraw_one_by_one(&site, &house, &server.address, many).await;
    }
}

/// A released agenda of this many stories; all of them are withdrawn.
async fn withdraw_one_by_one(site: &TestSite, house: &House, server: &str, many: usize) {
    let titles: Vec<String> = (0..many).map(|n| format!("Mishap {n} of the crane")).collect();
    let mut codes = vec![];
    for title in &titles {
        codes.push(house.tell_and_accept(site, title).await);
    }
    let desk = house.staff(Role::Organiser);
    let (path, _) = a_day(desk).await;
    add(desk, &path, "free", "Welcome", "10").await;
    release(desk, &path).await;
    for _ in &titles {
        add_story(desk, &path, "1").await;
    }
    release(desk, &path).await;
    let public = path.strip_prefix("/desk").unwrap();
    let pages = ["", "/changes", "/agenda.ics", "/agenda.json"].map(|end| format!("{public}{end}"));
    let shown = |page: &str| program::get(server, page).unwrap().body.replace("\r\n ", "");
    for page in &pages {
        let page = shown(page);
        assert!(titles.iter().all(|title| page.contains(title)), "{page}");
    }
    let (gone, read, over) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicBool::new(false));
    thread::scope(|scope| {
        for page in &pages {
            let (titles, gone, read, over) = (&titles, &gone, &read, &over);
            scope.spawn(move || {
                while !AtomicBool::load(over, Ordering::SeqCst) {
                    let before = count(gone);
                    let shown = shown(page);
                    let stale = titles[..before].iter().find(|title| shown.contains(*title));
                    assert!(stale.is_none(), "{page} shows {stale:?}, which is gone");
                    read.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
        for (round, code) in codes.iter().enumerate() {
            let seen = count(&read);
            // Every other round begins with all pages in memory, the others while they are rendered.
            while round % 2 == 0 && count(&read) < seen + 2 * pages.len() {
                thread::yield_now();
            }
            let form = BTreeMap::from([("code".to_owned(), code.clone())]);
            let page = program::post(server, "/acme/receipt/withdrawal", &form).unwrap();
            assert_eq!(page.status, 200, "{}", page.body);
            gone.fetch_add(1, Ordering::SeqCst);
        }
        over.store(true, Ordering::SeqCst);
    });
}
