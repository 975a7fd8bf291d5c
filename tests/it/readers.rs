//! The readers' door: what only the house reads, nobody else sees.

use crate::support::{
    House, Page, TestSite, Visitor,
    announcements::confirm,
    days::{a_day, add, release},
    mails, memory, queries,
};
use actix_web::{http::Method, test::TestRequest};
use chrono::Days;
use pratfall::{
    accounts::Role,
    organisations::{Readers, house_code::HouseCode, reader_key::OVERLAP},
    platform::{gate::PIGEONHOLES, i18n::Language, web::pass::Format},
    readers::place::FOR_READERS,
};
use std::collections::BTreeSet;

/// Words that stand on pages for readers of the organisation in [`closed`], and on no other.
const SECRETS: &[&str] =
    &["Friday fuck-ups", "On the agenda", "Room 1", "4 June", "2027-06-04", "20270604", "Coffee"];

const SETTINGS: &str = "/desk/acme/settings/readers";
const REPLACE: &str = "/desk/acme/settings/readers/link";
const END: &str = "/desk/acme/settings/readers/end";

/// A furnished organisation that only the house reads, and its link.
async fn closed() -> (TestSite, House, String) {
    let site = TestSite::new().await;
    site.set_readers("acme", Readers::House).await;
    let house = House::furnish(&site, &site.organisation).await;
    let link = site.house_link(&site.organisation).await;
    (site, house, link)
}

/// Words as visitors without a wish get them: in the first language of the organisation.
fn words(key: &str) -> String {
    Language::Nl.text(key)
}

fn key(link: &str) -> &str {
    link.rsplit('/').next().unwrap()
}

async fn reader(site: &TestSite, link: &str) -> Visitor {
    let mut reader = site.visitor();
    reader.open_door(link).await;
    reader
}

fn tells_nothing(page: &Page, what: &str) {
    let headers = format!("{:?}", page.headers);
    for secret in SECRETS {
        assert!(
            !page.body.contains(secret) && !headers.contains(secret),
            "{what} tells {secret}: {}",
            page.body
        );
    }
}

/// Public pages that only the house reads.
fn is_for_readers(path: &str) -> bool {
    let part = path.split('/').nth(2).unwrap_or_default();
    // Anybody may ask to be on the list: its form says who may be.
    FOR_READERS.contains(&part) && part != "subscribe"
}

fn is_for_programs(path: &str) -> bool {
    Format::of(path) != Format::Page
}

#[actix_web::test]
async fn pages_for_readers_open_with_the_house_link_and_not_without() {
    let (site, house, link) = closed().await;
    let event = house.address("/{org}/events/{event}");
    let stranger = site.visitor().get(&event).await;
    assert_eq!(stranger.status, 403, "{}", stranger.body);
    tells_nothing(&stranger, &event);
    assert_eq!(stranger.fields("#door")["to"], event);
    assert_eq!(stranger.header("cache-control"), "no-store");

    let mut reader = site.visitor();
    let opened = reader.get(&format!("{link}?to={event}&lang=nl")).await;
    assert_eq!(
        (opened.status.as_u16(), opened.header("location")),
        (303, format!("{event}?lang=nl").as_str())
    );
    assert_eq!(opened.header("referrer-policy"), "no-referrer");
    reader.keep_key(&opened);
    let page = reader.get(&event).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("The Friday fuck-ups"), "{}", page.body);
    assert_eq!((page.header("cache-control"), page.header("x-robots-tag")), ("private, no-cache", "noindex"));
    let calendar = page.attributes("a[download]", "href").remove(0);
    let read = site.visitor().get(&calendar).await;
    assert!(read.status == 200 && read.body.contains("Friday fuck-ups"), "{calendar}: {}", read.body);
}

