//! Half-written forms: the browser asks before they are lost, where scripts run, and only then.

use crate::{browser::Browser, checks};

/// Notes what the page said to being left, after its own scripts had their say; the note outlives the page.
const NOTE: &str = "addEventListener('beforeunload', \
    e => sessionStorage.setItem('asked', (sessionStorage.getItem('asked') ?? '') + Number(e.defaultPrevented)))";
const NOTED: &str =
    "const noted = sessionStorage.getItem('asked'); sessionStorage.removeItem('asked'); return noted";

/// Loads the page again as its reader does, and says whether the browser was made to ask.
async fn reload(browser: &Browser) -> bool {
    browser.driver.execute(NOTE, vec![]).await.unwrap();
    browser.driver.refresh().await.unwrap();
    noted(browser).await
}

/// Tells whether the browser was made to ask when the last page was left.
async fn noted(browser: &Browser) -> bool {
    let noted = browser.driver.execute(NOTED, vec![]).await.unwrap();
    noted.json().as_str() == Some("1")
}

/// With scripts: it asks before a half-written form is lost, also one that came back with its faults; never when
/// nothing was typed, and never when it is sent.
pub async fn asks(browser: &Browser) {
    // Nothing glides while it is clicked.
    checks::screen(browser, (1280, 900), "light").await;
    browser.go("/acme/stories/new").await;
    loaded(browser).await;
    assert!(!reload(browser).await, "nothing was typed");
    loaded(browser).await;
    browser.fill("title", "Twee keer").await;
    assert!(reload(browser).await, "half written");
    loaded(browser).await;
    browser.fill("title", "Twee keer").await;
    browser.driver.execute(NOTE, vec![]).await.unwrap();
    browser.press("form#tell button:not([type=button])").await;
    browser.see("#problems").await;
    assert!(!noted(browser).await, "it was sent");
    loaded(browser).await;
    browser.driver.execute(NOTE, vec![]).await.unwrap();
    browser.press("header .brand").await;
    browser.see("main a[href*='/stories/new']").await;
    assert!(noted(browser).await, "it came back, and was not sent again");
    // In another language it comes along: nobody is asked.
    browser.go("/acme/stories/new").await;
    loaded(browser).await;
    browser.fill("title", "Twee keer").await;
    browser.driver.execute(NOTE, vec![]).await.unwrap();
    browser.press("nav.languages button[lang=fr]").await;
    let title = browser.see("html[lang=fr] main [name=title]").await;
    assert!(!noted(browser).await, "it comes along");
    assert_eq!(title.prop("value").await.unwrap().as_deref(), Some("Twee keer"));
}

/// Waits until the page's own scripts have run.
async fn loaded(browser: &Browser) {
    browser.see("[data-enhance=counter] ~ .count").await;
    browser
        .until("scripts", async || {
            let modules = "return performance.getEntriesByType('resource').some(it => it.name.endsWith('/leave.js')) \
                && document.readyState === 'complete'";
            let ready = browser.driver.execute(modules, vec![]).await.unwrap();
            ready.json().as_bool() == Some(true)
        })
        .await;
}

/// Without scripts, the page is left as any other.
pub async fn asks_nothing(browser: &Browser) {
    browser.go("/acme/stories/new").await;
    browser.fill("title", "Twee keer").await;
    browser.driver.refresh().await.unwrap();
    let title = browser.see("main [name=title]").await;
    assert!(title.is_displayed().await.unwrap());
}
