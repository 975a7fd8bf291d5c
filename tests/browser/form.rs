//! The author's pages as somebody nervous meets them on a phone: how short the form is, what unfolds, and the code to keep.

use crate::{browser::Browser, checks};
use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::{Value, json};
use std::path::Path;

/// The width of a small phone, and the height of its screen.
const PHONE: (u32, u32) = (360, 740);
const MOST_WORDS_BEFORE: u64 = 60;
const MOST_WORDS: u64 = 350;
/// Height in px of the form without what it says of readers and the library: the longest, in French, has 3219.
const MOST_HEIGHT: f64 = 3220.0;
/// Height in px of what it says of them, a line or two and one choice with its hint: in French 160.
const MOST_OF_READERS: f64 = 180.0;
/// The code breaks into four groups and three, in letters at least this large.
const CODE_LETTERS: f64 = 24.0;

/// Everything that can be chosen on every form.
const CHOICES: &[&str] = &[
    "told_by'][value='author",
    "told_by'][value='reader",
    "told_by'][value='library",
    "anonymity'][value='anonymous",
    "anonymity'][value='named",
    "name",
    "email",
    "silence'][value='publish",
    "silence'][value='never",
    "keep_code'][value='yes",
    "keep_code'][value='no",
    "theme",
    "language",
];

/// Counts the words that are shown before the first field and in all, and where that field and the page end, with and
/// without what is said of readers. Also where the page's own scripts do not run.
const MEASURE: &str = "
    const field = document.querySelector('[name=title]');
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let before = 0, all = 0;
    while (walker.nextNode()) {
      const text = walker.currentNode;
      if (text.parentElement.closest('script, style, template, option, .skip, .sr')) continue;
      if (!text.parentElement.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) continue;
      const words = text.data.split(/\\s+/).filter(Boolean).length;
      all += words;
      if (text.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING) before += words;
    }
    const height = () => document.documentElement.scrollHeight;
    const measured = { before, all, field: field.getBoundingClientRect().bottom + scrollY, height: height() };
    const readers = document.querySelectorAll('#field-told_by-hint, #tell .choice:has([value=library])');
    readers.forEach(it => it.hidden = true);
    return { ...measured, others: height(), readers: readers.length };";

/// Houses whose forms are measured, with what only their forms ask: with the poster code and a crowd to wait for, as by
/// default; with a way in for everybody as well; without a poster code.
pub const HOUSES: &[(&str, &[&str], &[&str])] = &[
    ("plain", &[], &["house_code", "wait_then'][value='go", "wait_then'][value='erase", "wait_days"]),
    ("both", &["--open", "20"], &["house_code", "wait_then'][value='erase", "wait_days"]),
    ("bare", &["--no-house-code", "--open", "20"], &["wait_days"]),
];

/// The form as first shown is short, in every language, and nothing that can be chosen is missing.
pub async fn is_short(browser: &Browser, house: &str, more: &[&str]) {
    for language in ["nl", "fr", "en"] {
        browser.go(&format!("/{house}/stories/new?lang={language}")).await;
        browser.see("form#tell").await;
        checks::screen(browser, PHONE, "light").await;
        let measured = run(browser, MEASURE).await;
        let figure = |name: &str| measured[name].as_f64().unwrap();
        let words = |name: &str| measured[name].as_u64().unwrap();
        assert!(
            figure("field") <= f64::from(PHONE.1),
            "the first field is on the first screen: {house} {language} {measured}"
        );
        assert!(words("before") <= MOST_WORDS_BEFORE, "{house} {language} {measured}");
        assert!(words("all") <= MOST_WORDS, "{house} {language} {measured}");
        assert_eq!(words("readers"), 2, "{measured}");
        assert!(figure("others") <= MOST_HEIGHT, "{house} {language} {measured}");
        let of_readers = figure("height") - figure("others");
        assert!((1.0..=MOST_OF_READERS).contains(&of_readers), "{house} {language} {measured}");
        for choice in CHOICES.iter().chain(more) {
            assert!(browser.has(&format!("#tell [name='{choice}']")).await, "{choice}");
        }
    }
}

/// Unfolds all that is folded away: contacts in place, name and address with the name, more choices by themselves
/// where something in them is wrong.
pub async fn unfolds(browser: &Browser) {
    browser.visit("/acme/stories/new?lang=en").await;
    assert!(!shown(browser, "[data-door=danger]").await);
    browser.press(".doors summary").await;
    assert!(shown(browser, "[data-door=danger] a[href='tel:112']").await);
    checks::page(browser).await;

    for field in ["name", "email"] {
        assert!(!shown(browser, &format!("#tell [name={field}]")).await, "{field}");
    }
    assert!(!shown(browser, "[data-test=self-unknown]").await);
    choose(browser, "told_by", "author").await;
    assert!(shown(browser, "[data-test=self-unknown]").await, "how one tells it oneself without a name");
    choose(browser, "anonymity", "named").await;
    assert!(!shown(browser, "[data-test=self-unknown]").await);
    for field in ["name", "email"] {
        assert!(shown(browser, &format!("#tell [name={field}]")).await, "{field}");
    }
    choose(browser, "anonymity", "anonymous").await;

    assert!(!shown(browser, "#tell [name=theme]").await);
    browser.press("#tell details:has([name=theme]) summary").await;
    checks::page(browser).await;
    choose(browser, "keep_code", "no").await;
    browser.press("form#tell button:not([type=button])").await;
    browser.arrive("#problems a[href='#field-keep_code']").await;
    assert!(shown(browser, "#field-keep_code").await, "an error opens what it is folded in");
    browser.press("#problems a[href='#field-keep_code']").await;
    assert!(shown(browser, "#field-keep_code").await);
}

