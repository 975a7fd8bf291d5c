//! The coach in the browser: the same findings as on the server, hints while one writes, and not a word of it sent.

use crate::{
    browser::Browser,
    checks,
    support::corpus::{annotated, clean},
};
use pratfall::{
    coach::{self, OwnRules},
    organisations::own_words::{OwnWord, for_browsers},
    platform::i18n::Language,
};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

const FIND: &str = "const [texts, language, own, done] = arguments; (async () => { \
    const { compile, find } = await import('/assets/js/findings.js'); \
    const rules = compile(await (await fetch('/assets/coach/rules.json')).json(), own); \
    return texts.map(text => find(rules, text, language).map(it => [it.kind, it.start, it.end, it.instead])); \
    })().then(done, error => done('' + error.stack))";

/// Counts the requests of a page, from before its first line.
const COUNT: &str = "window.asked = []; \
    const watch = (owner, name) => { const real = owner[name]; \
      owner[name] = function (...all) { window.asked.push(name + ' ' + all[0]); return real.apply(this, all); }; }; \
    watch(window, 'fetch'); watch(XMLHttpRequest.prototype, 'open'); watch(Navigator.prototype, 'sendBeacon'); \
    for (const name of ['WebSocket', 'EventSource', 'Image']) { const Real = window[name]; \
      window[name] = class extends Real { constructor(...all) { window.asked.push(name); super(...all); } }; }";
const ASKED: &str =
    "return [window.asked, performance.getEntriesByType('resource').map(it => it.name).sort()]";

const TEXT: &str = "Ik mailde naar jan.peeters@acme.be en belde niet.";
const HINT: &str = ".field:has(#field-what_happened) .coach:not([hidden])";

/// The engine in the browser finds what the engine on the server finds, one for one, in every text that we have, also
/// when these are shouted, whispered, turned around or run together; with and without words of the organisation's own.
pub async fn both_engines_agree(browser: &Browser) {
    browser.visit("/acme/stories/new").await;
    let (mut compared, mut with_own) = (0, 0);
    for language in Language::ALL {
        let own: Vec<String> = annotated(*language).into_iter().map(|(text, _)| text).collect();
        let prose: Vec<String> = clean(*language).map(str::to_owned).collect();
        let odd = [
            "In C++, .NET en c++ van AT&T (r&d) [x] {y} a|b ^c$ \\d/e*?",
            "STRASSE, Straße, İstanbul, ıstanbul, Σίσυφος, ΣΊΣΥΦΟΣ, Kelvin, K\u{212a}elvin, ﬁets, ǅemo, ǆemo",
            "東京 en 東京都, Проект ЗАРЯ, заря’s, e\u{301}tage, 1e-lijn, 1E\u{2011}lijn, l'Étoile, L’ÉTOILE",
            "Jan van Phoenix, phoenix.be, jan@phoenix.be, PHOENIX-1234, srv-phoenix, project\u{202f}\t phoenix ii",
            "",
            "\n",
            "€",
            "«»",
            "Ǆ 1 İ ſ K ß",
            "\u{301}Jan",
            "{s} ‹›",
            "😱😱 Jan 😱",
            "J. Peeters. A.B. Peeters",
        ];
        let mut texts: Vec<String> = odd.map(str::to_owned).to_vec();
        texts.extend([own.join("\n"), own.join(" ")]);
        texts.extend(own.iter().chain(&prose).flat_map(|text| turned(text)));
        compared += compare(browser, &texts, *language, &[]).await;
        for proposals in Language::ALL {
            compared += compare(browser, &own, *proposals, &[]).await;
            compared += compare(browser, &prose, *proposals, &[]).await;
        }
        let words = words_of(&own, &prose);
        let told = words.iter().map(|it| format!("Toen, {}. Bij d’{} was {}", it.word, it.word, it.word));
        texts.extend(told.flat_map(|text| turned(&text)));
        with_own += compare(browser, &texts, *language, &words).await;
        let bare = texts.iter().map(|text| coach::find(text, *language, &OwnRules::default()).len());
        with_own -= bare.sum::<usize>();
    }
    assert!(compared > 5_000, "only {compared} findings compared");
    assert!(with_own > 1_000, "only {with_own} more with own words");
}

