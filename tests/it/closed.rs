//! An organisation that only the house reads: every address with every key, and a crawl that must find nothing.

use crate::support::{
    House, Page, TestSite, Visitor,
    announcements::confirm,
    mails,
    readers::{SECRETS, closed, key, reader, renew, tells_nothing, told},
};
use actix_web::{http::Method, test::TestRequest};
use pratfall::{
    accounts::Role,
    platform::{
        i18n::Language,
        web::pass::{COOKIE, Format, PARAMETER},
    },
};
use std::collections::BTreeSet;

/// Addresses of an organisation that anybody may open. All others are for readers, new ones too.
const OPEN: &[&str] = &[
    "/{org}",
    "/{org}/house",
    "/{org}/house/{key}",
    "/{org}/promise",
    "/{org}/receipt",
    "/{org}/receipt/burning",
    "/{org}/receipt/burning/preview",
    "/{org}/receipt/consent",
    "/{org}/receipt/edit",
    "/{org}/receipt/hiding",
    "/{org}/receipt/messages",
    "/{org}/receipt/name",
    "/{org}/receipt/questions",
    "/{org}/receipt/questions/removal",
    "/{org}/receipt/withdrawal",
    "/{org}/receipt/withdrawal/preview",
    "/{org}/stories/new",
    "/{org}/subscribe",
    "/{org}/subscribe/sent",
    "/{org}/subscriptions/{token}",
    "/{org}/subscriptions/{token}/confirmation",
    "/{org}/subscriptions/{token}/language",
    "/{org}/subscriptions/{token}/unsubscription",
];

/// Returns method and pattern of every address of an organisation outside the desk.
async fn public_routes(site: &TestSite) -> Vec<(Method, String)> {
    let routes = site.routes().await.into_iter();
    let routes = routes.filter_map(|route| {
        let (method, pattern) = route.split_once(' ')?;
        pattern.starts_with("/{org}").then(|| (method.parse().unwrap(), pattern.to_owned()))
    });
    routes.collect()
}

/// A key that somebody may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Wrong,
    /// Replaced because it got into wrong hands.
    Replaced,
    /// Of the round before.
    Before,
    Current,
}

/// Ways to present a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Nowhere,
    Cookie,
    Address,
    /// In the address, beside another one.
    Twice,
}

/// Status that an address for readers answers with.
fn expected(path: &str, key: Key, way: Way) -> u16 {
    let format = Format::of(path);
    if format == Format::Page {
        return if key == Key::Current && way == Way::Cookie { 200 } else { 403 };
    }
    match key {
        Key::Current | Key::Before if way != Way::Twice => 200,
        // One entry that says where the new key is.
        Key::Replaced if way != Way::Twice && format != Format::Data => 200,
        _ => 401,
    }
}

async fn ask(site: &TestSite, method: &Method, path: &str, (key, way): (&str, Way), other: &str) -> Page {
    let path = match way {
        Way::Nowhere | Way::Cookie => path.to_owned(),
        Way::Address => format!("{path}?{PARAMETER}={key}"),
        Way::Twice => format!("{path}?{PARAMETER}={key}&{PARAMETER}={other}"),
    };
    let form = ("content-type", "application/x-www-form-urlencoded");
    let mut request = TestRequest::with_uri(&path).method(method.clone()).insert_header(form);
    if way == Way::Cookie {
        request = request.insert_header(("cookie", format!("{COOKIE}={key}")));
    }
    site.visitor().ask(request).await
}

