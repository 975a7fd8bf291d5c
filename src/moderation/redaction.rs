//! Redaction: words that could tell who is meant give way to more general ones.
//!
//! It works on the text in the form. Nothing is stored before a button saves it, and what was put in its place tells
//! nothing of it, not even its length.

use crate::{
    coach::{OwnRules, as_at, find, places},
    platform::i18n::Language,
    stories::{StoryFields, StoryText, difference::hunks},
};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Redaction {
    /// Each finding of the coach with these words becomes its proposal.
    Mark(String),
    /// The words become more general ones, everywhere in the story.
    Words { words: String, general: String },
    /// A place becomes more general words: a range in UTF-16 code units, as browsers count a selection.
    Place { field: String, range: Range<usize>, general: String },
    /// A change is taken back: the author's words stand there again.
    Restore { field: String, hunk: usize },
}

/// Story whose text is redacted.
#[derive(Clone, Copy)]
pub struct Draft<'a> {
    /// Text that changes are taken back to.
    pub original: &'a StoryText,
    pub language: Language,
    pub own: &'a OwnRules,
}

impl Redaction {
    /// Applies it to the text in the form; tells whether it changed anything.
    pub fn apply(&self, text: &mut StoryFields, draft: Draft<'_>) -> bool {
        let mut changed = false;
        for ((field, answer), (_, original)) in text.answers_mut().into_iter().zip(draft.original.answers()) {
            let lines = answer.replace("\r\n", "\n");
            let redacted = match self {
                Self::Mark(words) => generalise(&lines, words, draft),
                Self::Words { words, general } => replace(&lines, places(&lines, words), general),
                Self::Place { field: own, range, general } if own == field => {
                    let place = graphemes(&lines, range);
                    replace(&lines, place.into_iter().collect(), general)
                }
                Self::Restore { field: own, hunk } if own == field => restore(original, &lines, *hunk),
                Self::Place { .. } | Self::Restore { .. } => continue,
            };
            changed |= redacted != lines;
            *answer = redacted;
        }
        changed
    }
}

fn generalise(text: &str, words: &str, draft: Draft<'_>) -> String {
    let mut redacted = text.to_owned();
    for finding in find(text, draft.language, draft.own).into_iter().rev() {
        if let Some(instead) = finding.instead.filter(|_| &text[finding.span.clone()] == words) {
            redacted.replace_range(finding.span, &instead);
        }
    }
    redacted
}

