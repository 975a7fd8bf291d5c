//! Checks of every page.

use crate::browser::Browser;
use serde_json::{Value, json};

/// Remembers what the content security policy stopped, from before the page's first line.
pub const COLLECTOR: &str = "window.stopped = []; document.addEventListener('securitypolicyviolation', \
    e => window.stopped.push(e.violatedDirective + ' ' + e.blockedURI));";

const AXE: &str = include_str!("../vendor/axe.min.js");
const RUN_AXE: &str = "const done = arguments[arguments.length - 1]; axe.run(arguments[0]).then( \
    r => done(r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | '))), e => done(['' + e]))";

/// Width in px that 400 % zoom leaves of a screen of 1280 px.
const NARROWEST: u32 = 320;

const WIDEST: &str = "return [...document.querySelectorAll('body *')] \
    .filter(it => it.getBoundingClientRect().right > innerWidth + 1) \
    .map(it => it.outerHTML.slice(0, 160)).slice(-4)";

/// Checks that nothing is wider than 320 px, however long a word is; where scripts run, that axe finds nothing on a
/// light phone nor on a dark desk, and that the page broke no rule of its own content security policy.
pub async fn page(browser: &Browser) {
    look(browser, &json!({})).await;
}

/// The same of a mail, which is no page: it has no landmarks.
pub async fn mail(browser: &Browser) {
    let rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    look(browser, &json!({"runOnly": rules})).await;
}

async fn look(browser: &Browser, rules: &Value) {
    let address = browser.driver.current_url().await.unwrap();
    narrow(browser).await;
    view(browser, 360, "light").await;
    if browser.scripts {
        assert_eq!(stopped(browser).await, json!([]), "{address}: stopped by its policy");
        assert_eq!(axe(browser, rules).await, json!([]), "{address} on a light phone");
    }
    view(browser, 1280, "dark").await;
    if browser.scripts {
        assert_eq!(axe(browser, rules).await, json!([]), "{address} on a dark desk");
    }
}

/// Checks that nothing of the page is wider than the narrowest screen.
pub async fn narrow(browser: &Browser) {
    let address = browser.driver.current_url().await.unwrap();
    assert_eq!(too_wide(browser).await, None, "{address}");
}

/// Names the elements wider than the narrowest screen.
pub async fn too_wide(browser: &Browser) -> Option<String> {
    view(browser, NARROWEST, "light").await;
    let measures = browser.devtools("Page.getLayoutMetrics", json!({})).await;
    let (wide, room) = (&measures["cssContentSize"]["width"], &measures["cssLayoutViewport"]["clientWidth"]);
    assert_eq!(room, &json!(NARROWEST));
    if wide.as_f64() <= room.as_f64() {
        return None;
    }
    let widest = widest(browser).await;
    Some(format!("{wide} px wide on a screen of {NARROWEST}: {widest}"))
}

/// Returns violations that axe finds by these rules.
pub async fn axe(browser: &Browser, rules: &Value) -> Value {
    let there = browser.driver.execute("return 'axe' in window", vec![]).await.unwrap();
    if !there.convert::<bool>().unwrap() {
        browser.driver.execute(AXE, vec![]).await.unwrap();
    }
    let found = browser.driver.execute_async(RUN_AXE, vec![rules.clone()]).await.unwrap();
    found.json().clone()
}

/// Returns loads that the content security policy stopped.
pub async fn stopped(browser: &Browser) -> Value {
    let found = browser.driver.execute("return window.stopped", vec![]).await.unwrap();
    found.json().clone()
}

/// Returns the elements that stand out on the right, for the message of a test.
async fn widest(browser: &Browser) -> Value {
    let found = browser.driver.execute(WIDEST, vec![]).await;
    found.map_or(Value::Null, |found| found.json().clone())
}

async fn view(browser: &Browser, width: u32, scheme: &str) {
    screen(browser, (width, 800), scheme).await;
}

/// Looks at the page on a screen of another size, by day or by night.
pub async fn screen(browser: &Browser, (width, height): (u32, u32), scheme: &str) {
    browser
        .devtools(
            "Emulation.setDeviceMetricsOverride",
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}),
        )
        .await;
    let features = [
        json!({"name": "prefers-color-scheme", "value": scheme}),
        json!({"name": "prefers-reduced-motion", "value": "reduce"}),
    ];
    browser.devtools("Emulation.setEmulatedMedia", json!({"features": features})).await;
}
