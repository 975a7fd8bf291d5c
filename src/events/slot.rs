//! Contents of an agenda's slots.

use crate::{ids::StoryId, text_enum};
use serde::{Deserialize, Serialize};

pub const MOST_SLOTS: usize = 100;
/// Minutes of the longest slot.
pub const LONGEST_SLOT: i32 = 480;

text_enum! {
    pub enum SlotKind {
        Story = "story",
        Break = "break",
        /// A welcome, a game, a closing word.
        Free = "free",
    }
}

/// Content of a slot: a reference to a story, or a title by staff.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    Story(StoryId),
    Break(String),
    Free(String),
}

impl Content {
    /// Reads the content from the columns of a row, unless they contradict each other.
    pub fn of(kind: SlotKind, story: Option<StoryId>, title: Option<String>) -> Option<Self> {
        match kind {
            SlotKind::Story => story.map(Self::Story),
            SlotKind::Break => title.map(Self::Break),
            SlotKind::Free => title.map(Self::Free),
        }
    }

    pub const fn kind(&self) -> SlotKind {
        match self {
            Self::Story(_) => SlotKind::Story,
            Self::Break(_) => SlotKind::Break,
            Self::Free(_) => SlotKind::Free,
        }
    }

    pub const fn story(&self) -> Option<StoryId> {
        match self {
            Self::Story(story) => Some(*story),
            Self::Break(_) | Self::Free(_) => None,
        }
    }

    /// Returns the title that staff gave; a story has its own.
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
