//! Public pages neither set nor read a cookie of anybody: every public address, found by following links and forms,
//! answers the same bytes with and without. That of readers, the same for all of them, is in `readers.rs`.

use crate::support::{
    Page, TestSite, Visitor,
    author_forms::{author_forms, site_with_a_story},
    days::a_day,
};
use actix_web::{http::header, test::TestRequest};
use pratfall::accounts::Role;
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    fs,
};

/// Cookies that a browser may hold: a session of staff, and those of other sites.
async fn cookies(site: &TestSite) -> Vec<String> {
    let mut staff = site.visitor();
    site.staff(Role::Administrator).await;
    staff.sign_in("administrator@acme.example.org", crate::support::PASSWORD, "acme").await;
    let session = staff.cookie().unwrap().to_owned();
    vec![
        session.clone(),
        format!("tracker=1; lang=fr; {session}; receipt=0000"),
        "pratfall_desk=x".to_owned(),
        format!("a={}", "b".repeat(4_000)),
        "\u{e9}; ;=;;\"".to_owned(),
    ]
}

/// Tells whether everybody gets the same page: a browser may keep it, and asks each time whether it is still right.
fn is_shared(path: &str) -> bool {
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    matches!(
        parts[..],
        ["acme"]
            | ["acme", "promise" | "events" | "library" | "library.atom"]
            | ["acme", "events" | "library", _]
            | ["acme", "events", _, "changes"]
            | ["acme", "library", "packs" | "done", _]
    ) || path.contains("/agenda.")
}

/// A request, to be sent again and again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Ask {
    Get(String),
    Post(String, BTreeMap<String, String>),
}

impl Ask {
    fn path(&self) -> &str {
        let (Self::Get(path) | Self::Post(path, _)) = self;
        path.split(['?', '#']).next().unwrap_or_default()
    }

    fn names_language(&self) -> bool {
        matches!(self, Self::Get(path) if path.contains("lang="))
    }

    async fn send(&self, visitor: &Visitor, cookie: Option<&str>) -> Page {
        let request = match self {
            Self::Get(path) => TestRequest::get().uri(path),
            Self::Post(path, fields) => TestRequest::post().uri(path).set_form(fields),
        };
        let request = match cookie {
            Some(cookie) => request.insert_header((header::COOKIE, cookie.as_bytes())),
            None => request,
        };
        visitor.ask(request).await
    }
}

/// Addresses in the source, so that none is forgotten; each variable part is `x`.
fn addresses() -> BTreeSet<String> {
    let modules = fs::read_dir("src").unwrap().flatten().map(|entry| entry.path().join("mod.rs"));
    let mut found = BTreeSet::new();
    for code in modules.filter_map(|file| fs::read_to_string(file).ok()) {
        let Some((_, routes)) = code.split_once("pub fn public_routes") else {
            continue;
        };
        let (routes, _) = routes.split_once("\n}").unwrap();
        for resource in routes.split("resource(\"").skip(1) {
            let (path, _) = resource.split_once('"').unwrap();
            let parts = path.split('/').map(|part| if part.starts_with('{') { "x" } else { part });
            found.insert(format!("/acme{}", parts.collect::<Vec<_>>().join("/")));
        }
    }
    assert!(found.len() >= 15, "{found:?}");
    found
}

fn headers(page: &Page) -> BTreeSet<String> {
    page.headers.iter().map(|(name, value)| format!("{name}: {value:?}")).collect()
}

/// A page's lines, without those that differ from one visit to the next: they hold what is made afresh each time.
fn lines<'a>(page: &'a Page, fresh: &BTreeSet<usize>) -> Vec<&'a str> {
    let lines = page.body.lines().enumerate();
    lines.map(|(at, line)| if fresh.contains(&at) { "" } else { line }).collect()
}

