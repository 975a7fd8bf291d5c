//! A story under review: redacted by keyboard, asked about, answered, accepted by two people, agreed to.

use crate::{browser::Browser, desk, journey, shift, site::Site};
use thirtyfour::Key;

const TITLE: &str = "Een mail van Zoltan";
const QUESTION: &str = "Wat had je geholpen?";
const ANSWER: &str = "Dat iemand het rustig vroeg.";

/// An administrator asks for two people.
pub async fn takes_two(site: &Site, browser: &Browser) {
    desk::join(site, browser, "administrator").await;
    browser.visit("/desk/acme/settings/review").await;
    browser.press("label[for=field-four_eyes]").await;
    browser.press("#rules button:not([type=button], [name=switch])").await;
    browser.arrive("[role=status]").await;
    desk::sign_out(browser).await;
}

/// The whole way, in which `first` and `second` review.
pub async fn goes_its_way(browser: &Browser, first: &str, second: &str) {
    let code = journey::write(browser, TITLE).await;
    desk::sign_in(browser, first).await;
    open(browser, "submitted").await;
    enter(browser, "button[formaction$='/claim']").await;
    browser.see("[data-test=story][data-status=in_review]").await;
    enter(browser, "#text button[name=mark]").await;
    browser.see("#text button[name=restore]").await;
    if browser.scripts {
        shift::is_redacted_by_keyboard(browser).await;
    }
    if !browser.see("#field-title").await.is_displayed().await.unwrap() {
        enter(browser, "details:has([name=title]) > summary").await;
    }
    enter(browser, "#field-title").await;
    browser.see("main:not(:has([data-test=unsaved])) .original").await;
    browser.fill("question", QUESTION).await;
    leave(browser, "button[formaction$='/questions']").await;
    answer(browser, &code).await;
    open(browser, "answered").await;
    let page = browser.see("main").await.text().await.unwrap();
    assert!(page.contains(ANSWER), "{page}");
    assert!(!browser.see("h1").await.text().await.unwrap().contains("Zoltan"));
    leave(browser, "button[formaction$='/acceptance']").await;
    desk::sign_out(browser).await;
    journey::look_up(browser, &code, "in_review").await;
    desk::sign_in(browser, second).await;
    open(browser, "answered").await;
    browser.see("[data-test=approved]").await;
    leave(browser, "button[formaction$='/acceptance']").await;
    desk::sign_out(browser).await;
    journey::look_up(browser, &code, "accepted").await;
    let proposal = browser.see("[data-test=proposal] ins").await.text().await.unwrap();
    assert!(!proposal.contains("Zoltan"), "{proposal}");
    journey::agree(browser, &code).await;
}

/// Opens the only story in a state, once it is in the queue.
async fn open(browser: &Browser, state: &str) {
    let queue = format!("/desk/acme/stories?status={state}");
    let there = async || {
        browser.go(&queue).await;
        browser.has("[data-test=story] .row-title").await
    };
    browser.until(state, there).await;
    enter(browser, ".row-title").await;
    browser.arrive("[data-test=story][data-status]").await;
}

/// Presses a button by keyboard.
async fn enter(browser: &Browser, css: &str) {
    browser.see(css).await.send_keys(Key::Enter + "").await.unwrap();
}

/// The same, with a button that leads on to another page.
async fn leave(browser: &Browser, css: &str) {
    let path = browser.path().await;
    enter(browser, css).await;
    browser.until("the page after it", async || browser.path().await != path).await;
    browser.arrive("main:not(:has(#problems)) h1").await;
}

/// The author answers once the mix has brought the question.
async fn answer(browser: &Browser, code: &str) {
    let there = async || {
        browser.go("/acme/receipt?lang=nl").await;
        browser.fill("code", code).await;
        browser.press("main form button:not([type=button])").await;
        browser.see("[data-test=story-status]").await;
        browser.has("#answer").await
    };
    browser.until(QUESTION, there).await;
    browser.fill("text", ANSWER).await;
    browser.press("#answer button:not([type=button])").await;
    browser.arrive("h1").await;
}
