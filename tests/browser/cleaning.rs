//! The browser counts what the server stores: both clean a text in the same way, with any characters in it.

use crate::browser::Browser;
use base64::prelude::{BASE64_STANDARD, Engine};
use pratfall::platform::text::clean;
use serde_json::json;
use sha2::{Digest, Sha256};

/// Code points whose texts are compared at once.
const BLOCK: u32 = 0x1000;

/// Surroundings of a character: alone, within words, after a letter and its accent, in a family, in Persian, beside
/// spaces.
const FRAMES: &[[&str; 2]] = &[
    ["", ""],
    ["a", "b"],
    ["e\u{301}", "b"],
    ["\u{1F468}\u{200D}", "\u{200D}\u{1F469}"],
    ["\u{6CC}\u{200C}", "\u{200C}\u{62E}"],
    [" \t", "\r\n"],
];

/// Hashes of all cleaned texts of a block, of which only a hash need travel.
const HASHES: &str = "const [frames, block, done] = arguments; (async () => { \
    const { clean } = await import('/assets/js/count.js'); const all = []; \
    for (let start = 0; start < 0x110000; start += block) { let texts = ''; \
      for (let c = start; c < start + block; c++) { if (c >= 0xd800 && c < 0xe000) continue; \
        for (const [before, after] of frames) texts += clean(before + String.fromCodePoint(c) + after) + '\\u0000'; } \
      const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(texts)); \
      all.push(btoa(String.fromCharCode(...new Uint8Array(hash)))); } \
    return all; })().then(done, error => done('' + error.stack))";

const ONE: &str = "const [texts, done] = arguments; import('/assets/js/count.js') \
    .then(({ clean }) => done(texts.map(clean)), error => done('' + error.stack))";

fn texts(block: u32) -> impl Iterator<Item = (u32, String)> {
    let all = (block * BLOCK..(block + 1) * BLOCK).filter_map(char::from_u32);
    all.flat_map(|c| {
        let text = move |[before, after]: &[&str; 2]| (u32::from(c), format!("{before}{c}{after}"));
        FRAMES.iter().map(text)
    })
}

/// Every character there is, in every frame.
pub async fn both_clean_alike(browser: &Browser) {
    browser.go("/acme/stories/new").await;
    let found = browser.driver.execute_async(HASHES, vec![json!(FRAMES), json!(BLOCK)]).await.unwrap();
    let theirs = found.json().as_array().cloned().unwrap_or_else(|| panic!("{}", found.json()));
    assert_eq!(theirs.len(), 0x0011_0000 / 0x1000);
    for (block, theirs) in (0..).zip(theirs) {
        let cleaned: String = texts(block).map(|(_, text)| clean(&text) + "\0").collect();
        if BASE64_STANDARD.encode(Sha256::digest(cleaned)) != theirs {
            differences(browser, block).await;
        }
    }
}

/// Says which they are.
async fn differences(browser: &Browser, block: u32) {
    let (points, raw): (Vec<u32>, Vec<String>) = texts(block).unzip();
    let found = browser.driver.execute_async(ONE, vec![json!(raw)]).await.unwrap();
    let theirs: Vec<String> = serde_json::from_value(found.json().clone()).unwrap();
    let differ: Vec<String> = points
        .iter()
        .zip(raw.iter().zip(&theirs))
        .filter(|(_, (raw, theirs))| clean(raw) != **theirs)
        .map(|(point, (raw, theirs))| format!("U+{point:04X}: {raw:?} is {:?} and {theirs:?}", clean(raw)))
        .collect();
    panic!("{} texts are cleaned in two ways: {:#?}", differ.len(), &differ[..differ.len().min(20)]);
}
