//! The words of a story, valid by type.

use crate::{
    platform::text::{Line, Prose},
    text_enum,
};
use serde::{Deserialize, Serialize};

/// Characters of a title at most.
pub const TITLE: usize = 120;
/// Characters of what happened, least and most.
pub const HAPPENED: (usize, usize) = (20, 8_000);
/// Characters of what was learned, least and most.
pub const LEARNED: (usize, usize) = (10, 4_000);
/// Characters of each of the other answers at most.
pub const ASIDE: usize = 2_000;

/// A title.
pub type Title = Line<TITLE>;
/// What happened.
pub type Happened = Prose<{ HAPPENED.0 }, { HAPPENED.1 }>;
/// What was learned.
pub type Learned = Prose<{ LEARNED.0 }, { LEARNED.1 }>;
/// What made sense, what it cost, what to tell a colleague: may be empty.
pub type Aside = Prose<0, ASIDE>;
/// The name of an author who wants to be known.
pub type AuthorName = Line<80>;

text_enum! {
    /// Who wrote something, as far as anybody is to know.
    pub enum WrittenBy {
        /// Its author.
        Author = "author",
        /// One of the moderators.
        Moderator = "moderator",
    }
}

/// Who an author is, when they want to be known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NameTag {
    pub name: String,
    /// Their address, when they gave it.
    pub email: Option<String>,
}

/// All that an author wrote. Sealed wherever it rests.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StoryText {
    pub title: String,
    pub what_happened: String,
    /// What made it reasonable at the time.
    pub made_sense: String,
    pub cost: String,
    /// What the author learned.
    pub learned: String,
    /// What they would tell a colleague.
    pub advice: String,
    /// Their name, when they gave it.
    pub name: Option<String>,
    /// Their address, when they gave it.
    pub email: Option<String>,
}

impl StoryText {
    /// Tells whether both tell the same, whoever tells it.
    pub fn same_words(&self, other: &Self) -> bool {
        let words = |text: &Self| Self {
            name: None,
            email: None,
            ..text.clone()
        };
        words(self) == words(other)
    }
}
