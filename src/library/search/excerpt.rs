//! The part of a text that shows why it was found.

use super::{
    lexemes::{joined, parts},
    stem::{lexeme, mark},
};
use crate::{
    library::excerpt::EXCERPT,
    platform::{
        i18n::Language,
        text::fold::{Token, tokens},
    },
};
use serde::Serialize;
use std::{collections::BTreeSet, ops::Range};

/// Characters before the first mark.
const BEFORE: usize = 60;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    pub text: String,
    /// Set for words that were looked for.
    pub marked: bool,
}

/// Marks the words of a text that have one of the lexemes.
pub fn whole(text: &str, language: Language, lexemes: &BTreeSet<String>) -> Vec<Piece> {
    pieces(text, 0..text.len(), &marks(text, language, lexemes))
}

/// Returns the part of a text with the most different lexemes in it, of at most [`EXCERPT`] characters; nothing when it
/// holds none of them.
pub fn best(text: &str, language: Language, lexemes: &BTreeSet<String>) -> Option<(usize, Vec<Piece>)> {
    let marks = marks(text, language, lexemes);
    let ways = marks.iter().enumerate().map(|(n, mark)| {
        let from = back(text, mark.at.start, BEFORE);
        let to = forth(text, from, EXCERPT - 2);
        let inside = marks[n..].iter().take_while(|other| other.at.end <= to);
        let different: BTreeSet<_> = inside.map(|other| &other.lexeme).collect();
        (different.len(), from..to)
    });
    // The first of the best: later ones must be better.
    let (worth, window) = ways.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    let window = trim(text, window);
    let mut found = pieces(text, window.clone(), &marks);
    if window.start > 0 {
        found.insert(0, Piece { text: "…".to_owned(), marked: false });
    }
    if window.end < text.trim_end().len() {
        found.push(Piece { text: "…".to_owned(), marked: false });
    }
    Some((worth, found))
}

struct Mark {
    at: Range<usize>,
    lexeme: String,
}

fn marks(text: &str, language: Language, lexemes: &BTreeSet<String>) -> Vec<Mark> {
    let mut found = vec![];
    let wanted = Wanted::of(language, lexemes);
    if wanted.lexemes.is_empty() {
        return found;
    }
    for chain in tokens(text).chunk_by(|_, next| next.joined) {
        let all = match chain {
            [first, .., last] => {
                wanted.hit(&joined(chain)).map(|lexeme| (first.at.start..last.at.end, lexeme))
            }
            _ => None,
        };
        if let Some((at, lexeme)) = all {
            found.push(Mark { at, lexeme });
            continue;
        }
        let single =
            |token: &Token<'_>| Some(Mark { at: token.at.clone(), lexeme: wanted.hit(&token.folded)? });
        found.extend(chain.iter().filter_map(single));
    }
    found
}

/// Lexemes of one language that were looked for.
struct Wanted<'l> {
    language: Language,
    lexemes: BTreeSet<&'l str>,
    /// Their first letters.
    starts: Vec<&'l str>,
}

impl<'l> Wanted<'l> {
    fn of(language: Language, lexemes: &'l BTreeSet<String>) -> Self {
        let own = lexemes.iter().map(String::as_str).filter(|lexeme| lexeme.starts_with(mark(language)));
        let lexemes: BTreeSet<&str> = own.collect();
        let mut starts: Vec<&str> = lexemes.iter().map(|lexeme| start(lexeme)).collect();
        starts.dedup();
        Self { language, lexemes, starts }
    }

    /// Returns the lexeme of a word, or of one of its parts, that was looked for.
    fn hit(&self, folded: &str) -> Option<String> {
        if !self.may_be(folded) {
            return None;
        }
        let is_wanted = |lexeme: &String| self.lexemes.contains(lexeme.as_str());
        let whole = lexeme(self.language, folded).filter(is_wanted);
        whole.or_else(|| {
            let parts = parts(self.language, folded).into_iter();
            parts.filter_map(|part| lexeme(self.language, part)).find(is_wanted)
        })
    }

    /// Cheap, and right for nearly every word: a stem begins like its word or, in Dutch, like its part.
    fn may_be(&self, folded: &str) -> bool {
        let is_dutch = self.language == Language::Nl;
        self.starts.iter().any(|start| folded.starts_with(start) || (is_dutch && folded.contains(start)))
    }
}

