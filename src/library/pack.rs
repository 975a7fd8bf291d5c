//! Reading packs: stories in an order, with an introduction.

use crate::{
    events::agenda,
    ids::{PackId, StoryId},
    platform::i18n::Language,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most packs of an organisation.
pub const MOST_PACKS: usize = 50;
/// Most stories in a pack: an afternoon of reading.
pub const MOST_STORIES: usize = 30;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pack {
    pub id: PackId,
    /// Set when it stands in the library.
    pub shown: bool,
    /// At least one.
    pub texts: BTreeMap<Language, PackText>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct PackText {
    pub title: String,
    /// May be empty.
    pub intro: String,
}

impl Pack {
    /// Returns the text in a reader's language, or else in any.
    pub fn text(&self, reader: Language) -> Option<(Language, &PackText)> {
        let own = self.texts.get_key_value(&reader);
        own.or_else(|| self.texts.first_key_value()).map(|(language, text)| (*language, text))
    }
}

/// Change of the stories of a pack, and of their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reordering {
    Same,
    /// Adds a story at the end, unless it is in it.
    Add(StoryId),
    /// Moves a story to a place, from 1.
    Move(StoryId, usize),
    TakeOut(StoryId),
}

impl Reordering {
    pub fn apply(self, order: &[StoryId]) -> Vec<StoryId> {
        let mut after = order.to_vec();
        match self {
            Self::Same => {}
            Self::Add(story) if order.contains(&story) => {}
            Self::Add(story) => after.push(story),
            Self::Move(story, to) => {
                if let Some(from) = order.iter().position(|id| *id == story) {
                    agenda::shift(&mut after, from, agenda::Move::To(to));
                }
            }
            Self::TakeOut(story) => after.retain(|id| *id != story),
        }
        after
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stories_come_go_and_move_and_the_same_change_twice_is_one() {
        let [a, b, c, d] = [(); 4].map(|()| StoryId::new());
        for (change, after) in [
            (Reordering::Same, vec![a, b, c]),
            (Reordering::Add(d), vec![a, b, c, d]),
            (Reordering::Add(a), vec![a, b, c]),
            (Reordering::Move(c, 1), vec![c, a, b]),
            (Reordering::Move(c, 2), vec![a, c, b]),
            (Reordering::Move(a, 1), vec![a, b, c]),
            (Reordering::Move(a, usize::MAX), vec![b, c, a]),
            (Reordering::Move(d, 1), vec![a, b, c]),
            (Reordering::TakeOut(b), vec![a, c]),
            (Reordering::TakeOut(d), vec![a, b, c]),
        ] {
            assert_eq!(change.apply(&[a, b, c]), after, "{change:?}");
            assert_eq!(change.apply(&after), after, "{change:?} twice");
        }
    }

    #[test]
    fn a_pack_is_read_in_the_readers_language_or_in_any() {
        let text = |title: &str| PackText { title: title.to_owned(), intro: String::new() };
        let texts = BTreeMap::from([(Language::Fr, text("Un")), (Language::En, text("One"))]);
        let pack = Pack { id: PackId::new(), shown: true, texts };
        let title = |reader| pack.text(reader).map(|(language, text)| (language, text.title.clone()));
        assert_eq!(title(Language::En), Some((Language::En, "One".to_owned())));
        assert!(title(Language::Nl).is_some());
    }
}
