//! A question of a reader on its way to an author of the demonstration and back.

use crate::{
    browser::Browser,
    desk,
    library::{STICKER, code, find},
    site::Site,
};

/// Asks an author, passes the question on, answers it, and shows the answer with a name left out, which the author
/// takes off again.
pub async fn go_there_and_back(site: &Site, browser: &Browser, question: &str) {
    let story = find(browser, "en", STICKER.title, STICKER.title).await;
    browser.press("details:has(#ask) summary").await;
    browser.fill("question", question).await;
    browser.send("/question").await;
    browser.land("/acme/library/done/asked").await;
    decide(browser, question).await;
    browser.send("/passing").await;
    browser.arrive("h1").await;

    let answering = "form[action$='/receipt/questions'] button, form[action*='/receipt/questions?'] button";
    mailbox(site, browser, answering).await;
    browser.press(answering).await;
    browser.arrive("[data-test=shown-to]").await;
    browser.fill("text", "Piet saw it first.").await;
    browser.press("#answer button:not([type=button])").await;
    browser.arrive("form[action*='/receipt'] [name=code]").await;

    decide(browser, question).await;
    let answer = browser.see("main [name=answer]").await;
    answer.clear().await.unwrap();
    browser.fill("answer", "… saw it first.").await;
    browser.send("/publication").await;
    browser.arrive("[data-test=published]").await;
    browser.press("[data-test=published] a").await;
    browser.arrive("form[action*='/removal']").await;
    desk::sign_out(browser).await;
    browser.visit(&story).await;
    let shown = browser.see("[data-test=answered]").await.text().await.unwrap();
    assert!(
        shown.contains(question) && shown.contains("… saw it first.") && !shown.contains("Piet"),
        "{shown}"
    );

    mailbox(site, browser, "form[action*='/receipt/questions/removal']").await;
    browser.press("details:has(form[action*='/removal']) summary").await;
    browser.send("/receipt/questions/removal").await;
    browser.see("[data-test=reader-question]:not(:has(form))").await;
    browser.go(&story).await;
    browser.see("article.told").await;
    assert!(!browser.has("[data-test=answered]").await);
}

/// Opens the page at the desk on which a moderator decides about a question, once the mix has brought it there.
async fn decide(browser: &Browser, question: &str) {
    if !browser.has("form[action*='/sign-out']").await {
        desk::sign_in(browser, "moderator").await;
    }
    let there = async || {
        browser.go("/desk/acme/questions?lang=en").await;
        browser.see("h1").await;
        browser.driver.source().await.unwrap().contains(question)
    };
    browser.until(question, there).await;
    browser.arrive("[data-test=question]").await;
    browser.press("[data-test=question] a").await;
    browser.arrive("#review").await;
}

/// Opens the author's mailbox, until it holds what the mix brings.
async fn mailbox(site: &Site, browser: &Browser, css: &str) {
    let code = code(site, STICKER.key);
    let there = async || {
        browser.go("/acme/receipt?lang=en").await;
        browser.fill("code", &code).await;
        browser.press("main form button:not([type=button])").await;
        browser.see("[data-test=story-status]").await;
        browser.has(css).await
    };
    browser.until(css, there).await;
    browser.arrive(css).await;
}
