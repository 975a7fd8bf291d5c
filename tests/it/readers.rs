//! The readers' door: its key, what opens it, and what an organisation sets about its readers.

use crate::support::{
    TestSite, Visitor,
    announcements::confirm,
    days::{a_day, add, release},
    mails, memory, queries,
    readers::{SETTINGS, closed, gets_the_key, key, poster_code, reader, renew, tells_nothing},
};
use actix_web::{http::Method, test::TestRequest};
use chrono::Days;
use pratfall::{
    accounts::Role,
    organisations::{Readers, house_code::HouseCode, reader_key::OVERLAP},
    platform::{gate::PIGEONHOLES, i18n::Language},
    readers::place::FOR_READERS,
};

const REPLACE: &str = "/desk/acme/settings/readers/link";
const END: &str = "/desk/acme/settings/readers/end";

/// Words as visitors without a wish get them: in the first language of the organisation.
fn words(key: &str) -> String {
    Language::Nl.text(key)
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
        assert!(gets_the_key(path), "{cookie}");
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
    let form = admin.get(SETTINGS.0).await.fields(SETTINGS.1);
    for _ in 0..2 {
        assert_eq!(admin.post_map(REPLACE, &form).await.status, 303);
    }
    assert_eq!(site.count("reader_keys").await, 2, "sent twice it acts once");

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
    let code = poster_code(&house).await;
    let form = admin.get(SETTINGS.0).await.fields(SETTINGS.1);
    for _ in 0..2 {
        assert_eq!(admin.post_map(END, &form).await.status, 303);
    }
    let ended = site.count("audit_entries where verb = 'house_link_ended'").await;
    assert_eq!(ended, 1, "sent twice it acts once");
    let entry = site.visitor().get(&format!("{calendar}&lang=en")).await;
    let says = |part: &str| entry.body.replace("\r\n ", "").contains(part);
    assert!(says("has ended") && !says("poster code"), "nothing to renew: {}", entry.body);
    for visitor in [&colleague, &site.visitor()] {
        let page = visitor.get(&event).await;
        let says_so = page.body.contains(&words("readers-door-shut-title"));
        assert!(page.status == 403 && says_so, "{}", page.body);
    }
    let shut = site.visitor().post("/acme/house", &[("house_code", &code)]).await;
    assert!(shut.status == 422 && shut.body.contains(&words("readers-door-shut-title")), "{}", shut.body);
    renew(&house, "link").await;
    colleague.open_door(&site.house_link(&site.organisation).await).await;
    assert_eq!(colleague.get(&event).await.status, 200);

    let before_the_round = admin.get(SETTINGS.0).await.fields(SETTINGS.1);
    assert_eq!(admin.post("/desk/acme/settings/rounds", &[("after", "1")]).await.status, 303);
    let stale = admin.post_map(REPLACE, &before_the_round).await;
    assert_eq!(stale.status, 409, "a round is no replacement: calendars go on with the key before");
}

#[actix_web::test]
async fn a_button_about_the_link_changes_the_link_alone_and_keeps_what_was_typed_beside_it() {
    let (site, house, _) = closed().await;
    let admin = house.staff(Role::Administrator);
    let domains = async || admin.get(SETTINGS.0).await.fields(SETTINGS.1)["domains"].clone();
    // Whether it could be saved does not matter.
    for (button, typed) in [(REPLACE, "a.example.org"), (END, "nowhere"), (REPLACE, "")] {
        let mut form = admin.get(SETTINGS.0).await.fields(SETTINGS.1);
        form.insert("domains".to_owned(), typed.to_owned());
        for _ in 0..2 {
            let done = admin.post_map(button, &form).await;
            assert_eq!(done.status, 200, "{}", done.body);
            let says = (done.texts("[data-test=unsaved]").len(), done.texts("[role=status] .notice").len());
            assert_eq!((says, &*done.fields(SETTINGS.1)["domains"]), ((1, 1), typed));
            assert_eq!(domains().await, "acme.example.org", "typed, not saved");
            let known = admin.get(SETTINGS.0).await.fields(SETTINGS.1)["last"].clone();
            assert_eq!(done.fields(SETTINGS.1)["last"], known, "another press goes on from here");
        }
    }
    assert_eq!(site.count("reader_keys").await, 3, "sent twice it acts once");
    let page = admin.press(SETTINGS.0, SETTINGS.1, END, &[]).await;
    assert_eq!(page.status, 303, "nothing was typed");
}

#[actix_web::test]
async fn a_button_pressed_without_the_key_leads_to_the_door_and_back_to_its_page() {
    let (site, ..) = closed().await;
    let story = format!("/acme/library/{}", pratfall::ids::StoryId::new());
    let page = site.visitor().post(&format!("{story}/me-too?lang=fr"), &[("stamp", "")]).await;
    assert_eq!((page.status.as_u16(), page.fields("#door")["to"].as_str()), (403, &*story));
    let hiding = format!("{story}/hiding");
    let stamp = "23456-789AB-CDEFG-HJKMN.1796000000.aSignatureOfSorts";
    for form in [&[("who", "me")][..], &[("who", "me"), ("stamp", stamp)]] {
        let page = site.visitor().post(&hiding, form).await;
        assert_eq!((page.status.as_u16(), page.fields("#door")["to"].as_str()), (403, &*hiding), "{form:?}");
    }
    let words = "I was there as well, and it went like this.";
    let page = site.visitor().post(&format!("{story}/question"), &[("question", words)]).await;
    assert_eq!(page.status, 403);
    assert!(page.body.contains(words), "{}", page.body);
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
    assert_eq!(admin.post("/desk/acme/settings/rounds", &[("after", "1")]).await.status, 303);
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
    admin.set(SETTINGS, "readers", "everybody").await;
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
        admin.set(SETTINGS, "readers", readers.as_str()).await;
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
    let listener = memory::listen(&site).await;
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
    renew(&house, "link").await;
    assert_eq!(colleague.get(&event).await.status, 403, "at once");
    listener.abort();
}

#[actix_web::test]
async fn the_list_of_a_house_is_for_those_inside_and_for_addresses_of_its_own() {
    let (site, house, link) = closed().await;
    let admin = house.staff(Role::Administrator);
    admin.set(SETTINGS, "domains", "work.example.org").await;
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
    admin.set(SETTINGS, "indexed", "on").await;
    assert!(robots().await.contains("Allow: /acme/events\n"));
    assert_eq!(site.visitor().get("/acme/events").await.header("x-robots-tag"), "all");
    assert_eq!(site.visitor().get("/acme/receipt").await.header("x-robots-tag"), "noindex");
    let mut form = admin.get(SETTINGS.0).await.fields(SETTINGS.1);
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