/// Every address that the router knows, with every key that there may be.
#[actix_web::test]
async fn every_public_address_with_every_key() {
    let (site, house, link) = closed().await;
    let other = TestSite::add_organisation(&site.app, "other").await;
    let foreign = site.house_link(&other).await;
    let admin = house.staff(Role::Administrator);
    let replaced = admin.press(SETTINGS, "#readers", REPLACE, &[]).await;
    assert_eq!(replaced.status, 303, "{}", replaced.body);
    let current = site.house_link(&site.organisation).await;
    let (old, current, foreign) = (key(&link), key(&current), key(&foreign));
    assert_ne!(old, current);
    let long = "a".repeat(10_000);
    let half = &current[..16];
    let keys = ["", foreign, half, &long, old, current];
    let mut read = 0;
    for route in site.routes().await {
        let Some(pattern) = route.strip_prefix("GET ") else { continue };
        if pattern.starts_with("/desk") || pattern.starts_with("/dev") || !pattern.contains("{org}") {
            continue;
        }
        let pattern = pattern.replace("{key}", "x");
        let path = house.address(&pattern);
        for key in keys {
            let mut answers = vec![];
            let cookie =
                TestRequest::get().uri(&path).insert_header(("cookie", format!("pratfall_house={key}")));
            answers.push((site.visitor().ask(cookie).await, "in a cookie"));
            answers.push((site.visitor().get(&format!("{path}?key={key}")).await, "in the address"));
            let twice = format!("{path}?key={}&key={current}", &key[..key.len().min(60)]);
            if key != current {
                answers.push((site.visitor().get(&twice).await, "twice"));
            }
            for (page, how) in answers {
                let what = format!("{path} with {key:.40} {how}");
                assert!(page.status.as_u16() < 500, "{what}");
                let opens = key == current && (how == "in a cookie" || is_for_programs(&path));
                if !is_for_readers(&path) {
                    assert!(page.status != 403 || path.contains("/house/"), "{what}");
                    tells_nothing(&page, &what);
                } else if opens {
                    assert_eq!(page.status, 200, "{what}");
                    read += 1;
                } else {
                    tells_nothing(&page, &what);
                    let renews = key == old && Format::of(&path) == Format::Calendar;
                    let wanted = if renews && how != "twice" {
                        200
                    } else if is_for_programs(&path) {
                        401
                    } else {
                        403
                    };
                    assert_eq!(page.status, wanted, "{what}: {}", page.body);
                }
                let told = page.body.contains(current) && !opens;
                assert!(!told, "{what} shows the key: {}", page.body);
            }
        }
    }
    assert!(read >= 8, "{read}");
}

/// Whoever follows all links, without the key, learns nothing about an event.
#[actix_web::test]
async fn a_crawl_without_the_key_finds_nothing() {
    let (site, house, link) = closed().await;
    let visitor = site.visitor();
    let mut queue: Vec<String> =
        ["/", "/acme", "/robots.txt", "/sitemap.xml", "/acme/nowhere"].map(str::to_owned).into();
    for route in site.routes().await {
        if let Some(pattern) = route.strip_prefix("GET /{org}") {
            queue.push(house.address(&format!("/{{org}}{pattern}")).replace(key(&link), "x"));
        }
    }
    let mut seen = BTreeSet::new();
    while let Some(path) = queue.pop() {
        let bare = path.split('#').next().unwrap_or_default().to_owned();
        if bare.starts_with("/desk") || !seen.insert(bare.clone()) {
            continue;
        }
        let page = visitor.get(&bare).await;
        // What a mail told its reader is behind a link of their own.
        tells_nothing(&page, &bare);
        assert!(!page.body.contains(key(&link)), "{bare} shows the key");
        queue.extend(page.attributes("a[href]", "href").into_iter().filter(|href| href.starts_with('/')));
    }
    assert!(seen.len() > 20, "{seen:?}");
    let home = visitor.get("/acme").await;
    assert!(home.body.contains(&words("front-next-closed-title")), "{}", home.body);
    let mails = mails::read(&site.mails());
    assert!(!mails.is_empty());
    for mail in mails {
        for secret in SECRETS {
            let told = [&mail.text, &mail.html].iter().any(|part| part.contains(secret));
            assert!(!told, "a mail to somebody who is on no list tells {secret}: {}", mail.text);
        }
    }
}