#[actix_web::test]
async fn every_public_address_with_every_key() {
    let (site, house, replaced) = closed().await;
    confirm(house.staff(Role::Organiser), &house.address("/desk/{org}/announcements/{id}")).await;
    site.work_on().await;
    let other = TestSite::add_organisation(&site.app, "other").await;
    let foreign = site.house_link(&other).await;
    renew(&house, "link").await;
    let before = site.house_link(&site.organisation).await;
    let admin = house.staff(Role::Administrator);
    assert_eq!(admin.post("/desk/acme/settings/rounds", &[("after", "1")]).await.status, 303);
    let current = site.house_link(&site.organisation).await;
    let [replaced, before, current, foreign] = [&replaced, &before, &current, &foreign].map(|link| key(link));
    assert_eq!(BTreeSet::from([replaced, before, current, foreign]).len(), 4);
    let long = "a".repeat(10_000);
    let nearly = format!("{}{}", &current[..31], if current.ends_with('0') { '1' } else { '0' });
    let keys = [
        ("", Key::Wrong),
        (foreign, Key::Wrong),
        (&current[..16], Key::Wrong),
        (nearly.as_str(), Key::Wrong),
        (long.as_str(), Key::Wrong),
        (replaced, Key::Replaced),
        (before, Key::Before),
        (current, Key::Current),
    ];
    let mut read = BTreeSet::new();
    for (method, pattern) in public_routes(&site).await {
        let open = OPEN.contains(&pattern.as_str());
        let path = house.address(&pattern.replace("{key}", "x"));
        let plain = ask(&site, &method, &path, ("", Way::Nowhere), "").await;
        tells_nothing(&plain, &path);
        if !open {
            let refused = if Format::of(&path) == Format::Page { 403 } else { 401 };
            assert_eq!(plain.status, refused, "{method} {path} without a key");
        }
        for (key, kind) in keys {
            for way in [Way::Cookie, Way::Address, Way::Twice] {
                let beside = if kind == Key::Current { foreign } else { current };
                let page = ask(&site, &method, &path, (key, way), beside).await;
                let what = format!("{method} {path} with {key:.40} ({kind:?}, {way:?}): {}", page.status);
                let status = page.status.as_u16();
                // The poster code is not for guessing: too many wrong ones are told to wait.
                assert!(status < 500 || status == 503 && pattern == "/{org}/house", "{what}");
                let opens = !open && expected(&path, kind, way) == 200 && kind != Key::Replaced;
                if open {
                    assert!(status != 401 && (status != 403 || pattern.contains("{key}")), "{what}");
                } else if method == Method::GET {
                    assert_eq!(status, expected(&path, kind, way), "{what}: {}", page.body);
                } else {
                    // An empty form is sent: past the door, what is missing is said.
                    assert_eq!(status != 403, opens, "{what}");
                }
                if !opens {
                    tells_nothing(&page, &what);
                } else if !told(&page).is_empty() {
                    read.insert(pattern.clone());
                }
                assert!(
                    !page.body.contains(current) || opens && kind == Key::Current,
                    "{what} shows the key"
                );
            }
        }
    }
    let with_words = [
        "/{org}/announcements",
        "/{org}/events",
        "/{org}/events/{event}",
        "/{org}/events/{event}/agenda.ics",
        "/{org}/events/{event}/agenda.json",
        "/{org}/events/{event}/changes",
        "/{org}/library",
        "/{org}/library.atom",
        "/{org}/library/packs/{pack}",
        "/{org}/library/{story}",
        "/{org}/library/{story}/question",
    ];
    assert_eq!(read, BTreeSet::from(with_words.map(str::to_owned)));
}

/// Follows all links from every public address, in every language; returns what was read.
async fn crawl(site: &TestSite, house: &House, link: &str, visitor: &Visitor) -> Vec<(String, Page)> {
    let mut queue: Vec<String> =
        ["/", "/acme", "/robots.txt", "/sitemap.xml", "/acme/nowhere"].map(str::to_owned).into();
    for (method, pattern) in public_routes(site).await {
        if method == Method::GET {
            queue.push(house.address(&pattern).replace(key(link), "x"));
        }
    }
    let in_languages = |path: String| ["nl", "fr", "en"].map(|language| format!("{path}?lang={language}"));
    queue =
        queue.into_iter().flat_map(|path| [vec![path.clone()], in_languages(path).into()].concat()).collect();
    let (mut seen, mut all) = (BTreeSet::new(), vec![]);
    while let Some(path) = queue.pop() {
        let path = path.split('#').next().unwrap_or_default().to_owned();
        if path.starts_with("/desk") || !seen.insert(path.clone()) {
            continue;
        }
        let page = visitor.get(&path).await;
        let links = page.attributes("a[href], link[href]", "href").into_iter();
        queue.extend(links.filter(|href| href.starts_with('/')));
        all.push((path, page));
    }
    all
}

#[actix_web::test]
async fn a_crawl_without_the_key_finds_nothing_of_what_one_with_it_reads() {
    let (site, house, link) = closed().await;
    let early = mails::read(&site.mails());
    // It says that there is an event, and nothing more.
    let home = site.visitor().get("/acme?lang=en").await;
    assert!(home.body.contains(&Language::En.text("front-next-closed-title")), "{}", home.body);
    tells_nothing(&home, "home, before the event");
    confirm(house.staff(Role::Organiser), &house.address("/desk/{org}/announcements/{id}")).await;
    site.work_on().await;
    site.move_to("2027-06-05".parse().unwrap());
    site.mix().await;
    site.work_on().await;

    let mut unseen: BTreeSet<&str> = SECRETS.iter().copied().collect();
    for (_, page) in crawl(&site, &house, &link, &reader(&site, &link).await).await {
        for secret in told(&page) {
            unseen.remove(secret);
        }
    }
    // Data and calendars bring the key in their addresses.
    for end in ["agenda.ics", "agenda.json"] {
        let path = house.address(&format!("/{{org}}/events/{{event}}/{end}?key={}", key(&link)));
        for secret in told(&site.visitor().get(&path).await) {
            unseen.remove(secret);
        }
    }
    assert_eq!(unseen, BTreeSet::new(), "a word that nobody reads proves nothing");

    let found = crawl(&site, &house, &link, &site.visitor()).await;
    for (path, page) in &found {
        tells_nothing(page, path);
        assert!(!page.body.contains(key(&link)), "{path} shows the key");
    }
    assert!(found.len() > 60, "{}", found.len());
    assert!(!early.is_empty());
    for mail in early {
        for secret in SECRETS {
            let told = [&mail.text, &mail.html].iter().any(|part| part.contains(secret));
            assert!(!told, "a mail to somebody who is on no list tells {secret}: {}", mail.text);
        }
    }
}
