//! Text that an author is asked to agree to.

use crate::stories::{Story, StoryText, WrittenBy, store::versions::Version};

/// Wording of the version that is to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wording {
    /// The author's own words.
    Own(Box<StoryText>),
    /// The author's last words, and the moderators' edit.
    Edited {
        before: Box<StoryText>,
        after: Box<StoryText>,
    },
    /// The moderators' edit; the author's words are erased by now.
    OriginalErased(Box<StoryText>),
}

/// Version that is to be told, with or without its author's consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub version: i32,
    pub wording: Wording,
    pub agreed: bool,
}

impl Proposal {
    /// Returns the proposal of a story, if it was accepted. `versions` are oldest first.
    pub fn of(story: &Story, versions: &[Version]) -> Option<Self> {
        let number = story.told_version?;
        let told = versions.iter().find(|version| version.number == number)?;
        let own = versions
            .iter()
            .rfind(|version| version.number <= number && version.written_by == WrittenBy::Author);
        let wording = match own {
            Some(own) if own.number == number || own.text == told.text => {
                Wording::Own(Box::new(told.text.clone()))
            }
            Some(own) => Wording::Edited {
                before: Box::new(own.text.clone()),
                after: Box::new(told.text.clone()),
            },
            None => Wording::OriginalErased(Box::new(told.text.clone())),
        };
        Some(Self {
            version: number,
            wording,
            agreed: story.agreed_version == Some(number),
        })
    }
}
