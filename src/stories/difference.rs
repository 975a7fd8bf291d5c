//! Changes to an author's text, word by word.
//!
//! Added words are marked; removed words show as a gap. The page that shows this opens with the receipt code, and
//! somebody who finds the code must not learn what was removed.

use serde::Serialize;
use similar::{ChangeTag, TextDiff};

/// Run of words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "text", rename_all = "snake_case")]
pub enum Piece {
    Same(String),
    Added(String),
    /// Place of removed words.
    Gap,
}

/// Returns the difference of two texts as runs in order. Adjacent changes make one run.
pub fn difference(before: &str, after: &str) -> Vec<Piece> {
    let mut runs = Runs::default();
    for change in TextDiff::from_words(before, after).iter_all_changes() {
        runs.add(change.tag(), change.value());
    }
    runs.end_change();
    runs.pieces
}

#[derive(Default)]
struct Runs {
    pieces: Vec<Piece>,
    gap: bool,
    added: String,
    /// Space after a change, part of it if another change follows.
    space: String,
}

impl Runs {
    fn add(&mut self, tag: ChangeTag, words: &str) {
        match tag {
            ChangeTag::Equal if self.is_changing() && words.trim().is_empty() => self.space.push_str(words),
            ChangeTag::Equal => {
                self.end_change();
                self.same(words);
            }
            ChangeTag::Insert | ChangeTag::Delete => {
                self.added.push_str(&std::mem::take(&mut self.space));
                if tag == ChangeTag::Delete {
                    self.gap = true;
                } else {
                    self.added.push_str(words);
                }
            }
        }
    }

    const fn is_changing(&self) -> bool {
        self.gap || !self.added.is_empty()
    }

    fn end_change(&mut self) {
        if std::mem::take(&mut self.gap) {
            self.pieces.push(Piece::Gap);
        }
        let added = std::mem::take(&mut self.added);
        if added.trim().is_empty() {
            self.same(&added);
        } else {
            self.pieces.push(Piece::Added(added));
        }
        let space = std::mem::take(&mut self.space);
        self.same(&space);
    }

    fn same(&mut self, words: &str) {
        match self.pieces.last_mut() {
            _ if words.is_empty() => {}
            Some(Piece::Same(run)) => run.push_str(words),
            _ => self.pieces.push(Piece::Same(words.to_owned())),
        }
    }
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
