//! The library of a demonstration, behind its door.

use crate::browser::Browser;

/// Finds a story by its title, reads it, says “me too”, asks its author, hides it, and does not find it any more.
pub async fn is_searched_read_and_hidden_from(browser: &Browser) {
    browser.go("/acme/library?lang=en").await;
    let shelved = async || {
        browser.driver.refresh().await.unwrap();
        browser.has("main a[href*='/acme/library/'] ").await && browser.has("[data-test=story]").await
    };
    browser.until("a story in the library", shelved).await;
    browser.arrive("[data-test=story]").await;
    let title = browser.see("[data-test=story] a").await.text().await.unwrap();
    browser.fill("q", &title).await;
    browser.press("main form[action*='/acme/library'] button").await;
    browser.arrive("[data-test=story] mark").await;
    browser.press("[data-test=story] a").await;
    browser.arrive("article[data-test=story]").await;
    let story = browser.path().await;
    browser.send("/me-too").await;
    browser.land("/acme/library/done/me-too").await;
    browser.visit(&story).await;
    browser.press("details:has(#ask) summary").await;
    browser.fill("question", "What did you change?").await;
    browser.send("/question").await;
    browser.land("/acme/library/done/asked").await;
    browser.visit(&format!("{story}/hiding")).await;
    browser.press("#hide label[for=field-who]").await;
    browser.send("/hiding").await;
    browser.land("/acme/library/done/hidden").await;
    browser.go(&story).await;
    browser.see(".tumbled").await;
}
