//! How long things stay, in words: the numbers are those by which they are erased.

use crate::{
    platform::i18n::Language,
    retention::{AUDIT, CODE, DECLINED, Life, ORIGINALS, PUBLISHED, UNANSWERED, UNREVIEWED, UNTOLD},
};

/// What is erased, and after how long: one line each.
pub fn keeping(language: Language) -> Vec<String> {
    let days = |key: &str, life: Life| language.text_n(key, life.in_days());
    let months = |key: &str, life: Life| language.text_n(key, life.in_months());
    vec![
        days("front-promise-keep-unreviewed", UNREVIEWED),
        days("front-promise-keep-declined", DECLINED),
        days("front-promise-keep-unanswered", UNANSWERED),
        months("front-promise-keep-untold", UNTOLD),
        days("front-promise-keep-originals", ORIGINALS),
        months("front-promise-keep-published", PUBLISHED),
        days("front-promise-keep-code", CODE),
        months("front-promise-keep-trail", AUDIT),
    ]
}
