//! The queue at the desk: keys, several stories at once, kept filters.

use crate::{browser::Browser, checks, journey};
use thirtyfour::{Key, prelude::*};

const QUEUE: &str = "/desk/acme/stories";
/// Most px of a row on a desk.
const ROW: f64 = 64.0;

/// Tells stories, and waits until a moderator who is signed in has them.
pub async fn fill(browser: &Browser, titles: &[&str]) {
    checks::screen(browser, (1280, 900), "light").await;
    for title in titles {
        journey::write(browser, title).await;
    }
}

async fn until_there(browser: &Browser, stories: usize) {
    let there = async || {
        browser.go(QUEUE).await;
        browser.driver.find_all(By::Css("[data-test=story]")).await.unwrap().len() == stories
    };
    browser.until("the stories in the queue", there).await;
}

/// Text of what has the focus.
async fn focused(browser: &Browser) -> String {
    let script = "const it = document.activeElement; return it.innerText || it.name || it.tagName";
    browser.driver.execute(script, vec![]).await.unwrap().convert().unwrap()
}

/// Types where the focus is.
async fn key(browser: &Browser, keys: impl Into<thirtyfour::TypingData>) {
    browser.driver.active_element().await.unwrap().send_keys(keys).await.unwrap();
}

async fn leave_field(browser: &Browser) {
    browser.driver.execute("document.activeElement.blur()", vec![]).await.unwrap();
}

async fn is_open(browser: &Browser) -> bool {
    browser.has("dialog[open]").await
}

/// Rows are dense on a desk, in every state of theirs.
pub async fn is_dense(browser: &Browser, stories: usize) {
    until_there(browser, stories).await;
    browser.visit(QUEUE).await;
    checks::screen(browser, (1280, 900), "light").await;
    let heights = "return Math.max(...[...document.querySelectorAll('.rows > li')] \
        .map(row => row.getBoundingClientRect().height))";
    let highest: f64 = browser.driver.execute(heights, vec![]).await.unwrap().convert().unwrap();
    assert!(highest > 20.0 && highest <= ROW, "{highest} px");
}

/// Keys move, tick, open and list themselves; where somebody types, with Ctrl, Alt or Meta, and once they are turned off,
/// they do nothing.
pub async fn is_led_by_keys(browser: &Browser) {
    browser.go(QUEUE).await;
    browser.see("[data-opens=keys]:not([hidden])").await;
    let titles: Vec<String> = titles(browser).await;
    key(browser, "j").await;
    assert_eq!(focused(browser).await, titles[0]);
    key(browser, "j").await;
    assert_eq!(focused(browser).await, titles[1]);
    key(browser, "k").await;
    assert_eq!(focused(browser).await, titles[0]);
    for held in [Key::Control, Key::Alt, Key::Meta] {
        key(browser, held.clone() + "k").await;
        key(browser, held.clone() + "j").await;
        assert_eq!(focused(browser).await, titles[0], "{held:?}");
    }
    key(browser, "x").await;
    assert!(browser.has("[data-test=story]:first-child input:checked").await);
    key(browser, "?").await;
    assert!(is_open(browser).await);
    assert_eq!(checks::axe(browser, &serde_json::json!({})).await, serde_json::json!([]));
    key(browser, "j").await;
    key(browser, Key::Escape).await;
    assert!(!is_open(browser).await);
    assert_eq!(focused(browser).await, titles[0], "back where it was");

    browser.press("details:has(#search) > summary").await;
    let search = browser.see("#search").await;
    search.send_keys("jkx?").await.unwrap();
    assert_eq!(search.value().await.unwrap().as_deref(), Some("jkx?"));
    assert!(!is_open(browser).await);

    leave_field(browser).await;
    browser.press("[data-opens=keys]").await;
    browser.press("label[for=keys-on]").await;
    browser.press("[data-closes=keys]").await;
    for _ in 0..2 {
        leave_field(browser).await;
        key(browser, "j").await;
        key(browser, "?").await;
        assert!(!titles.contains(&focused(browser).await) && !is_open(browser).await, "turned off");
        browser.go(QUEUE).await;
        browser.see("[data-opens=keys]:not([hidden])").await;
    }
    browser.press("[data-opens=keys]").await;
    browser.press("label[for=keys-on]").await;
    key(browser, Key::Escape).await;
    leave_field(browser).await;
    key(browser, "j").await;
    assert_eq!(focused(browser).await, titles[0]);
    key(browser, Key::Enter).await;
    browser.see("[data-test=story][data-status]").await;
}

