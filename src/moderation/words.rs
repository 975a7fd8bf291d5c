//! Words that somebody looks for in stories: unreviewed text is in no index, so stories are read one by one.

use crate::{
    platform::text::{
        beginning,
        fold::{Token, tokens},
    },
    stories::StoryText,
};

/// Most words of what was typed that are read.
const MOST: usize = 12;
/// Fewest letters that are looked for inside of words too: *factuur* in *klantenfactuur*.
const INSIDE: usize = 4;
/// Most characters of an excerpt, and of them before the first word that was looked for.
const EXCERPT: usize = 120;
const BEFORE: usize = 40;

/// Words to look for, folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(Vec<String>);

impl Words {
    /// Most characters of what was typed that are read.
    pub const LONGEST: usize = 200;

    /// Reads what somebody typed. There is no wrong query.
    pub fn read(typed: &str) -> Self {
        let end = typed.char_indices().nth(Self::LONGEST).map_or(typed.len(), |(at, _)| at);
        let words = tokens(typed.get(..end).unwrap_or_default()).into_iter().map(|token| token.folded);
        Self(words.take(MOST).collect())
    }

    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Tells whether all of them are in the answers of a story; its author's name is not looked at.
    pub fn are_in(&self, text: &StoryText) -> bool {
        let mut left: Vec<&String> = self.0.iter().collect();
        for (_, answer) in text.answers() {
            if left.is_empty() {
                break;
            }
            for token in tokens(answer) {
                left.retain(|word| !is_in(word, &token));
            }
        }
        left.is_empty()
    }

    /// Returns the part of what happened where the first of them is, or its beginning.
    pub fn excerpt(&self, text: &StoryText) -> String {
        let told = text.what_happened.as_str();
        let first = tokens(told).into_iter().find(|token| self.0.iter().any(|word| is_in(word, token)));
        let start = first.map_or(0, |token| {
            let before = told[..token.at.start].char_indices().rev();
            before.take(BEFORE).last().map_or(token.at.start, |(at, _)| at)
        });
        if start == 0 {
            return beginning(told, EXCERPT);
        }
        let from = told[start..].find(char::is_whitespace).map_or(start, |space| start + space);
        format!("…{}", beginning(&told[from..], EXCERPT))
    }
}

fn is_in(word: &str, token: &Token<'_>) -> bool {
    token.folded.starts_with(word) || word.chars().count() >= INSIDE && token.folded.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn story(told: &str) -> StoryText {
        StoryText {
            title: "De kraan".to_owned(),
            what_happened: told.to_owned(),
            learned: "Événement rare".to_owned(),
            name: Some("Mia".to_owned()),
            ..StoryText::default()
        }
    }

    #[test]
    fn all_words_must_be_there_in_any_answer_and_none_in_the_name() {
        let text = story("Een klantenfactuur ging twee keer weg.");
        for (typed, found) in [
            ("factuur", true),
            ("FACTUUR kraan", true),
            ("evenement", true),
            ("factuur beton", false),
            ("kla", true),
            ("ant", false),
            ("mia", false),
            ("", true),
            ("¿ !", true),
        ] {
            assert_eq!(Words::read(typed).are_in(&text), found, "{typed}");
        }
    }

    #[test]
    fn what_is_too_long_is_cut() {
        assert_eq!(Words::read(&"woord ".repeat(2_000)).0.len(), MOST);
        assert_eq!(Words::read(&"z\u{300}".repeat(10_000)).0.len(), 1);
        assert!(Words::read("\0 \u{202e}").is_empty());
    }

    #[test]
    fn an_excerpt_is_where_the_word_is() {
        let text = story(&format!("{} en toen viel de betonmolen stil.", "Lang geleden. ".repeat(30)));
        let found = Words::read("betonmolen").excerpt(&text);
        assert!(found.starts_with("…Lang") && found.contains("de betonmolen stil."), "{found}");
        assert!(Words::default().excerpt(&text).starts_with("Lang geleden."));
    }

    proptest! {
        #[test]
        fn every_text_is_a_query(typed in "\\PC{0,300}", told in "\\PC{0,300}") {
            let (words, text) = (Words::read(&typed), story(&told));
            let excerpt = words.excerpt(&text);
            prop_assert!(excerpt.chars().count() <= EXCERPT + 2);
            prop_assert!(words.are_in(&story(&typed)), "what was typed is in itself");
        }
    }
}
