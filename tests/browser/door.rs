//! The readers' door of a demonstration.

use crate::browser::Browser;

/// Finds the door where an agenda would be, types in a wrong code, then the one on the poster.
pub async fn opens_by_code(browser: &Browser) {
    browser.visit("/acme/events?lang=en").await;
    browser.see("#door").await;
    assert!(!browser.has("main a[href*='/acme/events/']").await);
    let code = browser.see("[data-test=house-code]").await.text().await.unwrap();
    browser.fill("house_code", "kiwi ").await;
    browser.send("/acme/house").await;
    browser.arrive("#problems a[href='#field-house_code']").await;
    let field = browser.see("main [name=house_code]").await;
    assert_eq!(field.value().await.unwrap().as_deref(), Some("kiwi "));
    field.clear().await.unwrap();
    browser.fill("house_code", &code.to_uppercase().replace('-', " ")).await;
    browser.send("/acme/house").await;
    browser.land("/acme/events").await;
    browser.see("main a[href*='/acme/events/']").await;
    for page in ["/acme", "/acme/stories/new", "/acme/receipt", "/acme/promise"] {
        browser.go(page).await;
        browser.see("h1").await;
        let seen = browser.driver.get_all_cookies().await.unwrap();
        assert!(seen.is_empty(), "{page}: {seen:?}");
    }
}

/// Presses the link on the door's page; the feed on a page behind it holds the key, for programs keep no cookie.
pub async fn opens_by_link(browser: &Browser) {
    browser.visit("/acme/announcements?lang=fr").await;
    browser.press("main a[href*='/acme/house/']").await;
    browser.see("main a[href*='/acme/subscribe']").await;
    browser.land("/acme/announcements").await;
    browser.visit("/acme/events?lang=nl").await;
    browser.press("main a[href*='/acme/events/']").await;
    browser.arrive("[data-test=slot]").await;
    browser.visit("/acme/library?lang=nl").await;
    browser.see("main a[href*='/acme/library.atom?key=']").await;
}
