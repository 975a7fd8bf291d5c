//! The text an author is asked about.

use crate::stories::{Story, StoryText, WrittenBy, store::versions::Version};

/// What became of an author's words in the version that is to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edited {
    /// Nothing was changed: the author's own words.
    Untouched(Box<StoryText>),
    /// Moderators edited it: the author's last words, and theirs.
    By {
        /// The author's last words before.
        before: Box<StoryText>,
        /// The version that is to be told.
        after: Box<StoryText>,
    },
    /// What moderators told instead of them; the author's words are erased by now.
    Alone(Box<StoryText>),
}

/// A version that waits for its author's word, or has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub version: i32,
    /// What was done to it.
    pub edited: Edited,
    /// Whether the author agreed to it.
    pub agreed: bool,
}

impl Proposal {
    /// The proposal of a story, if it was accepted. `versions` are all of its versions, oldest first.
    pub fn of(story: &Story, versions: &[Version]) -> Option<Self> {
        let number = story.told_version?;
        let told = versions.iter().find(|version| version.number == number)?;
        let own = versions
            .iter()
            .rfind(|version| version.number <= number && version.written_by == WrittenBy::Author);
        let edited = match own {
            Some(own) if own.number == number || own.text == told.text => {
                Edited::Untouched(Box::new(told.text.clone()))
            }
            Some(own) => Edited::By {
                before: Box::new(own.text.clone()),
                after: Box::new(told.text.clone()),
            },
            None => Edited::Alone(Box::new(told.text.clone())),
        };
        Some(Self {
            version: number,
            edited,
            agreed: story.agreed_version == Some(number),
        })
    }
}