/// On the page of a story: keys lead to its parts, and Enter accepts.
pub async fn is_decided_by_keys(browser: &Browser) {
    browser.send("/claim").await;
    browser.arrive("button[formaction*='/acceptance']").await;
    for (letter, name) in [("e", "title"), ("q", "question"), ("d", "reason")] {
        leave_field(browser).await;
        key(browser, letter).await;
        let script = "return document.activeElement.name";
        let focus: String = browser.driver.execute(script, vec![]).await.unwrap().convert().unwrap();
        assert_eq!(focus, name, "{letter}");
        let field = browser.driver.active_element().await.unwrap();
        field.send_keys("eadq").await.unwrap();
        assert!(field.value().await.unwrap().unwrap_or_default().contains("eadq"), "{name}");
        for _ in 0.."eadq".len() {
            field.send_keys(Key::Backspace).await.unwrap();
        }
    }
    leave_field(browser).await;
    key(browser, "a").await;
    assert!(!browser.has("[data-test=story][data-status=accepted]").await, "one key accepts nothing");
    key(browser, Key::Enter).await;
    browser.arrive("[data-test=story][data-status=submitted]").await;
}

/// A key leads to the next story; whoever works on one that was decided in another tab is told so.
pub async fn is_followed_by_the_next(browser: &Browser) {
    leave_field(browser).await;
    key(browser, "n").await;
    browser.arrive("[data-test=story][data-status=submitted]").await;
    browser.send("/claim").await;
    browser.arrive("button[formaction*='/refusal']").await;
    let decline = "const form = document.getElementById('review'); const done = arguments[0]; \
        const body = new URLSearchParams(new FormData(form)); \
        body.set('reason', 'Thank you; this is for the counsellor.'); \
        fetch(form.action.replace('/versions', '/refusal'), { method: 'POST', body }).then(() => done())";
    browser.driver.execute_async(decline, vec![]).await.unwrap();
    assert!(browser.has("[data-enhance=lease][hidden]").await);
    key(browser, Key::Shift).await;
    browser.arrive("[data-enhance=lease]:not([hidden])").await;
}

async fn titles(browser: &Browser) -> Vec<String> {
    let mut titles = vec![];
    for row in browser.driver.find_all(By::Css(".row-title")).await.unwrap() {
        titles.push(row.text().await.unwrap());
    }
    titles
}

/// Reads two stories, ticks all, and decides once; a third one was not read and stays.
pub async fn is_decided_at_once(browser: &Browser) {
    browser.go(QUEUE).await;
    let links = browser.driver.find_all(By::Css(".row-title")).await.unwrap();
    let mut read = vec![];
    for link in links.iter().take(2) {
        read.push(link.attr("href").await.unwrap().unwrap());
    }
    for path in &read {
        browser.go(path).await;
        browser.see("[data-test=story][data-status]").await;
    }
    browser.go(QUEUE).await;
    for tick in browser.driver.find_all(By::Css("[data-test=story] input")).await.unwrap() {
        tick.click().await.unwrap();
    }
    browser.press("#queue button[formaction*='/batch']").await;
    browser.arrive("#batch").await;
    assert_eq!(browser.driver.find_all(By::Css("[data-test=ticked]")).await.unwrap().len(), 2);
    browser.press("input[name=verdict][value=decline] + label").await;
    browser.send("/batch/verdict").await;
    browser.arrive("#problems a[href='#field-reason']").await;
    browser.fill("reason", crate::desk::REASON).await;
    browser.send("/batch/verdict").await;
    browser.arrive("[data-test=done]").await;
    assert_eq!(browser.driver.find_all(By::Css("[data-test=done]")).await.unwrap().len(), 2);
    browser.press(".back a").await;
    browser.see("[data-test=story] input").await.click().await.unwrap();
    browser.press("#queue button[formaction*='/claims']").await;
    browser.arrive("[data-test=done]").await;
}

/// Narrows the queue down, and keeps that under a name.
pub async fn is_narrowed_and_kept(browser: &Browser) {
    browser.visit(&format!("{QUEUE}?status=mine")).await;
    browser.press("details:has(#search) > summary").await;
    browser.press("details a[href*='language=fr']").await;
    browser.see("a[aria-current][href*='language=fr']").await;
    browser.press("a[href*='/stories/views?']").await;
    browser.arrive("#view").await;
    browser.fill("name", "Hottentottententententoonstellingsterrein").await;
    browser.send("/stories/views").await;
    browser.arrive("#problems a[href='#field-name']").await;
    let name = browser.see("#field-name").await;
    name.clear().await.unwrap();
    name.send_keys("In het Frans").await.unwrap();
    browser.send("/stories/views").await;
    browser.arrive("[role=status]").await;
    browser.visit(&format!("{QUEUE}/views")).await;
    browser.send("/removal").await;
    browser.land(&format!("{QUEUE}/views")).await;
    assert!(!browser.has("[data-test=view]").await);
}
