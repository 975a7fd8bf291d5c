//! The poster as it comes out of a printer.

use crate::browser::Browser;
use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::{Value, json};

/// A centimetre in CSS pixels.
const CM: f64 = 96.0 / 2.54;
/// A sheet, 21 by 29.7 cm.
const A4: (f64, f64) = (21.0 * CM, 29.7 * CM);
/// Margin that a printer may cut off.
const EDGE: f64 = 0.2 * CM;

const MEASURE: &str = "
    const size = css => { const box = document.querySelector(css).getBoundingClientRect(); return [box.width, box.height]; };
    const shown = css => [...document.querySelectorAll(css)].filter(it => it.checkVisibility()).map(it => it.className);
    return { poster: size('.poster'), qr: size('.poster .qr'), address: document.querySelector('.poster .big').innerText,
      others: shown('header.top, .page > :not(.poster), footer.foot') };";

pub async fn fills_a_sheet(browser: &Browser, base: &str) {
    browser.visit("/desk/acme/settings/poster").await;
    let printed = browser
        .devtools("Page.printToPDF", json!({"preferCSSPageSize": true, "printBackground": true}))
        .await;
    let file = BASE64_STANDARD.decode(printed["data"].as_str().unwrap()).unwrap();
    let file = String::from_utf8_lossy(&file);
    assert_eq!(file.matches("/Type /Page\n").count(), 1, "one sheet");

    let screen = json!({"width": 794, "height": 1123, "deviceScaleFactor": 1, "mobile": false});
    browser.devtools("Emulation.setDeviceMetricsOverride", screen).await;
    browser.devtools("Emulation.setEmulatedMedia", json!({"media": "print"})).await;
    let found = browser.driver.execute(MEASURE, vec![]).await.unwrap().json().clone();
    let size = |name: &str| {
        let side = |at: usize| found[name][at].as_f64().unwrap();
        (side(0), side(1))
    };
    let (wide, high) = size("poster");
    assert!(
        (A4.0 - EDGE..=A4.0).contains(&wide) && (A4.1 - EDGE..=A4.1).contains(&high),
        "fills the sheet and no more: {found}"
    );
    let (qr_wide, qr_high) = size("qr");
    assert!(qr_wide >= 6.0 * CM && qr_high >= 6.0 * CM, "to be photographed from afar: {found}");
    let words = base.split_once("://").unwrap().1;
    assert_eq!(found["address"], Value::String(format!("{words}/acme")), "to be typed");
    assert_eq!(found["others"], json!([]), "nothing of the desk comes along");
}
