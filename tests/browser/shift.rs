//! Half an hour of a moderator: fifteen stories, counted in clicks, keys and pages.

use crate::{browser::Browser, checks, desk};
use std::cell::Cell;
use thirtyfour::{Key, prelude::*};

const QUEUE: &str = "/desk/acme/stories";
/// Stories to edit, to ask about, to decline, to accept.
const EDIT: usize = 5;
const ASK: usize = 2;
const DECLINE: usize = 2;
const ACCEPT: usize = 6;
/// Most clicks, and most pages that are loaded whole.
const CLICKS: usize = 45;
const LOADS: usize = 20;

/// Tells the stories; those to edit name somebody.
pub async fn fill(browser: &Browser) {
    checks::screen(browser, (1280, 900), "light").await;
    let titles = [
        ("Een mail van Zoltan", EDIT),
        ("Vraag me meer", ASK),
        ("Iedereen kent haar", DECLINE),
        ("Twee keer gedrukt", ACCEPT),
    ];
    for (title, many) in titles {
        for _ in 0..many {
            crate::journey::write(browser, title).await;
        }
    }
}

/// Works off the queue with a mouse, from its first story on.
pub async fn is_worked_off(browser: &Browser) {
    let (clicks, loads) = (Cell::new(0), Cell::new(1));
    let press = async |css: &str| {
        clicks.set(clicks.get() + 1);
        browser.press(css).await;
    };
    let there = async || {
        browser.go(QUEUE).await;
        browser.driver.find_all(By::Css("[data-test=story]")).await.unwrap().len()
            == EDIT + ASK + DECLINE + ACCEPT
    };
    browser.until("the stories in the queue", there).await;
    press(".row-title").await;
    for left in (0..EDIT + ASK + DECLINE + ACCEPT).rev() {
        loads.set(loads.get() + 1);
        browser.see("[data-test=story][data-status=submitted]").await;
        let title = browser.see("h1").await.text().await.unwrap();
        let path = browser.path().await;
        if title.contains("Zoltan") {
            press("#text button[name=mark]").await;
            browser.see("#text button[name=restore]").await;
            assert_eq!(browser.path().await, path, "no other page was loaded");
            press("button[formaction*='/acceptance']").await;
        } else if title.contains("Vraag") {
            press("a[href='#field-question']").await;
            browser.fill("question", "Wat had je geholpen?").await;
            press("button[formaction$='/questions']").await;
        } else if title.contains("Iedereen") {
            press("a[href='#field-reason']").await;
            browser.fill("reason", desk::REASON).await;
            press("button[formaction*='/refusal']").await;
        } else {
            press("button[formaction*='/acceptance']").await;
        }
        browser.until("the next page", async || browser.path().await != path).await;
        if left == 0 {
            assert_eq!(browser.path().await, QUEUE, "none is left");
        }
    }
    assert!(clicks.get() <= CLICKS, "{} clicks", clicks.get());
    assert!(loads.get() <= LOADS, "{} pages", loads.get());
}

/// Opens a story whose author was asked something.
pub async fn open_asked(browser: &Browser) {
    browser.go(&format!("{QUEUE}?status=in_review")).await;
    browser.press(".row-title").await;
}

/// Redacts by keyboard: words selected in a field give way to general ones.
pub async fn is_redacted_by_keyboard(browser: &Browser) {
    let type_in = async |keys: thirtyfour::TypingData| {
        browser.driver.active_element().await.unwrap().send_keys(keys).await.unwrap();
    };
    browser.see("[data-test=story][data-status]").await;
    type_in("e".into()).await;
    let field = browser.see("#field-what_happened").await;
    field.send_keys(Key::Control + Key::Home).await.unwrap();
    for _ in 0..3 {
        field.send_keys(Key::Control + Key::Shift + Key::Right).await.unwrap();
    }
    browser
        .until("the selected words", async || {
            let words = browser.see("#field-words").await.value().await.unwrap().unwrap_or_default();
            !words.is_empty()
        })
        .await;
    let words = browser.see("#field-words").await.value().await.unwrap().unwrap();
    browser.see("#field-general").await.send_keys(Key::Down).await.unwrap();
    let replace = browser.see(".redact button[formaction*='/redactions']").await;
    replace.send_keys(Key::Enter).await.unwrap();
    browser.see("#text button[name=restore]").await;
    let gone = async || {
        let text = browser.see("#field-what_happened").await.value().await.unwrap().unwrap();
        !text.contains(&words)
    };
    browser.until("the text without them", gone).await;
}
