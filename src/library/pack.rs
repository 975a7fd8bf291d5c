//! Reading packs: stories in an order, with an introduction.

use crate::{
    ids::{PackId, StoryId},
    platform::i18n::Language,
};
use serde::Serialize;
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

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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

/// Returns the order after a story changed places with the one before it.
pub fn one_up(mut order: Vec<StoryId>, story: StoryId) -> Vec<StoryId> {
    if let Some(place) = order.iter().position(|id| *id == story).filter(|place| *place > 0) {
        order.swap(place - 1, place);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_moves_up_one_place_and_the_first_stays() {
        let ids: Vec<StoryId> = (0..3).map(|_| StoryId::new()).collect();
        let [a, b, c] = [ids[0], ids[1], ids[2]];
        assert_eq!(one_up(ids.clone(), c), [a, c, b]);
        assert_eq!(one_up(ids.clone(), a), ids);
        assert_eq!(one_up(ids.clone(), StoryId::new()), ids);
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
