//! Every address of the site on the narrowest screen, in every state it can be met in.

use crate::{browser::Browser, checks, desk, journey::long, site::Site};
use std::collections::{BTreeMap, BTreeSet};

/// Addresses that give no page: files, feeds, what machines ask, ways on, and what only a demonstration has.
const NO_PAGES: &[&str] = &[
    "/healthz",
    "/readyz",
    "/favicon.ico",
    "/robots.txt",
    "/.well-known/change-password",
    "/.well-known/security.txt",
    "/assets/{path:.*}",
    "/{org}/events/{event}/agenda.ics",
    "/{org}/events/{event}/agenda.json",
    "/dev/mailbox",
    "/dev/mailbox/{name}",
    "/dev/mailbox/{name}/attachments/{number}",
    "/dev/mailbox/{name}/html",
    "/desk/{org}/announcements/{id}/preview/{language}",
];

/// Pages of stories that were told, and of questions about them, which the journey does not wait for: `library.rs` and
/// `questions.rs` look at them.
const WITHOUT_CONTENT: &[&str] = &[
    "/{org}/library/{story}",
    "/{org}/library/{story}/hiding",
    "/desk/{org}/questions/{question}",
    "/desk/{org}/answers/{answer}",
];

/// All addresses that give something, as `access.rs` lists them, and with it the router.
fn addresses() -> Vec<&'static str> {
    let lines = include_str!("../it/access.rs").lines();
    let listed = lines.filter_map(|line| line.trim().trim_start_matches('(').strip_prefix("\"GET "));
    let all: Vec<&str> = listed.filter_map(|rest| rest.split('"').next()).collect();
    assert!(all.len() > 50, "{}", all.len());
    all
}

/// The address that a path belongs to; what stands in it as such comes before what takes anything.
fn address_of(path: &str, all: &[&'static str]) -> Option<&'static str> {
    let parts: Vec<&str> = path.split('/').collect();
    let fits = |pattern: &&&'static str| {
        let pattern: Vec<&str> = pattern.split('/').collect();
        let one =
            |(pattern, part): (&&str, &&str)| pattern == part || pattern.starts_with('{') && !part.is_empty();
        pattern.len() == parts.len() && pattern.iter().zip(&parts).all(one)
    };
    all.iter().filter(fits).min_by_key(|pattern| pattern.matches('{').count()).copied()
}

/// A walk along all links.
struct Walk<'a> {
    browser: &'a Browser,
    all: Vec<&'static str>,
    seen: BTreeMap<&'static str, String>,
}

impl Walk<'_> {
    /// Looks at one page of each address that can be reached from here.
    async fn from(&mut self, start: &[&str]) {
        let mut open: Vec<String> = start.iter().map(|&path| path.to_owned()).collect();
        while let Some(to) = open.pop() {
            let path = to.split(['?', '#']).next().unwrap();
            let known = address_of(path, &self.all).filter(|address| !NO_PAGES.contains(address));
            let Some(address) = known.filter(|address| !self.seen.contains_key(address)) else {
                continue;
            };
            self.browser.go(&to).await;
            checks::narrow(self.browser).await;
            // Not for this person: somebody else gets there.
            if self.browser.has(".tumbled").await {
                continue;
            }
            self.seen.insert(address, to);
            for link in self.links().await {
                open.push(link);
            }
        }
    }

    async fn links(&self) -> Vec<String> {
        let source = self.browser.driver.source().await.unwrap();
        let links = source.split("href=\"/").skip(1);
        let links = links.filter_map(|rest| rest.split('"').next());
        links.map(|link| format!("/{}", link.replace("&amp;", "&"))).collect()
    }
}

