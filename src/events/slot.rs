//! What can be in a place of an agenda.

use crate::{ids::StoryId, text_enum};
use serde::{Deserialize, Serialize};

/// Most places in one agenda.
pub const MOST_SLOTS: usize = 100;
/// Longest place, in minutes.
pub const LONGEST_SLOT: i32 = 480;

text_enum! {
    /// The kind of a place.
    pub enum SlotKind {
        /// A story is told.
        Story = "story",
        /// Nothing happens, on purpose.
        Break = "break",
        /// Anything else: a welcome, a game, a closing word.
        Free = "free",
    }
}

/// What happens in a place: a reference to a story, or words of staff.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// This story is told.
    Story(StoryId),
    /// A break of this title.
    Break(String),
    /// Something of this title.
    Free(String),
}

impl Content {
    /// The content that the columns of a row stand for; none when they contradict each other.
    pub fn of(kind: SlotKind, story: Option<StoryId>, title: Option<String>) -> Option<Self> {
        match kind {
            SlotKind::Story => story.map(Self::Story),
            SlotKind::Break => title.map(Self::Break),
            SlotKind::Free => title.map(Self::Free),
        }
    }

    /// The kind of place.
    pub const fn kind(&self) -> SlotKind {
        match self {
            Self::Story(_) => SlotKind::Story,
            Self::Break(_) => SlotKind::Break,
            Self::Free(_) => SlotKind::Free,
        }
    }

    /// The story told, if one is.
    pub const fn story(&self) -> Option<StoryId> {
        match self {
            Self::Story(story) => Some(*story),
            Self::Break(_) | Self::Free(_) => None,
        }
    }

    /// The title that staff gave; a story has its own.
    pub fn title(&self) -> Option<&str> {
        match self {
            Self::Story(_) => None,
            Self::Break(title) | Self::Free(title) => Some(title),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_and_content_say_the_same() {
        for content in [
            Content::Story(StoryId::new()),
            Content::Break("Coffee".to_owned()),
            Content::Free("Welcome".to_owned()),
        ] {
            let title = content.title().map(str::to_owned);
            assert_eq!(Content::of(content.kind(), content.story(), title), Some(content));
        }
        assert_eq!(Content::of(SlotKind::Story, None, None), None);
        assert_eq!(Content::of(SlotKind::Break, Some(StoryId::new()), None), None);
    }
}
