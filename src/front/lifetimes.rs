//! Retention in words: the numbers are those by which data is erased.

use crate::{
    platform::i18n::Language,
    retention::{AUDIT, CODE, DECLINED, Life, ORIGINALS, PUBLISHED, UNANSWERED, UNREVIEWED, UNTOLD},
};

/// Lists what is erased, and after how long.
pub fn lifetimes(language: Language) -> Vec<String> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_says_the_number_by_which_things_are_erased() {
        let numbers = [
            UNREVIEWED.in_days(),
            DECLINED.in_days(),
            UNANSWERED.in_days(),
            UNTOLD.in_months(),
            ORIGINALS.in_days(),
            PUBLISHED.in_months(),
            CODE.in_days(),
            AUDIT.in_months(),
        ];
        for language in Language::ALL {
            let lines = lifetimes(*language);
            assert_eq!(lines.len(), numbers.len());
            for (line, number) in lines.iter().zip(numbers) {
                assert!(line.contains(&number.to_string()), "{number}: {line}");
            }
        }
    }
}