#[actix_web::test]
async fn home_form_receipt_and_promise_neither_get_nor_set_the_key() {
    let (site, _, link) = closed().await;
    let opened = site.visitor().get(&link).await;
    let cookies: Vec<String> =
        opened.headers.get_all("set-cookie").map(|value| value.to_str().unwrap().to_owned()).collect();
    assert_eq!(cookies.len(), FOR_READERS.len());
    for cookie in &cookies {
        assert!(
            cookie.starts_with(&format!("pratfall_house={};", key(&link))),
            "the same for everybody: {cookie}"
        );
        assert!(
            cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Max-Age="),
            "{cookie}"
        );
        let path = cookie.split("Path=").nth(1).unwrap().split(';').next().unwrap();
        for author in ["/acme", "/acme/stories/new", "/acme/receipt", "/acme/promise", "/desk"] {
            assert!(!author.starts_with(path), "{cookie} would reach {author}");
        }
        assert!(is_for_readers(path) || path == "/acme/subscribe", "{cookie}");
    }
    let again = site.visitor().get(&link).await;
    let others = again.headers.get_all("set-cookie").map(|value| value.to_str().unwrap().to_owned());
    assert_eq!(others.collect::<Vec<_>>(), cookies, "nobody is told apart");
    for page in
        ["/acme", "/acme/stories/new", "/acme/receipt", "/acme/promise", "/acme/subscribe", "/acme/house"]
    {
        assert_eq!(site.visitor().get(page).await.header("set-cookie"), "", "{page}");
    }
    let secure = TestSite::with(&[("PRATFALL_PUBLIC_URL", "https://pratfall.example.org")]).await;
    let link = secure.house_link(&secure.organisation).await;
    assert!(secure.visitor().get(&link).await.header("set-cookie").contains("Secure"));
}

async fn poster_code(house: &House) -> String {
    house.staff(Role::Administrator).get("/desk/acme/settings/poster").await.text(".code")
}

#[actix_web::test]
async fn the_code_of_the_poster_opens_the_door_however_many_come_with_it() {
    let (site, house, _) = closed().await;
    let code = poster_code(&house).await;
    let knock = async |code: &str, to: &str| {
        site.visitor().post("/acme/house", &[("house_code", code), ("to", to)]).await
    };
    let wrong = knock("kiwi-tango-atlas-1", "/acme/library?q=x").await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.fields("#door")["house_code"], "kiwi-tango-atlas-1");
    assert_eq!(wrong.fields("#door")["to"], "/acme/library?q=x");
    for n in 0..300 {
        let typed = if n % 2 == 0 { code.clone() } else { code.replace('-', " ").to_uppercase() };
        let opened = knock(&typed, "/acme/announcements").await;
        assert_eq!((opened.status.as_u16(), opened.leads_to()), (303, "/acme/announcements"), "{n}");
    }
    for to in [
        "//evil.example",
        "https://evil.example/acme/events",
        "/acme/receipt",
        "/desk",
        "\\evil",
        "/acme/events\r\nx",
    ] {
        assert_eq!(knock(&code, to).await.leads_to(), "/acme/events", "{to}");
    }
    for code in ["", &"a".repeat(10_000), "\u{0}", "' or 1=1 --"] {
        let refused = knock(code, "").await.status.as_u16();
        assert!([400, 422].contains(&refused), "{code:.20}: {refused}");
    }
}

#[actix_web::test]
async fn whoever_guesses_shuts_nobody_out() {
    let (site, house, _) = closed().await;
    let code = poster_code(&house).await;
    for n in 0..600 {
        let guess = format!("kiwi-tango-atlas-{n}");
        let page = site.visitor().post("/acme/house", &[("house_code", &guess)]).await;
        assert_eq!(page.status, 422, "{n}");
    }
    // The same wrong one over and over is stopped, politely, with what was typed.
    let hole = |code: &str| {
        let hash = HouseCode::fingerprint(code);
        u16::from_be_bytes([hash[0], hash[1]]) % PIGEONHOLES
    };
    let wrong = (0..100).map(|n| format!("polka-{n}")).find(|wrong| hole(wrong) != hole(&code)).unwrap();
    let mut last = None;
    for _ in 0..40 {
        let fields = [("house_code", wrong.as_str()), ("to", "/acme/events")];
        last = Some(site.visitor().post("/acme/house", &fields).await);
    }
    let last = last.unwrap();
    assert_eq!((last.status.as_u16(), &last.fields("#door")["house_code"]), (503, &wrong));
    assert!(!last.header("retry-after").is_empty());
    let right = site.visitor().post("/acme/house", &[("house_code", &code)]).await;
    assert_eq!(right.status, 303, "{}", right.body);
}