/// Returns the first letters of a lexeme, after its mark.
fn start(lexeme: &str) -> &str {
    let mut letters = lexeme.char_indices().skip(1);
    let end = letters.nth(2).map_or(lexeme.len(), |(at, _)| at);
    lexeme.get(1..end).unwrap_or_default()
}

/// The place `most` characters before `at`.
fn back(text: &str, at: usize, most: usize) -> usize {
    text[..at].char_indices().rev().take(most).last().map_or(at, |(before, _)| before)
}

/// The place `most` characters after `from`.
fn forth(text: &str, from: usize, most: usize) -> usize {
    text[from..].char_indices().nth(most).map_or(text.len(), |(after, _)| from + after)
}

/// Leaves no half words at the ends.
fn trim(text: &str, window: Range<usize>) -> Range<usize> {
    let inside = &text[window.clone()];
    let first = if window.start == 0 { 0 } else { inside.find(char::is_whitespace).unwrap_or(0) };
    let last = if window.end == text.len() {
        inside.len()
    } else {
        inside.rfind(char::is_whitespace).unwrap_or(inside.len())
    };
    let (first, last) = if first < last { (first, last) } else { (0, inside.len()) };
    let kept = &inside[first..last];
    let start = window.start + first + (kept.len() - kept.trim_start().len());
    start..start + kept.trim().len()
}

fn pieces(text: &str, window: Range<usize>, marks: &[Mark]) -> Vec<Piece> {
    let (mut found, mut last) = (vec![], window.start);
    let mut add = |range: Range<usize>, marked| {
        let text = text.get(range).unwrap_or_default().to_owned();
        if !text.is_empty() {
            found.push(Piece { text, marked });
        }
    };
    for mark in marks.iter().filter(|mark| mark.at.start >= window.start && mark.at.end <= window.end) {
        add(last..mark.at.start, false);
        add(mark.at.clone(), true);
        last = mark.at.end;
    }
    add(last..window.end, false);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(pieces: &[Piece]) -> String {
        pieces
            .iter()
            .map(|piece| if piece.marked { format!("[{}]", piece.text) } else { piece.text.clone() })
            .collect()
    }

    fn lexemes(words: &[&str]) -> BTreeSet<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn words_and_compounds_are_marked_as_they_were_written() {
        let found =
            whole("De Foutmeldingen, en één fóut: back-up.", Language::Nl, &lexemes(&["nfout", "nbackup"]));
        assert_eq!(shown(&found), "De [Foutmeldingen], en één [fóut]: [back-up].");
        assert_eq!(shown(&whole("rien", Language::Fr, &lexemes(&["fpann"]))), "rien");
    }

    #[test]
    fn an_excerpt_is_where_most_is() {
        let text = format!(
            "fout {} de fout met de factuur van de klant {}",
            "woord ".repeat(60),
            "woord ".repeat(60)
        );
        let (worth, found) =
            best(&text, Language::Nl, &lexemes(&["nfout", "nfactur", "nfactuur", "nklant"])).unwrap();
        let shown = shown(&found);
        assert!(worth >= 2 && shown.contains("de [fout] met de") && shown.contains("[klant]"), "{shown}");
        assert!(shown.starts_with('…') && shown.ends_with('…'), "{shown}");
        assert_eq!(best("niets", Language::Nl, &lexemes(&["nfout"])), None);
    }

    proptest! {
        #[test]
        fn excerpts_are_short_parts_of_the_text(before in "\\PC{0,300}", after in "\\PC{0,300}") {
            let text = format!("{before} panne {after}");
            let (_, found) = best(&text, Language::Fr, &lexemes(&["fpann"])).unwrap();
            let whole: String = found.iter().map(|piece| piece.text.as_str()).collect();
            prop_assert!(whole.chars().count() <= EXCERPT, "{}", whole.chars().count());
            prop_assert!(found.iter().any(|piece| piece.marked));
            let inside = whole.trim_start_matches('…').trim_end_matches('…');
            prop_assert!(text.contains(inside));
        }

        #[test]
        fn a_marked_text_is_still_the_text(text in "\\PC{0,200}") {
            let found = whole(&text, Language::En, &lexemes(&["ea", "ebc"]));
            prop_assert_eq!(found.iter().map(|piece| piece.text.as_str()).collect::<String>(), text);
        }
    }
}
