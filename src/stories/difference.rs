//! What moderators changed in an author's words, word by word.
//!
//! What was added is marked; what was left out shows as a gap without its words. The page on which an author reads
//! this opens with the receipt code, and whoever finds the code must not learn what was taken out.

use serde::Serialize;
use similar::{ChangeTag, TextDiff};

/// A run of words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "text", rename_all = "snake_case")]
pub enum Piece {
    /// As it was.
    Same(String),
    /// The moderators' words.
    Added(String),
    /// Here the author's words were left out.
    Gap,
}

/// The difference of two texts, as runs in order.
#[must_use]
pub fn difference(before: &str, after: &str) -> Vec<Piece> {
    let mut pieces = vec![];
    for change in TextDiff::from_words(before, after).iter_all_changes() {
        let words = change.value();
        match (change.tag(), pieces.last_mut()) {
            (ChangeTag::Equal, Some(Piece::Same(run))) | (ChangeTag::Insert, Some(Piece::Added(run))) => {
                run.push_str(words);
            }
            (ChangeTag::Equal, _) => pieces.push(Piece::Same(words.to_owned())),
            (ChangeTag::Insert, _) => pieces.push(Piece::Added(words.to_owned())),
            (ChangeTag::Delete, Some(Piece::Gap)) => {}
            (ChangeTag::Delete, _) => pieces.push(Piece::Gap),
        }
    }
    pieces
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