#[actix_web::test]
async fn a_replaced_link_opens_nothing_and_says_where_the_new_one_is() {
    let (site, house, link) = closed().await;
    let event = house.address("/{org}/events/{event}");
    let mut colleague = reader(&site, &link).await;
    let calendar = format!("{event}/agenda.ics?key={}", key(&link));
    let admin = house.staff(Role::Administrator);
    let form = admin.get(SETTINGS).await.fields("#readers");
    assert_eq!(admin.post_map(REPLACE, &form).await.status, 303);
    assert_eq!(admin.post_map(REPLACE, &form).await.status, 409, "sent twice it acts once");

    let page = colleague.get(&event).await;
    assert_eq!(page.status, 403);
    assert!(page.body.contains(&words("readers-door-old-title")), "{}", page.body);
    let page = site.visitor().get(&link).await;
    assert!(page.status == 403 && page.body.contains(&words("readers-door-old-title")), "{}", page.body);
    let entry = site.visitor().get(&calendar).await;
    assert_eq!((entry.status.as_u16(), entry.header("cache-control")), (200, "no-store"));
    assert_eq!(entry.body.matches("BEGIN:VEVENT").count(), 1, "{}", entry.body);
    assert!(entry.body.replace("\r\n ", "").contains("http://127.0.0.1:8080/acme/house"), "{}", entry.body);
    tells_nothing(&entry, "an old calendar");
    assert_eq!(site.visitor().get(&format!("{event}/agenda.json?key={}", key(&link))).await.status, 401);

    colleague.open_door(&site.house_link(&site.organisation).await).await;
    assert_eq!(colleague.get(&event).await.status, 200);
    let form = admin.get(SETTINGS).await.fields("#readers");
    for _ in 0..2 {
        assert_eq!(admin.post_map(END, &form).await.status, 303);
    }
    assert_eq!(
        site.count("audit_entries where verb = 'house_link_ended'").await,
        1,
        "sent twice it acts once"
    );
    let page = colleague.get(&event).await;
    assert!(page.status == 403 && page.body.contains(&words("readers-door-shut-title")), "{}", page.body);
    let page = site.visitor().get(&event).await;
    assert!(page.status == 403 && page.body.contains(&words("readers-door-shut-title")), "{}", page.body);
    let code = poster_code_of(&site).await;
    let shut = site.visitor().post("/acme/house", &[("house_code", &code)]).await;
    assert!(shut.status == 422 && shut.body.contains(&words("readers-door-shut-title")), "{}", shut.body);
    assert_eq!(admin.press(SETTINGS, "#readers", REPLACE, &[]).await.status, 303);
    colleague.open_door(&site.house_link(&site.organisation).await).await;
    assert_eq!(colleague.get(&event).await.status, 200);
}

async fn poster_code_of(site: &TestSite) -> String {
    let conn = site.app.db.tenant(site.organisation.id).await.unwrap();
    let round = pratfall::organisations::store::promise::round(&conn, site.organisation.id).await.unwrap();
    round.house_code.to_string()
}