/// A list as an administrator may make it: odd words, and some that occur in the texts, each second with what to write
/// instead.
fn words_of(own: &[String], prose: &[String]) -> Vec<OwnWord> {
    let odd = [
        "C++",
        ".NET",
        "AT&T",
        "r&d",
        "[x]",
        "{y}",
        "a|b",
        "^c$",
        "\\d/e*?",
        "Straße",
        "istanbul",
        "σίσυφος",
        "kelvin",
        "ﬁets",
        "Ǆemo",
        "東京",
        "Проект Заря",
        "заря",
        "étage",
        "1e-lijn",
        "l'étoile",
        "Phoenix",
        "project phoenix II",
    ];
    let texts = own.iter().chain(prose);
    let pairs = texts.flat_map(|text| {
        let parts: Vec<&str> = text.split_whitespace().collect();
        let pair = |pair: &[&str]| pair.join(" ").trim_matches(['.', ',', '=']).replace('=', "");
        parts.chunks(2).map(pair).collect::<Vec<_>>()
    });
    let lines = odd.map(str::to_owned).into_iter().chain(pairs.step_by(7));
    let words = lines.filter_map(|line| OwnWord::parse(&line).ok()).enumerate();
    let words = words
        .map(|(n, word)| OwnWord { instead: (n % 2 == 0).then(|| "één van ’t huis".to_owned()), ..word });
    words.take(200).collect()
}

/// A text in other shapes.
fn turned(text: &str) -> [String; 6] {
    let backwards: Vec<&str> = text.split(' ').rev().collect();
    [
        text.to_uppercase(),
        text.to_lowercase(),
        backwards.join(" "),
        text.replace(' ', "\u{A0}"),
        text.replace(' ', "\n"),
        text.replace('’', "'"),
    ]
}

/// Holds the two engines' findings together; how many there are.
async fn compare(browser: &Browser, texts: &[String], language: Language, words: &[OwnWord]) -> usize {
    let list: Value = serde_json::from_str(&for_browsers(words)).unwrap();
    let own = OwnRules::new(words);
    let arguments = vec![json!(texts), json!(language), list];
    let found = browser.driver.execute_async(FIND, arguments).await.unwrap();
    let found = found.json().as_array().expect("findings").clone();
    assert_eq!(found.len(), texts.len());
    for (text, browsers) in texts.iter().zip(&found) {
        assert_eq!(browsers, &ours(text, language, &own), "{language}: {text}");
    }
    found.iter().filter_map(Value::as_array).map(Vec::len).sum()
}

/// Returns findings of the server, counted as browsers count: in UTF-16.
fn ours(text: &str, language: Language, own: &OwnRules) -> Value {
    let units = |at: usize| text[..at].encode_utf16().count();
    let found = coach::find(text, language, own).into_iter();
    found.map(|it| json!([it.kind, units(it.span.start), units(it.span.end), it.instead])).collect()
}