/// The code is as large as two lines allow; it can be photographed, copied and saved as a picture; a phone does not print.
pub async fn keeps_the_code(browser: &Browser, downloads: &Path) {
    let code = browser.see("[data-test=receipt-code]").await.text().await.unwrap();
    for (screen, scheme) in [(PHONE, "light"), ((320, 640), "dark"), ((1280, 900), "light")] {
        checks::screen(browser, screen, scheme).await;
        let lines = run(browser, LINES).await;
        let groups: Vec<&str> = code.split('-').collect();
        let wanted = [format!("{}-", groups[..4].join("-")), groups[4..].join("-")];
        assert_eq!(lines["lines"], json!(wanted), "{screen:?}");
        let least = if screen.0 < PHONE.0 { 20.0 } else { CODE_LETTERS };
        assert!(lines["size"].as_f64().unwrap() >= least, "{screen:?} {lines}");
        assert!(shown(browser, ".receipt svg.qr").await);
        assert_eq!(
            shown(browser, ".receipt [data-enhance=print]").await,
            browser.scripts && screen.0 > 700,
            "printing is for desks: {screen:?}"
        );
        for button in ["copy", "picture"] {
            let button = format!(".receipt [data-enhance={button}]");
            assert_eq!(shown(browser, &button).await, browser.scripts, "{button} {screen:?}");
        }
    }
    if browser.scripts {
        assert_eq!(picture(browser, downloads).await, code, "the picture holds the code and nothing else");
    }
}

/// Each line of the code as it is broken, and how large its letters are.
const LINES: &str = "
    const code = document.querySelector('[data-test=receipt-code]'), text = code.firstChild, lines = [];
    for (let i = 0, top; i < text.data.length; i++) {
      const range = document.createRange();
      range.setStart(text, i), range.setEnd(text, i + 1);
      const at = Math.round(range.getBoundingClientRect().top);
      if (at !== top) lines.push(''), top = at;
      lines[lines.length - 1] += text.data[i];
    }
    return { lines: lines.map(line => line.trim()), size: parseFloat(getComputedStyle(code).fontSize) };";

/// Saves the picture and reads it as a telephone would.
async fn picture(browser: &Browser, downloads: &Path) -> String {
    let folder = json!({"behavior": "allow", "downloadPath": downloads});
    browser.devtools("Browser.setDownloadBehavior", folder).await;
    browser.press("[data-enhance=picture]").await;
    let file = downloads.join("code.png");
    browser.until("the picture", async || file.exists()).await;
    let png = std::fs::read(&file).unwrap();
    assert_eq!(checks::stopped(browser).await, json!([]));
    // The browser itself takes the picture apart.
    let pixels =
        browser.driver.execute_async(PIXELS, vec![json!(BASE64_STANDARD.encode(&png))]).await.unwrap();
    let pixels = pixels.json();
    let width = usize::try_from(pixels["width"].as_u64().unwrap()).unwrap();
    let dark: Vec<bool> = pixels["dark"].as_str().unwrap().bytes().map(|it| it == b'1').collect();
    let height = dark.len() / width;
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(
            width,
            height,
            |x, y| if dark[y * width + x] { 0 } else { 255 },
        );
    let grids = image.detect_grids();
    grids.first().expect("a square").decode().unwrap().1
}

const PIXELS: &str = "
    const [base64, done] = arguments, image = new Image();
    const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0));
    createImageBitmap(new Blob([bytes], { type: 'image/png' })).then(bitmap => {
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height), pen = canvas.getContext('2d');
      pen.drawImage(bitmap, 0, 0);
      const { data } = pen.getImageData(0, 0, bitmap.width, bitmap.height);
      let dark = '';
      for (let i = 0; i < data.length; i += 4) dark += data[i] < 128 ? '1' : '0';
      done({ width: bitmap.width, dark });
    });";

async fn choose(browser: &Browser, name: &str, value: &str) {
    browser.press(&format!("input[name='{name}'][value='{value}'] + label")).await;
}

async fn shown(browser: &Browser, css: &str) -> bool {
    browser.see(css).await.is_displayed().await.unwrap()
}

async fn run(browser: &Browser, script: &str) -> Value {
    let measured = browser.driver.execute(script, vec![]).await.unwrap();
    measured.json().clone()
}
