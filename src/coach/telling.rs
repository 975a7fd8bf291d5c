//! Words by which somebody could be told, to look for them elsewhere: those of the coach's marks, and others that are
//! written like a name or a number.

use super::{
    OwnRules,
    checks::{is_title_case, starts_sentence},
    find,
    rules::{Kind, RULES},
};
use crate::platform::{
    i18n::Language,
    text::fold::{Token, tokens},
};
use std::collections::BTreeSet;

/// Fewest letters and digits of a word that is looked for by itself.
const SHORTEST: usize = 3;
/// Digits in a row that make a number worth looking for: of a file or a telephone, not of an hour.
const DIGITS: usize = 4;

/// Words that follow each other, folded; most are one word.
pub type Run = Vec<String>;

/// Returns what could tell who or what is meant in a text.
///
/// Of a name it is each word, so that a first name alone is found too; of a date, an amount or an address all words
/// together. A capital says nothing at the start of a sentence, in a title in English, and in a word such as *Excel*.
pub fn telling(text: &str, language: Language, own: &OwnRules) -> BTreeSet<Run> {
    // Common words, or a way of writing them.
    let (common, marks): (Vec<_>, Vec<_>) = find(text, language, own)
        .into_iter()
        .partition(|mark| matches!(mark.kind, Kind::Role | Kind::Style | Kind::Time));
    let alone = tokens(text)
        .into_iter()
        .filter(|word| tells(text, word) && !common.iter().any(|mark| mark.span.contains(&word.at.start)));
    let mut found: BTreeSet<Run> = alone.map(|word| vec![word.folded]).collect();
    for mark in marks {
        let words = tokens(&text[mark.span]);
        if matches!(mark.kind, Kind::Name | Kind::Place) {
            let named = words.into_iter().filter(|word| is_long(word) && is_named(word.written));
            found.extend(named.map(|word| vec![word.folded]));
        } else if words.len() > 1 || mark.kind == Kind::Own && words.iter().any(is_long) {
            found.insert(words.into_iter().map(|word| word.folded).collect());
        }
    }
    found
}

fn tells(text: &str, word: &Token<'_>) -> bool {
    if word.written.contains(|sign: char| sign.is_numeric()) {
        return is_number(word.written);
    }
    let capitals = word.written.chars().filter(|sign| sign.is_uppercase()).count();
    capitals > 0
        && is_long(word)
        && is_named(word.written)
        && (capitals > 1 || !starts_sentence(text, word.at.start))
        && !is_title_case(text, word.at.start)
}

fn is_long(word: &Token<'_>) -> bool {
    word.folded.chars().count() >= SHORTEST
}

fn is_named(word: &str) -> bool {
    word.contains(|sign: char| sign.is_uppercase() || sign.is_numeric()) && !RULES.lists.proper.has(word)
}

/// Tells whether a word with a digit is more than a small number, an hour or a year.
fn is_number(word: &str) -> bool {
    let whole: Option<u32> = word.parse().ok();
    if whole.is_some_and(|year| (1900..2100).contains(&year)) {
        return false;
    }
    let has_capital = word.contains(|sign: char| sign.is_uppercase());
    let longest = word.split(|sign: char| !sign.is_numeric()).map(|digits| digits.chars().count()).max();
    longest >= Some(DIGITS) || has_capital && word.chars().count() >= SHORTEST
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::organisations::own_words::OwnWord;

    fn told(text: &str) -> Vec<String> {
        let word = OwnWord { word: "blue whale".to_owned(), instead: None };
        let own = OwnRules::new(&[word]);
        telling(text, Language::Nl, &own).into_iter().map(|run| run.join(" ")).collect()
    }

    #[test]
    fn names_and_numbers_tell_word_by_word() {
        assert_eq!(told("Toen belde Zoltan van den Broeck."), ["broeck", "zoltan"]);
        assert_eq!(told("Sofie belde. Zoltán Ferenczi ook."), ["ferenczi", "sofie", "zoltan"]);
        assert_eq!(told("We zaten in Zoersel, met iets van KBC."), ["kbc", "zoersel"]);
        assert_eq!(
            told("KBC belde over dossier 48213 en lokaal B12."),
            ["48213", "b12", "dossier 48213", "kbc"]
        );
    }

    #[test]
    fn what_tells_as_a_whole_is_looked_for_as_a_whole() {
        assert_eq!(told("dan bel je 0475 12 34 56"), ["0475", "0475 12 34 56"]);
        assert_eq!(told("mail naar jan@acme.be"), ["jan acme be"]);
        assert_eq!(told("het was op 4 maart"), ["4 maart"]);
        assert_eq!(told("voor blue  whale dus"), ["blue whale"]);
    }

    #[test]
    fn common_words_tell_nothing() {
        for text in [
            "Gisteren viel het uit. Niemand wist waarom.",
            "Het Excel-bestand stond op SharePoint.",
            "The Day Nobody Checked the Backup",
            "de directeur zei NOOIT MEER om 14u10, in 2019, met 3 mensen",
            "",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }
}