#[actix_web::test]
async fn a_button_about_the_link_keeps_what_was_typed_beside_it() {
    let (site, house, _) = closed().await;
    let admin = house.staff(Role::Administrator);
    for button in [REPLACE, END, REPLACE] {
        let page = admin.press(SETTINGS, "#readers", button, &[("domains", "work.example.org")]).await;
        assert_eq!(page.status, 200, "{}", page.body);
        assert_eq!(page.fields("#readers")["domains"], "work.example.org");
        assert_eq!(
            admin.get(SETTINGS).await.fields("#readers")["domains"],
            "acme.example.org",
            "typed, not saved"
        );
    }
    assert_eq!(site.count("reader_keys").await, 3);
    let (page, button) = ("/desk/acme/settings/promise", "/desk/acme/settings/rounds");
    let answer = admin.press(page, "#promise", button, &[("people", "many")]).await;
    assert!(answer.status == 200 && answer.fields("#promise")["people"] == "many", "{}", answer.body);
}

#[actix_web::test]
async fn a_button_pressed_without_the_key_leads_to_the_door_and_back_to_its_page() {
    let (site, ..) = closed().await;
    let story = format!("/acme/library/{}", pratfall::ids::StoryId::new());
    let page = site.visitor().post(&format!("{story}/me-too?lang=fr"), &[("stamp", "")]).await;
    assert_eq!((page.status.as_u16(), page.fields("#door")["to"].as_str()), (403, &*story));
    let words = "I was there as well, and it went like this.";
    let page = site.visitor().post(&format!("{story}/question"), &[("text", words)]).await;
    assert!(page.body.contains(words) || page.status == 404, "{}", page.body);
}

#[actix_web::test]
async fn the_door_leads_on_in_one_language() {
    let (site, _, link) = closed().await;
    let to = "/acme/events?lang=nl";
    let page = site
        .visitor()
        .get(&format!("{link}?lang=nl&to={}", to.replace('?', "%3F").replace('=', "%3D")))
        .await;
    assert_eq!((page.status.as_u16(), page.header("location")), (303, to));
}

#[actix_web::test]
async fn a_new_round_has_a_new_link_and_calendars_go_on_for_a_while() {
    let (site, house, link) = closed().await;
    let event = house.address("/{org}/events/{event}");
    let calendar = format!("{event}/agenda.ics?key={}", key(&link));
    let colleague = reader(&site, &link).await;
    let admin = house.staff(Role::Administrator);
    let started = admin.press("/desk/acme/settings/promise", "#promise", "/desk/acme/settings/rounds", &[]);
    assert_eq!(started.await.status, 303);
    assert_eq!(colleague.get(&event).await.status, 403, "pages take the new one");
    let going_on = site.visitor().get(&calendar).await;
    assert!(going_on.status == 200 && going_on.body.contains("Friday fuck-ups"), "{}", going_on.body);
    assert_eq!(going_on.header("cache-control"), "private, no-store");
    site.move_to(site.app.clock.today() + OVERLAP + Days::new(1));
    let entry = site.visitor().get(&calendar).await;
    assert_eq!(entry.body.matches("BEGIN:VEVENT").count(), 1);
    tells_nothing(&entry, "a calendar after the overlap");
}

#[actix_web::test]
async fn what_was_told_to_the_house_stays_there_when_the_organisation_opens() {
    let (site, house, link) = closed().await;
    // What strangers get is in memory when colleagues ask.
    let listener = memory::listen(&site).await;
    let event = house.address("/{org}/events/{event}");
    let admin = house.staff(Role::Administrator);
    let mut form = admin.get("/desk/acme/settings/readers").await.fields("#readers");
    form.insert("readers".to_owned(), "everybody".to_owned());
    assert_eq!(admin.post_map("/desk/acme/settings/readers", &form).await.status, 303);
    let colleague = reader(&site, &link).await;
    for path in ["", "/changes", "/agenda.ics", "/agenda.json"] {
        let path = format!("{event}{path}");
        let stranger = site.visitor().get(&path).await;
        assert_eq!(stranger.status, 200, "{path}");
        assert!(!stranger.body.contains("On the agenda"), "{path}: {}", stranger.body);
        if !path.ends_with("/changes") {
            assert!(
                stranger.body.replace("\r\n ", "").contains(&words("events-for-colleagues")),
                "{path}: {}",
                stranger.body
            );
            assert!(colleague.get(&path).await.body.contains("On the agenda"), "{path}");
        }
    }
    let form = site.visitor().tell_form("acme").await;
    assert_eq!(form["readers"], "everybody");
    let told = async |readers: &str, title: &str| {
        site.visitor().tell(&[("readers", readers), ("title", title)]).await
    };
    let code = told("everybody", "To all").await;
    told("house", "A page from before").await;
    told("", "A program").await;
    site.set_readers("acme", Readers::House).await;
    told("everybody", "A page that promised more readers").await;
    site.mix().await;
    for (readers, count) in [("everybody", 1), ("house", 7)] {
        assert_eq!(site.count(&format!("stories where readers = '{readers}'")).await, count, "{readers}");
    }
    for (readers, reach) in [(Readers::Everybody, "everybody"), (Readers::House, "closed")] {
        site.set_readers("acme", readers).await;
        let mailbox = site.visitor().post("/acme/receipt", &[("code", &code)]).await;
        assert_eq!(mailbox.text("[data-test=reach]"), words(&format!("receipts-reach-{reach}")));
    }
    listener.abort();
}

