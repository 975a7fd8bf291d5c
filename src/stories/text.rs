//! Text of a story.

use crate::{
    platform::text::{Line, Prose},
    text_enum,
};
use serde::{Deserialize, Serialize};

/// Most characters of a title.
pub const TITLE: usize = 120;
/// Fewest and most characters of what happened.
pub const HAPPENED: (usize, usize) = (20, 8_000);
/// Fewest and most characters of what was learned.
pub const LEARNED: (usize, usize) = (10, 4_000);
/// Most characters of each other answer.
pub const ASIDE: usize = 2_000;

/// Words that are read aloud in a minute, slowly enough for a story.
const ALOUD: usize = 130;

pub type Title = Line<TITLE>;
pub type Happened = Prose<{ HAPPENED.0 }, { HAPPENED.1 }>;
pub type Learned = Prose<{ LEARNED.0 }, { LEARNED.1 }>;
/// Optional answer.
pub type Aside = Prose<0, ASIDE>;
pub type AuthorName = Line<80>;

/// Names of the fields that hold the answers of a story, in the order of every form and page.
pub const FIELDS: [&str; 6] = ["title", "what_happened", "made_sense", "cost", "learned", "advice"];

text_enum! {
    /// Writer of a version or a message. Moderators are not told apart.
    pub enum WrittenBy {
        Author = "author",
        Moderator = "moderator",
    }
}

/// Name of an author who wants to be known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NameTag {
    pub name: String,
    pub email: Option<String>,
}

/// Answers of a story, and the name and address of a named author. Sealed wherever it is stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StoryText {
    pub title: String,
    pub what_happened: String,
    /// Answer to “Why did it make sense then?”
    pub made_sense: String,
    pub cost: String,
    pub learned: String,
    /// Answer to “What would you tell a colleague?”
    pub advice: String,
    pub name: Option<String>,
    pub email: Option<String>,
}

impl StoryText {
    /// Returns each answer with the name of its field, in the order of [`FIELDS`].
    pub fn answers(&self) -> impl Iterator<Item = (&'static str, &str)> {
        FIELDS.into_iter().zip([
            self.title.as_str(),
            &self.what_happened,
            &self.made_sense,
            &self.cost,
            &self.learned,
            &self.advice,
        ])
    }

    /// Returns the minutes it takes to read all answers aloud, begun ones counted whole.
    pub fn minutes_aloud(&self) -> usize {
        let words: usize = self.answers().map(|(_, answer)| answer.split_whitespace().count()).sum();
        words.div_ceil(ALOUD)
    }

    /// Tells whether all answers are the same; ignores names.
    pub fn same_words(&self, other: &Self) -> bool {
        self.answers().eq(other.answers())
    }

    /// Returns this text with the name and address of `other`.
    pub fn signed_as(self, other: &Self) -> Self {
        Self { name: other.name.clone(), email: other.email.clone(), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_is_read_aloud_in_whole_minutes() {
        let text = |words: usize| StoryText {
            title: "Oops".to_owned(),
            advice: "a ".repeat(words - 1),
            ..StoryText::default()
        };
        assert_eq!([1, ALOUD, ALOUD + 1, 5 * ALOUD].map(|words| text(words).minutes_aloud()), [1, 1, 2, 5]);
    }

    #[test]
    fn the_words_of_a_story_are_its_answers_and_not_its_name() {
        let text = |title: &str, name: &str| StoryText {
            title: title.to_owned(),
            name: Some(name.to_owned()),
            email: Some(format!("{name}@example.org")),
            ..StoryText::default()
        };
        assert!(text("Oops", "mia").same_words(&text("Oops", "jan")));
        assert!(!text("Oops", "mia").same_words(&text("Oops!", "mia")));
        assert_eq!(text("Oops", "mia").signed_as(&text("Other", "jan")), text("Oops", "jan"));
    }
}