/// Checks that nothing is wider than the screen on all pages that links lead to and on the pages of errors.
pub async fn everywhere(site: &Site, browser: &Browser, subscription: &str) {
    let mut walk = Walk { browser, all: addresses(), seen: BTreeMap::new() };
    desk::sign_out(browser).await;
    let public = [
        "/",
        "/acme",
        "/acme/receipt",
        "/acme/house",
        "/acme/announcements",
        "/acme/subscribe",
        "/acme/subscribe/sent",
        "/acme/library/done/me-too",
    ];
    let unsubscribe = format!("{subscription}/unsubscription");
    walk.from(&[&public[..], &[subscription, &unsubscribe]].concat()).await;
    let link = site.run(&[
        "staff",
        "invite",
        "acme",
        "new@example.org",
        "--name",
        desk::NAME,
        "--role",
        "moderator",
    ]);
    let invitation = link.find("/desk/").map(|at| link[at..].to_owned()).unwrap();
    walk.from(&["/desk/sign-in", "/desk/sign-in/forgotten", "/desk/sign-in/forgotten/sent", &invitation])
        .await;
    for (role, others) in [
        ("moderator", ["", "/stories?status=accepted", "/stories?status=declined"]),
        ("organiser", ["", "/events", "/announcements"]),
        ("administrator", ["", "/settings", "/settings/poster"]),
    ] {
        desk::sign_in(browser, role).await;
        let mut desk: Vec<String> = others.iter().map(|end| format!("/desk/acme{end}")).collect();
        if role == "organiser" {
            browser.go("/desk/acme/announcements").await;
            browser.send("/desk/acme/announcements").await;
            browser.see("form#draft").await;
            desk.push(format!("{}/confirmation", browser.path().await));
            desk.extend(pack(browser).await);
        }
        walk.from(&desk.iter().map(String::as_str).chain(["/desk", "/desk/profile"]).collect::<Vec<_>>())
            .await;
        mistakes(browser, role).await;
        browser.go("/desk/acme").await;
        desk::sign_out(browser).await;
    }
    let expected = |one: &&&str| !NO_PAGES.contains(one) && !WITHOUT_CONTENT.contains(one);
    let missed: BTreeSet<_> = walk.all.iter().filter(expected).collect();
    let missed: Vec<_> = missed.into_iter().filter(|one| !walk.seen.contains_key(**one)).collect();
    assert!(missed.is_empty(), "not seen at all: {missed:?}");
}

/// Makes a pack that readers see; returns its address at the desk, and theirs.
async fn pack(browser: &Browser) -> [String; 2] {
    browser.go("/desk/acme/packs").await;
    browser.fill("title_nl", long!()).await;
    browser.press("form#pack button:not([type=button]):not([form])").await;
    browser.press("form#pack [name=shown] + label").await;
    browser.press("form#pack button:not([type=button]):not([form])").await;
    browser.see("form#pack [name=shown][checked]").await;
    let desk = browser.path().await;
    let public = desk.replace("/desk/acme/packs", "/acme/library/packs");
    [desk, public]
}

/// Pages that say what went wrong, with what was typed: nowhere, not allowed, gone, overtaken, at the wrong desk.
async fn mistakes(browser: &Browser, role: &str) {
    browser.go(concat!("/acme/", long!())).await;
    checks::narrow(browser).await;
    match role {
        "moderator" => {
            browser.go("/desk/acme/team").await;
            checks::narrow(browser).await;
        }
        "organiser" => {
            browser.go("/desk/acme/events/01a22456-7b7c-71cf-bba0-a757609fef12/agenda").await;
            checks::narrow(browser).await;
        }
        _ => overtaken(browser).await,
    }
}

/// A second window saves first; then the session ends while the form is open.
async fn overtaken(browser: &Browser) {
    let page = "/desk/acme/settings/call";
    browser.go(page).await;
    let first = browser.driver.window().await.unwrap();
    let second = browser.driver.new_tab().await.unwrap();
    browser.driver.switch_to_window(second.clone()).await.unwrap();
    checks::screen(browser, (1280, 900), "light").await;
    browser.go(page).await;
    browser.fill("call_nl", long!()).await;
    browser.press("form#call button:not([type=button]):not([form])").await;
    browser.see("[role=status]").await;
    browser.driver.switch_to_window(first.clone()).await.unwrap();
    browser.fill("call_nl", concat!("Anders. ", long!())).await;
    browser.press("form#call button:not([type=button]):not([form])").await;
    browser.see("[data-test=changed]").await;
    checks::narrow(browser).await;
    browser.driver.switch_to_window(second.clone()).await.unwrap();
    browser.go(page).await;
    desk::sign_out(browser).await;
    browser.driver.close_window().await.unwrap();
    browser.driver.switch_to_window(first).await.unwrap();
    browser.press("form#call button:not([type=button]):not([form])").await;
    browser.see("form#sign-in").await;
    checks::narrow(browser).await;
    desk::sign_in_here(browser, "administrator").await;
    browser.see("main form textarea").await;
    checks::narrow(browser).await;
}
