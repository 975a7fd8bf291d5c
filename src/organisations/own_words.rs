//! The organisation's own words: names of projects, products, sites and teams by which colleagues recognise an author.

use crate::platform::text::{Line, TextError};
use serde::Serialize;

/// Most words in a list.
pub const MOST: usize = 200;
/// Shortest and longest word, in characters.
pub const WORD: (usize, usize) = (2, 60);
/// Characters of a replacement.
pub const INSTEAD: usize = 80;

/// A word, or a few in a row, that gives somebody away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnWord {
    /// Parts are separated by one space.
    pub word: String,
    /// More general words; absent when only the author can reword it.
    pub instead: Option<String>,
}

impl OwnWord {
    /// Parses a line: `Phoenix`, or `Phoenix = a large project`.
    pub fn parse(line: &str) -> Result<Self, TextError> {
        let (word, instead) = line.split_once('=').unwrap_or((line, ""));
        let word: String = Line::<{ WORD.1 }>::parse(word)?.into();
        let word = word.split_whitespace().collect::<Vec<_>>().join(" ");
        if word.chars().count() < WORD.0 {
            return Err(TextError::TooShort { min: WORD.0 });
        }
        if !word.contains(char::is_alphanumeric) {
            return Err(TextError::Form("settings-words-no-word"));
        }
        let instead = Line::<INSTEAD>::parse_optional(instead)?.map(Into::into);
        Ok(Self { word, instead })
    }

    /// Returns the line that [`OwnWord::parse`] reads.
    pub fn line(&self) -> String {
        match &self.instead {
            Some(instead) => format!("{} = {instead}", self.word),
            None => self.word.clone(),
        }
    }
}

/// Keeps each word once, in any case: the first, with the replacement of a later one when it has none.
pub fn deduplicate(words: Vec<OwnWord>) -> Vec<OwnWord> {
    let mut all: Vec<OwnWord> = vec![];
    for word in words {
        let same = |known: &&mut OwnWord| known.word.to_lowercase() == word.word.to_lowercase();
        match all.iter_mut().find(same) {
            Some(known) => known.instead = known.instead.take().or(word.instead),
            None => all.push(word),
        }
    }
    all
}

/// Sorts words in the order in which they are searched.
pub fn longest_first(words: &[OwnWord]) -> Vec<&OwnWord> {
    let mut all: Vec<&OwnWord> = words.iter().collect();
    all.sort_by_key(|word| std::cmp::Reverse(word.word.chars().count()));
    all
}

/// Returns the list as a form carries it to the browser: JSON, in the order in which words are searched.
pub fn for_browsers(words: &[OwnWord]) -> String {
    serde_json::to_string(&longest_first(words)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(word: &str, instead: Option<&str>) -> OwnWord {
        OwnWord { word: word.to_owned(), instead: instead.map(str::to_owned) }
    }

    #[test]
    fn a_line_is_a_word_and_perhaps_what_to_write_instead() {
        for (line, word) in [
            (" Phoenix ", own("Phoenix", None)),
            ("Phoenix =", own("Phoenix", None)),
            ("Phoenix=a large project", own("Phoenix", Some("a large project"))),
            ("Site  \u{A0}Zuid = x = y", own("Site Zuid", Some("x = y"))),
            ("C+", own("C+", None)),
            ("a\tb\0 = a\u{202e}b", own("a b", Some("ab"))),
        ] {
            let read = OwnWord::parse(line).unwrap();
            assert_eq!(read, word, "{line}");
            assert_eq!(OwnWord::parse(&read.line()).unwrap(), word);
        }
        let (fits, long) = ("x".repeat(60), "x".repeat(61));
        assert!(OwnWord::parse(&fits).is_ok());
        for (line, error) in [
            ("= a project", TextError::Required),
            ("x", TextError::TooShort { min: 2 }),
            ("..", TextError::Form("settings-words-no-word")),
            (long.as_str(), TextError::TooLong { max: 60, now: 61 }),
        ] {
            assert_eq!(OwnWord::parse(line), Err(error), "{line:?}");
        }
        let long = format!("ab = {}", "x".repeat(81));
        assert_eq!(OwnWord::parse(&long), Err(TextError::TooLong { max: 80, now: 81 }));
    }

    #[test]
    fn a_word_is_there_once_and_long_ones_come_first() {
        let words = deduplicate(vec![
            own("Ëta", None),
            own("Zuid", Some("a site")),
            own("ËTA", Some("x")),
            own("zuid", Some("y")),
        ]);
        assert_eq!(words, [own("Ëta", Some("x")), own("Zuid", Some("a site"))]);
        let words = [own("é", None), own("ab", None), own("abc", None), own("cd", None)];
        let order: Vec<&str> = longest_first(&words).iter().map(|it| it.word.as_str()).collect();
        assert_eq!(order, ["abc", "ab", "cd", "é"]);
        assert_eq!(for_browsers(&[]), "[]");
    }
}