/// Replaces spans, in any order. Those that overlap or touch become one, also with the general words beside them.
fn replace(text: &str, mut spans: Vec<Range<usize>>, general: &str) -> String {
    spans.sort_by_key(|span| span.start);
    let mut merged: Vec<Range<usize>> = vec![];
    for span in spans {
        match merged.last_mut() {
            Some(last) if touch(text, last.end, span.start) => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    let beside = places(text, general);
    let mut redacted = text.to_owned();
    for mut span in merged.into_iter().rev() {
        for words in &beside {
            if touch(text, words.end, span.start) && words.start < span.start {
                span.start = words.start;
            } else if touch(text, span.end, words.start) && words.end > span.end {
                span.end = words.end;
            }
        }
        redacted.replace_range(span.clone(), &as_at(text, &span, general.to_owned()));
    }
    redacted
}

/// Tells whether there is nothing but space within a line between two places of a text.
fn touch(text: &str, end: usize, start: usize) -> bool {
    end >= start || text[end..start].chars().all(|c| c.is_whitespace() && c != '\n')
}

/// Widens a range in UTF-16 code units to whole graphemes: to a range in bytes, `None` past the end.
fn graphemes(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let mut whole: Option<Range<usize>> = None;
    let mut at = 0;
    for (start, grapheme) in text.grapheme_indices(true) {
        let units = at..at + grapheme.encode_utf16().count();
        at = units.end;
        if units.start < range.end && range.start < units.end {
            let end = start + grapheme.len();
            whole = Some(whole.map_or(start..end, |whole| whole.start..end));
        }
    }
    whole.filter(|_| !range.is_empty() && range.end <= at)
}

/// Takes a change back; an unknown one changes nothing.
fn restore(original: &str, text: &str, hunk: usize) -> String {
    let mut restored = text.to_owned();
    if let Some(hunk) = hunks(original, text).into_iter().nth(hunk) {
        restored.replace_range(hunk.after, &original[hunk.before]);
    }
    restored
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn redacted(text: &str, redaction: &Redaction) -> String {
        let mut fields = StoryFields { what_happened: text.to_owned(), ..StoryFields::default() };
        let original =
            StoryText { what_happened: "Piet pressed it, and Piet ran.".to_owned(), ..StoryText::default() };
        let own = OwnRules::default();
        redaction.apply(&mut fields, Draft { original: &original, language: Language::En, own: &own });
        fields.what_happened
    }

    fn words(text: &str, words: &str) -> String {
        redacted(text, &Redaction::Words { words: words.to_owned(), general: "a colleague".to_owned() })
    }

    fn place(text: &str, range: Range<usize>) -> String {
        let (field, general) = ("what_happened".to_owned(), "somebody".to_owned());
        redacted(text, &Redaction::Place { field, range, general })
    }

    #[test]
    fn words_give_way_everywhere_and_only_as_whole_words() {
        assert_eq!(words("Piet saw PIET, not Pieter.", "piet"), "A colleague saw a colleague, not Pieter.");
        assert_eq!(words("With Piet\r\nand Jan.", "Piet"), "With a colleague\nand Jan.");
        assert_eq!(words("It was Ann  Lee.", "Ann Lee"), "It was a colleague.");
    }

    #[test]
    fn what_touches_becomes_one() {
        assert_eq!(words("then Piet Piet Piet ran", "piet"), "then a colleague ran");
        assert_eq!(words("then a colleague Janssens ran", "Janssens"), "then a colleague ran");
        assert_eq!(words("Janssens a colleague", "Janssens"), "A colleague");
        assert_eq!(words("Piet\nPiet", "Piet"), "A colleague\nA colleague", "lines stay apart");
    }

    #[test]
    fn a_place_is_widened_to_whole_graphemes_and_one_past_the_end_is_none() {
        assert_eq!(place("see Jan go", 4..7), "see somebody go");
        // Half of a surrogate pair, one code point of several.
        assert_eq!(place("a 👩‍🚀 b", 3..4), "a somebody b");
        assert_eq!(place("e\u{301}a", 1..2), "somebodya");
        for range in [0..99, 7..7, 9..12] {
            assert_eq!(place("see Jan", range), "see Jan");
        }
        assert_eq!(place("", 0..1), "");
    }

    #[test]
    fn one_press_applies_a_proposal_and_one_more_takes_it_back() {
        let before = "Piet pressed it, and Piet ran.";
        let after =
            redacted(before, &Redaction::Words { words: "Piet".to_owned(), general: "a manager".to_owned() });
        assert_eq!(after, "A manager pressed it, and a manager ran.");
        let restore =
            |hunk| redacted(&after, &Redaction::Restore { field: "what_happened".to_owned(), hunk });
        assert_eq!(restore(0), "Piet pressed it, and a manager ran.");
        assert_eq!(restore(1), "A manager pressed it, and Piet ran.");
        assert_eq!(restore(2), after);
        let marked = redacted("Mail jan@acme.be.", &Redaction::Mark("jan@acme.be".to_owned()));
        assert_eq!(marked, "Mail an e-mail address.");
    }

    proptest! {
        #[test]
        fn no_range_breaks_a_text(text in any::<String>(), start in 0_usize..40, end in 0_usize..40) {
            let changed = place(&text, start..end);
            if start >= end || end > text.replace("\r\n", "\n").encode_utf16().count() {
                prop_assert_eq!(changed, text.replace("\r\n", "\n"));
            } else {
                prop_assert!(changed.to_lowercase().contains("somebody"));
            }
        }

        #[test]
        fn words_that_gave_way_are_gone(text in "(Piet|Jan|saw|\\.|,|\n| ){0,30}") {
            let changed = words(&text, "Piet");
            prop_assert!(places(&changed, "Piet").is_empty());
            prop_assert_eq!(words(&changed, "Piet"), changed);
        }
    }
}