#[actix_web::test]
async fn who_can_read_is_on_record() {
    let site = TestSite::new().await;
    let admin = site.staff(Role::Administrator).await;
    for readers in [Readers::House, Readers::Everybody] {
        let mut form = admin.get("/desk/acme/settings/readers").await.fields("#readers");
        form.insert("readers".to_owned(), readers.to_string());
        assert_eq!(admin.post_map("/desk/acme/settings/readers", &form).await.status, 303);
        let promise = site.visitor().get("/acme/promise").await;
        assert_eq!(promise.text("[data-test=reach]"), words(&format!("front-promise-reach-{readers}")));
        let log = promise.text("[data-test=promise-log]");
        assert!(log.contains(&words(&format!("front-promise-log-readers-{readers}"))), "{log}");
        assert_eq!(site.visitor().tell_form("acme").await["readers"], readers.as_str());
    }
}

#[actix_web::test]
async fn pages_for_readers_come_from_memory_for_those_with_the_key_only() {
    queries::record();
    let (site, house, link) = closed().await;
    let listener = actix_web::rt::spawn(site.app.pages.clone().listen(site.app.db.clone()));
    site.app.pages.until_listening(true).await;
    let event = house.address("/{org}/events/{event}");
    let colleague = reader(&site, &link).await;
    let ics = format!("{event}/agenda.ics?lang=fr&key={}", key(&link));
    let other = reader(&site, &link).await;
    assert_eq!(colleague.get(&event).await.status, 200);
    assert_eq!(site.visitor().get(&ics).await.status, 200);
    let kept = site.app.pages.bytes();
    queries::take();
    assert_eq!(other.get(&event).await.status, 200);
    assert_eq!(site.visitor().get(&ics).await.status, 200);
    assert!(queries::take().is_empty(), "from memory");
    assert_eq!(site.visitor().get(&event).await.status, 403);
    let forged = TestRequest::get().uri(&event).insert_header(("cookie", "pratfall_house=x"));
    assert_eq!(site.visitor().ask(forged).await.status, 403);
    for n in 0..50 {
        let wrong =
            TestRequest::get().uri(&event).insert_header(("cookie", format!("pratfall_house={n:032}")));
        assert_eq!(site.visitor().ask(wrong).await.status, 403);
    }
    assert_eq!(site.app.pages.bytes(), kept, "a wrong key keeps nothing");
    let admin = house.staff(Role::Administrator);
    assert_eq!(admin.press(SETTINGS, "#readers", REPLACE, &[]).await.status, 303);
    assert_eq!(colleague.get(&event).await.status, 403, "at once");
    listener.abort();
}