/// Asks with every cookie and with none: the same answer.
async fn check(visitor: &Visitor, ask: &Ask, cookies: &[String]) -> Page {
    let (once, again) = (ask.send(visitor, None).await, ask.send(visitor, None).await);
    let pairs = once.body.lines().zip(again.body.lines()).enumerate();
    let fresh: BTreeSet<usize> = pairs.filter(|(_, (a, b))| a != b).map(|(at, _)| at).collect();
    assert!(fresh.len() <= 4, "{ask:?} is never the same: {fresh:?}");
    for cookie in cookies {
        let with = ask.send(visitor, Some(cookie)).await;
        assert_eq!((once.status, headers(&once)), (with.status, headers(&with)), "{ask:?} with {cookie}");
        assert_eq!(lines(&once, &fresh), lines(&with, &fresh), "{ask:?} with {cookie}");
        assert_eq!(with.body.len(), once.body.len(), "{ask:?} with {cookie}");
    }
    assert_eq!(once.header("set-cookie"), "", "{ask:?}");
    if ask.path().starts_with("/assets/") {
        return once;
    }
    let shared = once.status.is_success() && is_shared(ask.path());
    assert_eq!(once.header("cache-control"), if shared { "no-cache" } else { "no-store" }, "{ask:?}");
    let negotiated = shared && !once.header("content-language").is_empty() && !ask.names_language();
    assert_eq!(once.header("vary"), if negotiated { "accept-language" } else { "" }, "{ask:?}");
    once
}

#[actix_web::test]
async fn every_public_address_answers_the_same_with_and_without_cookies() {
    let (site, code) = site_with_a_story().await;
    let organiser = site.staff(Role::Organiser).await;
    let (event, _) = a_day(&organiser).await;
    assert_eq!(organiser.post(&format!("{event}/releases"), &[]).await.status, 303);
    let visitor = site.visitor();
    visitor.post("/acme/subscribe", &[("email", "mia@example.org"), ("language", "en")]).await;
    site.work_on().await;
    let mail = site.mails().concat().replace("=\r\n", "");
    let links = mail.split("http://127.0.0.1:8080").skip(1);
    let links = links.filter_map(|rest| rest.split(|c: char| c.is_whitespace() || "\"<>".contains(c)).next());
    let links = links.filter(|link| link.starts_with("/acme/")).map(str::to_owned);
    let cookies = cookies(&site).await;

    let starts = ["/", "/acme", "/healthz", "/readyz", "/nowhere", "/nowhere/receipt", "/acme/nowhere"];
    let starts = starts.iter().map(|path| (*path).to_owned()).chain(links).chain(addresses());
    let mut queue: VecDeque<Ask> = starts.map(Ask::Get).collect();
    queue.extend(addresses().into_iter().map(|path| Ask::Post(path, BTreeMap::new())));
    queue.push_back(Ask::Post("/acme/receipt".to_owned(), [("code".to_owned(), code.clone())].into()));
    let malformed = [("code", code.as_str()), ("version", "x")].map(|(k, v)| (k.to_owned(), v.to_owned()));
    queue.push_back(Ask::Post("/acme/receipt/consent".to_owned(), malformed.into()));
    // Those of the author that do something do it to a story that there is not.
    queue.extend(
        author_forms(&visitor, &code).await.into_iter().map(|form| Ask::Post(form.action, form.fields)),
    );
    let (mut seen, mut statuses) = (BTreeSet::new(), BTreeMap::<u16, usize>::new());
    while let Some(ask) = queue.pop_front() {
        if !seen.insert(ask.clone()) {
            continue;
        }
        let page = check(&visitor, &ask, &cookies).await;
        *statuses.entry(page.status.as_u16()).or_default() += 1;
        let media = page.header("content-type").to_owned();
        if !media.starts_with("text/html") || matches!(ask, Ask::Post(..)) {
            continue;
        }
        let hrefs = [("a[href], link[href]", "href"), ("script[src], img[src]", "src")];
        let links = hrefs.iter().flat_map(|(css, name)| page.attributes(css, name));
        let ours = |path: &String| path.starts_with('/') && !path.starts_with("/desk");
        let gets = links.filter(ours).map(Ask::Get);
        let posts = page.forms().into_iter().map(|form| form.sends()).filter(|form| ours(&form.action));
        let posts = posts.map(|mut form| {
            form.fields.entry("email".to_owned()).and_modify(|email| "leo@example.org".clone_into(email));
            Ask::Post(form.action, form.fields)
        });
        queue.extend(gets.chain(posts).filter(|ask| !seen.contains(ask)).collect::<Vec<_>>());
    }
    let reached: BTreeSet<&str> = seen.iter().map(Ask::path).collect();
    println!("{} requests, {} addresses, answers {statuses:?}", seen.len(), reached.len());
    for status in [200, 303, 400, 404, 405, 422] {
        assert!(statuses.contains_key(&status), "{status} among {statuses:?}");
    }
    assert!(reached.len() >= 30, "{reached:?}");
}
