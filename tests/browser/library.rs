//! The library of a demonstration, behind its door.

use crate::{browser::Browser, site::Site, support::program};
use serde_json::Value;
use std::collections::BTreeSet;
use thirtyfour::By;
use tokio::task::block_in_place;

/// A story of the demonstration, by its key in `demo/`.
pub struct Story {
    pub key: &'static str,
    pub title: &'static str,
}

pub const COOLBOX: Story = Story { key: "koelbox", title: "De koelbox die de hele nacht bleef rijden" };
pub const FREEZER: Story = Story { key: "congelateur", title: "L’alarme que tout le monde savait fausse" };
pub const SLAB: Story = Story { key: "dalle", title: "Douze centimètres, c’est une marche" };
pub const SALT: Story = Story { key: "zout", title: "Vierhonderd broden zonder zout" };
pub const STICKER: Story = Story { key: "sticker", title: "The green sticker that nobody had earned" };

/// A word of each story as somebody mistypes it, on a page in its language.
const MISSPELT: [(&str, &str, Story); 3] =
    [("fr", "géomettre", SLAB), ("en", "callibration", STICKER), ("nl", "bakerij", SALT)];

/// Finds a story by a misspelt word in each language, reads the last one with what came of it, and says “me too”;
/// then hides a story, and takes one back as its author: neither stands anywhere from then on.
pub async fn is_searched_read_and_left(site: &Site, browser: &Browser, hidden: &Story, taken_back: &Story) {
    browser.visit("/acme/events?lang=en").await;
    let day = browser.see("main a[href*='/acme/events/']").await.attr("href").await.unwrap().unwrap();
    let day = day.split('?').next().unwrap().to_owned();
    let told = async || {
        browser.go("/acme/library?lang=en").await;
        let page = browser.driver.source().await.unwrap();
        [hidden, taken_back, &STICKER].iter().all(|story| page.contains(story.title))
    };
    browser.until("the stories that were told", told).await;
    browser.visit("/acme/library?lang=en").await;
    for (language, typed, story) in &MISSPELT {
        find(browser, language, typed, story.title).await;
    }
    browser.arrive("[data-test=lesson]").await;
    browser.send("/me-too").await;
    browser.land("/acme/library/done/me-too").await;

    for story in [hidden, taken_back] {
        assert_eq!(stands(site, browser, &day, story).await, all(&day), "{}", story.title);
    }
    let address = find(browser, "en", hidden.title, hidden.title).await;
    browser.press("main a[href*='/hiding']").await;
    browser.arrive("#hide").await;
    browser.press("#hide label[for=field-who]").await;
    browser.send("/hiding").await;
    browser.land("/acme/library/done/hidden").await;
    assert_eq!(stands(site, browser, &day, hidden).await, BTreeSet::new());
    gone(browser, &address).await;

    let address = find(browser, "nl", taken_back.title, taken_back.title).await;
    take_back(site, browser, taken_back.key).await;
    assert_eq!(stands(site, browser, &day, taken_back).await, BTreeSet::new());
    gone(browser, &address).await;
}

/// Types into the box, and opens the first story that is found; returns its address.
pub async fn find(browser: &Browser, language: &str, typed: &str, title: &str) -> String {
    browser.visit(&format!("/acme/library?lang={language}")).await;
    browser.fill("q", typed).await;
    browser.press("main form[role=search] button").await;
    browser.arrive("[data-test=excerpt]").await;
    let first = browser.see("[data-test=story] a").await;
    assert_eq!(first.text().await.unwrap(), title, "{typed}");
    first.click().await.unwrap();
    browser.arrive("article.told").await;
    browser.path().await
}

/// Places where a told story stands: list, results, feed, agenda.
fn all(day: &str) -> BTreeSet<String> {
    ["/acme/library", "results", "feed", day].map(str::to_owned).into()
}

/// Returns those of the places where a story stands now.
async fn stands(site: &Site, browser: &Browser, day: &str, story: &Story) -> BTreeSet<String> {
    let mut places = BTreeSet::new();
    for (page, name) in [("/acme/library", "/acme/library"), (day, day)] {
        browser.go(&format!("{page}?lang=fr")).await;
        browser.see("h1").await;
        if browser.driver.source().await.unwrap().contains(story.title) {
            places.insert(name.to_owned());
        }
    }
    browser.go("/acme/library?lang=fr").await;
    let feed = browser.see("main a[href*='library.atom'][href*='key=']").await;
    let feed = feed.attr("href").await.unwrap().unwrap();
    let address = site.base.trim_start_matches("http://");
    let feed = block_in_place(|| program::get(address, &feed)).unwrap();
    assert_eq!(feed.status, 200);
    if feed.body.contains(story.title) {
        places.insert("feed".to_owned());
    }
    browser.fill("q", story.title).await;
    browser.press("main form[role=search] button").await;
    let led = async || browser.driver.current_url().await.unwrap().query().is_some_and(|q| q.contains("q="));
    browser.until("results", led).await;
    for result in browser.driver.find_all(By::Css("[data-test=story] a")).await.unwrap() {
        if result.text().await.unwrap() == story.title {
            places.insert("results".to_owned());
        }
    }
    places
}

async fn gone(browser: &Browser, address: &str) {
    browser.go(address).await;
    browser.see(".tumbled").await;
}

/// Returns the receipt code of a story.
pub fn code(site: &Site, key: &str) -> String {
    let notes = std::fs::read(site.folder.join("demo.json")).unwrap();
    let notes: Value = serde_json::from_slice(&notes).unwrap();
    notes["receipts"][key].as_str().unwrap().to_owned()
}

/// Takes a story back with its receipt code.
async fn take_back(site: &Site, browser: &Browser, key: &str) {
    let code = code(site, key);
    browser.visit("/acme/receipt?lang=nl").await;
    browser.fill("code", &code).await;
    browser.press("main form button:not([type=button])").await;
    browser.see("[data-test=story-status]").await;
    browser.press("details:has(form[action*='/receipt/withdrawal/preview']) summary").await;
    browser.send("/receipt/withdrawal/preview").await;
    browser.arrive("form#withdraw.inline").await;
    browser.press("form#withdraw button").await;
    browser.arrive("[data-test=story-status][data-status=withdrawn]").await;
}