#[actix_web::test]
async fn the_list_of_a_house_is_for_those_inside_and_for_addresses_of_its_own() {
    let (site, house, link) = closed().await;
    let admin = house.staff(Role::Administrator);
    let mut form = admin.get("/desk/acme/settings/readers").await.fields("#readers");
    form.insert("domains".to_owned(), "work.example.org".to_owned());
    assert_eq!(admin.post_map("/desk/acme/settings/readers", &form).await.status, 303);
    let ask = async |visitor: &Visitor, email: &str| {
        visitor.post("/acme/subscribe", &[("email", email), ("language", "en")]).await
    };
    let trace = words("site-one-trace");
    assert!(reader(&site, &link).await.get("/acme/subscribe").await.body.contains(&trace));
    assert!(!site.visitor().get("/acme/subscribe").await.body.contains(&trace), "no cookie, no word of one");
    let refused = ask(&site.visitor(), "mia@elsewhere.example").await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.fields("#subscribe")["email"], "mia@elsewhere.example", "kept");
    assert!(refused.body.contains("/acme/house?to="), "{}", refused.body);
    assert_eq!(ask(&site.visitor(), "mia@work.example.org").await.status, 303);
    let colleague = reader(&site, &link).await;
    assert_eq!(ask(&colleague, "mia@elsewhere.example").await.status, 303);
    site.work_on().await;
    assert_eq!(site.count("subscriptions where email like 'mia@%'").await, 2);
}

#[actix_web::test]
async fn announcements_carry_the_house_link_and_stay_in_the_house() {
    let (site, house, link) = closed().await;
    confirm(house.staff(Role::Organiser), &house.address("/desk/{org}/announcements/{id}")).await;
    site.work_on().await;
    let mail = mails::read(&site.mails()).pop().unwrap();
    for part in [&mail.text, &mail.html] {
        assert!(part.contains(&format!("{link}?to=")), "{part}");
        assert!(part.contains("Please do not pass it on outside."), "{part}");
    }
    let told = async |visitor: &Visitor| {
        visitor.get("/acme/announcements").await.texts("[data-test=announcement]").len()
    };
    let colleague = reader(&site, &link).await;
    assert_eq!(told(&colleague).await, 1);
    site.set_readers("acme", Readers::Everybody).await;
    assert_eq!((told(&site.visitor()).await, told(&colleague).await), (0, 1), "sent to the house");
}

#[actix_web::test]
async fn search_engines_come_where_they_are_asked_in() {
    let site = TestSite::new().await;
    let organiser = site.staff(Role::Organiser).await;
    let (event, _) = a_day(&organiser).await;
    add(&organiser, &event, "free", "Welcome", "10").await;
    release(&organiser, &event).await;
    let robots = async || site.visitor().get("/robots.txt").await.body;
    assert_eq!(robots().await, "User-agent: *\nDisallow: /\n");
    assert_eq!(site.visitor().get("/acme/events").await.header("x-robots-tag"), "noindex");
    let admin = site.staff(Role::Administrator).await;
    let mut form = admin.get("/desk/acme/settings/readers").await.fields("#readers");
    form.insert("indexed".to_owned(), "on".to_owned());
    let saved = admin.post_map("/desk/acme/settings/readers", &form).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    assert!(robots().await.contains("Allow: /acme/events\n"));
    assert_eq!(site.visitor().get("/acme/events").await.header("x-robots-tag"), "all");
    assert_eq!(site.visitor().get("/acme/receipt").await.header("x-robots-tag"), "noindex");
    form = admin.get("/desk/acme/settings/readers").await.fields("#readers");
    form.insert("readers".to_owned(), "house".to_owned());
    let closed = admin.post_map("/desk/acme/settings/readers", &form).await;
    assert_eq!(closed.status, 422, "{}", closed.body);
    form.remove("indexed");
    assert_eq!(admin.post_map("/desk/acme/settings/readers", &form).await.status, 303);
    assert_eq!(robots().await, "User-agent: *\nDisallow: /\n");
}

#[actix_web::test]
async fn the_door_answers_head_and_nothing_else_than_get_and_post() {
    let (site, _, link) = closed().await;
    let ask = async |method: Method, path: &str| {
        site.visitor().ask(TestRequest::with_uri(path).method(method)).await
    };
    assert_eq!(ask(Method::HEAD, "/acme/events").await.status, 403);
    assert_eq!(ask(Method::HEAD, &link).await.status, 303);
    for method in [Method::PUT, Method::DELETE] {
        assert_eq!(ask(method, "/acme/house").await.status, 405);
    }
}
