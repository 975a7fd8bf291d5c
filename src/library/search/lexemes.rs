//! Index entries of a text: its lexemes where they stand, and its words as they were written.

use super::{compound, stem::lexeme};
use crate::platform::{
    i18n::Language,
    text::fold::{Token, fold, tokens},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

/// Most places of one lexeme, and the last place, that Postgres keeps.
const PLACES: (usize, u16) = (255, 16_383);
/// Places between two fields, so that no phrase spans them.
const GAP: u16 = 50;

/// Longest spelling or lexeme in bytes: what is longer is no word that anybody types, and no index takes it.
const LONGEST: usize = 200;

/// Weight of a field in the order of results: the letters are those of Postgres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    Title,
    Lesson,
    Body,
    /// Of a part of a compound, anywhere.
    Part,
}

impl Weight {
    const fn letter(self) -> char {
        match self {
            Self::Title => 'A',
            Self::Lesson => 'B',
            Self::Body => 'C',
            Self::Part => 'D',
        }
    }
}

/// A word of the stories that lexemes come from: of a text, a part of a compound, or several that hyphens join.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Known {
    /// In small letters, with its accents.
    pub spelling: String,
    pub folded: String,
    pub lexeme: String,
}

/// A text, read.
#[derive(Debug, Default)]
pub struct Read {
    places: BTreeMap<String, Vec<(u16, Weight)>>,
    pub words: BTreeSet<Known>,
}

/// Reads the fields of a text.
pub fn read<'t>(language: Language, fields: impl IntoIterator<Item = (Weight, &'t str)>) -> Read {
    let (mut read, mut place) = (Read::default(), 0);
    for (weight, field) in fields {
        for chain in tokens(field).chunk_by(|_, next| next.joined) {
            if let [_, _, ..] = chain {
                let written: Vec<_> = chain.iter().map(|token| token.written.to_lowercase()).collect();
                let folded = written.iter().map(|word| fold(word)).collect();
                read.put(language, (written.join("-"), folded), weight, next(place, 1));
            }
            for token in chain {
                place = next(place, 1);
                for part in parts(language, &token.folded) {
                    read.put(language, (part.to_owned(), part.to_owned()), Weight::Part, place);
                }
                // Folded from the spelling, so that one spelling is one word: capitals may fold in another way.
                let spelling = token.written.to_lowercase();
                let folded = fold(&spelling);
                read.put(language, (spelling, folded), weight, place);
            }
        }
        place = next(place, GAP);
    }
    read
}

fn next(place: u16, by: u16) -> u16 {
    place.saturating_add(by).min(PLACES.1)
}

/// Returns words with hyphens between them as one word: *back-up* is *backup*.
pub fn joined(chain: &[Token<'_>]) -> String {
    chain.iter().map(|token| token.folded.as_str()).collect()
}

/// Returns the parts of a compound, in the one of the languages that writes them as one word.
pub fn parts(language: Language, folded: &str) -> Vec<&str> {
    match language {
        Language::Nl => compound::parts(folded),
        Language::Fr | Language::En => vec![],
    }
}

impl Read {
    fn put(&mut self, language: Language, word: (String, String), weight: Weight, place: u16) {
        let (spelling, folded) = word;
        let Some(lexeme) = lexeme(language, &folded) else { return };
        if spelling.len().max(lexeme.len()) > LONGEST {
            return;
        }
        let places = self.places.entry(lexeme.clone()).or_default();
        // The parts of a compound after the word itself: Postgres keeps one weight a place.
        if places.len() < PLACES.0 && places.last().is_none_or(|(last, _)| *last != place) {
            places.push((place, weight));
        }
        self.words.insert(Known { spelling, folded, lexeme });
    }

    /// Returns the lexemes as Postgres reads a `tsvector`, with `labels` that have no place: what filters look for.
    pub fn vector(&self, labels: &[String]) -> String {
        let mut all = String::new();
        for label in labels {
            let _ = write!(all, "'{}' ", quoted(label));
        }
        for (lexeme, places) in &self.places {
            let _ = write!(all, "'{}':", quoted(lexeme));
            for (n, (place, weight)) in places.iter().enumerate() {
                let comma = if n == 0 { "" } else { "," };
                let _ = write!(all, "{comma}{place}{}", weight.letter());
            }
            all.push(' ');
        }
        all
    }
}

/// Writes a lexeme as it stands between quotes in a `tsvector` or a `tsquery`.
pub fn quoted(lexeme: &str) -> String {
    lexeme.replace('\\', "\\\\").replace('\'', "''")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_places_and_weights() {
        let read =
            read(Language::Nl, [(Weight::Title, "De Foutmelding"), (Weight::Body, "een fout in de back-up")]);
        let vector = read.vector(&["W2026-48".to_owned()]);
        assert_eq!(
            vector,
            "'W2026-48' 'nback':57C 'nbackup':57C 'nfout':2D,54C 'nfoutmeld':2A 'nmelding':2D 'nup':58C "
        );
        let spelt: Vec<_> = read.words.iter().map(|word| word.spelling.as_str()).collect();
        assert_eq!(spelt, ["back", "back-up", "fout", "foutmelding", "melding", "up"]);
    }

    #[test]
    fn no_lexeme_leaves_its_quotes() {
        assert_eq!(quoted("a'b\\c"), "a''b\\\\c");
        let read = read(Language::En, [(Weight::Body, "it's '; drop \\' table \0 x")]);
        assert_eq!(read.vector(&[]), "'edrop':3C 'etabl':4C ");
    }

    #[test]
    fn what_is_no_word_is_left_out_and_a_spelling_is_one_word() {
        let (run, chain) = ("ab1".repeat(2_000), "ab-".repeat(2_000));
        let long = read(Language::Nl, [(Weight::Body, run.as_str()), (Weight::Body, chain.as_str())]);
        assert!(long.words.iter().all(|word| word.spelling.len() <= LONGEST && word.lexeme.len() <= LONGEST));
        assert!(long.vector(&[]).split(' ').all(|lexeme| lexeme.len() < 3_000), "{}", long.vector(&[]));
        let greek = read(Language::En, [(Weight::Body, "ΣΑΣ σας ΣΑΣ"), (Weight::Title, "ΣΑΣ-ΣΑΣ σας-σας")]);
        assert_eq!(greek.words.len(), 2, "{:?}", greek.words);
    }

    #[test]
    fn long_texts_keep_within_what_postgres_keeps() {
        let text = "fout ".repeat(20_000);
        let read = read(Language::Nl, [(Weight::Body, text.as_str())]);
        assert_eq!(read.places["nfout"].len(), PLACES.0);
        assert_eq!(next(PLACES.1, GAP), PLACES.1);
    }
}
