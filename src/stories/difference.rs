//! Changes to an author's text, word by word.
//!
//! Added words are marked; removed words show as a gap. The page that shows this opens with the receipt code, and
//! somebody who finds the code must not learn what was removed.

use super::text::HAPPENED;
use serde::Serialize;
use similar::{ChangeTag, TextDiff};
use std::ops::Range;

/// Run of words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "text", rename_all = "snake_case")]
pub enum Piece {
    Same(String),
    Added(String),
    /// Place of removed words.
    Gap,
}

/// Returns the difference of two texts as runs in order.
pub fn difference(before: &str, after: &str) -> Vec<Piece> {
    let (mut pieces, mut at) = (vec![], 0);
    for hunk in hunks(before, after) {
        same(&mut pieces, &after[at..hunk.after.start]);
        if !hunk.before.is_empty() {
            pieces.push(Piece::Gap);
        }
        let added = &after[hunk.after.clone()];
        if added.trim().is_empty() {
            same(&mut pieces, added);
        } else {
            pieces.push(Piece::Added(added.to_owned()));
        }
        at = hunk.after.end;
    }
    same(&mut pieces, &after[at..]);
    pieces
}

fn same(pieces: &mut Vec<Piece>, words: &str) {
    match pieces.last_mut() {
        _ if words.is_empty() => {}
        Some(Piece::Same(run)) => run.push_str(words),
        _ => pieces.push(Piece::Same(words.to_owned())),
    }
}

/// Words that differ, as ranges in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    pub before: Range<usize>,
    pub after: Range<usize>,
}

/// Returns the words that differ, in order. Changes with nothing but space between them are one. A text that is longer
/// than any answer differs as a whole: the time to compare grows with the square of the length.
pub fn hunks(before: &str, after: &str) -> Vec<Hunk> {
    if [before, after].iter().any(|text| text.chars().nth(HAPPENED.1).is_some()) {
        let whole = Hunk { before: 0..before.len(), after: 0..after.len() };
        return Some(whole).filter(|_| before != after).into_iter().collect();
    }
    let mut hunks: Vec<Hunk> = vec![];
    let (mut old, mut new) = (0, 0);
    for change in TextDiff::from_words(before, after).iter_all_changes() {
        let length = change.value().len();
        let (from_old, from_new) = (old, new);
        old += if change.tag() == ChangeTag::Insert { 0 } else { length };
        new += if change.tag() == ChangeTag::Delete { 0 } else { length };
        if change.tag() == ChangeTag::Equal {
            continue;
        }
        match hunks.last_mut() {
            Some(last) if before[last.before.end..from_old].trim().is_empty() => {
                (last.before.end, last.after.end) = (old, new);
            }
            _ => hunks.push(Hunk { before: from_old..old, after: from_new..new }),
        }
    }
    hunks
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_that_were_blurred_are_not_shown() {
        let pieces = difference("On Tuesday Piet pressed twice.", "A colleague pressed twice.");
        let shown: String = serde_json::to_string(&pieces).unwrap();
        assert!(shown.contains("A colleague") && shown.contains("pressed twice"), "{shown}");
        assert!(!shown.contains("Piet") && !shown.contains("Tuesday"), "{shown}");
        assert!(pieces.contains(&Piece::Gap));
    }

    #[test]
    fn adjacent_changes_are_one_run_and_nothing_is_empty() {
        let same = |words: &str| Piece::Same(words.to_owned());
        let added = |words: &str| Piece::Added(words.to_owned());
        assert_eq!(
            difference("we saw one two here", "we saw three four here"),
            [same("we saw "), Piece::Gap, added("three four"), same(" here")]
        );
        assert_eq!(difference("one", "two"), [Piece::Gap, added("two")]);
        assert_eq!(difference("one two", "one two"), [same("one two")]);
    }

    #[test]
    fn a_text_that_fits_no_field_is_not_compared() {
        let long = "a b ".repeat(HAPPENED.1);
        assert_eq!(hunks("a", &long), [Hunk { before: 0..1, after: 0..long.len() }]);
        assert_eq!(hunks(&long, &long), []);
    }

    proptest! {
        #[test]
        fn without_its_gaps_it_is_the_edited_text(before in "[a-c ]{0,30}", after in "[a-c ]{0,30}") {
            let text: String = difference(&before, &after)
                .into_iter()
                .map(|piece| match piece {
                    Piece::Same(words) | Piece::Added(words) => words,
                    Piece::Gap => String::new(),
                })
                .collect();
            prop_assert_eq!(text, after);
        }
    }
}