/// Types an address, reads why that is not wise, writes something else instead, undoes it and leaves it. From the
/// moment the page is there until the form is sent, no server is asked for anything, not even a font.
pub async fn hints_while_writing(browser: &Browser) {
    let count = json!({"source": COUNT});
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", count).await;
    browser.visit("/acme/stories/new?lang=nl").await;
    browser.see(".field .coach[hidden]").await;
    let before = asked(browser).await;
    assert!(before[0].to_string().contains("coach/rules.json"), "the counter sees nothing: {before}");
    offline(browser, true).await;

    browser.fill("what_happened", TEXT).await;
    assert_eq!(text(browser, &format!("{HINT} mark")).await, "jan.peeters@acme.be");
    let said = text(browser, "form#tell [role=status]").await;
    assert!(said.contains("jan.peeters@acme.be"), "{said}");
    checks::page(browser).await;
    browser.press(&format!("{HINT} [data-do=instead]")).await;
    assert_eq!(value(browser).await, "Ik mailde naar een e-mailadres en belde niet.");
    assert!(!browser.has(HINT).await, "a hint about words that are gone");

    let field = browser.see("#field-what_happened").await;
    field.send_keys(Key::Control + "z").await.unwrap();
    assert_eq!(value(browser).await, TEXT, "the browser undoes it");
    browser.press(&format!("{HINT} [data-do=leave]")).await;
    browser.see(".field:has(#field-what_happened) .coach[hidden]").await;

    assert_eq!(focused(browser).await, "field-what_happened", "the focus stays with what is written");

    browser.fill("learned", "Łukasz, ő en Δ: dinsdag 4 maart om 14u10 was het zover.").await;
    let learned = ".field:has(#field-learned) .coach";
    assert_eq!(text(browser, &format!("{learned} q")).await, "een weekdag in de lente");
    browser.press("#tell details:has([name=language]) summary").await;
    browser.press("[name=language] option[value=fr]").await;
    browser.see(&format!("{learned} q:not(:empty)")).await;
    assert_eq!(text(browser, &format!("{learned} q")).await, "un jour de semaine au printemps");
    assert_eq!(asked(browser).await, before, "something was asked of a server");

    offline(browser, false).await;
    browser.press("form#tell button:not([type=button])").await;
    browser.arrive("#problems a[href='#field-title']").await;
    assert_eq!(value(browser).await, TEXT, "what was typed is kept");
    browser.see(HINT).await;
}

/// Checks hints at words on an administrator's list, in any capitals, with the replacement where one is given.
pub async fn own_words(browser: &Browser) {
    browser.visit("/desk/acme/settings/words").await;
    browser.fill("words", "Phoenix = een groot project\n\"Zuid\" & <b>").await;
    browser.press("form#words button:not([type=button])").await;
    browser.arrive("[role=status]").await;
    browser.visit("/acme/stories/new?lang=nl").await;
    browser.see(".field .coach[hidden]").await;
    browser.fill("what_happened", "Bij PHOENIX liep het mis, en op \"zuid\" & <B>.").await;
    assert_eq!(text(browser, &format!("{HINT} mark")).await, "PHOENIX");
    checks::page(browser).await;
    browser.press(&format!("{HINT} [data-do=instead]")).await;
    assert_eq!(value(browser).await, "Bij een groot project liep het mis, en op \"zuid\" & <B>.");
    assert_eq!(text(browser, &format!("{HINT} mark")).await, "\"zuid\" & <B>");
    assert!(!browser.has(&format!("{HINT} [data-do=instead]:not([hidden])")).await);
}

/// Without scripts there are no hints and no gap where they would be.
pub async fn nothing_without_scripts(browser: &Browser) {
    browser.visit("/acme/stories/new?lang=nl").await;
    assert!(!browser.has("main form .coach").await);
}

async fn asked(browser: &Browser) -> Value {
    browser.driver.execute(ASKED, vec![]).await.unwrap().json().clone()
}

async fn focused(browser: &Browser) -> String {
    let element = browser.driver.active_element().await.unwrap();
    element.id().await.unwrap().unwrap_or_default()
}

/// Pulls the plug, or puts it in again.
async fn offline(browser: &Browser, offline: bool) {
    let line = json!({"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
    browser.devtools("Network.enable", json!({})).await;
    browser.devtools("Network.emulateNetworkConditions", line).await;
}

async fn text(browser: &Browser, css: &str) -> String {
    let element = browser.see(css).await;
    element.prop("textContent").await.unwrap().unwrap()
}

async fn value(browser: &Browser) -> String {
    let field = browser.see("#field-what_happened").await;
    field.prop("value").await.unwrap().unwrap()
}
