//! Stories in lists.

use crate::{
    events::wording::foreign,
    ids::{StoryId, ThemeId},
    library::{excerpt::excerpt, model::Card},
    organisations::Theme,
    platform::i18n::Language,
};
use serde::Serialize;

/// Context of cards.
#[derive(Debug, Clone, Copy)]
pub struct Shelf<'a> {
    /// Address of the organisation: `/acme`.
    pub base: &'a str,
    pub themes: &'a [Theme],
    pub reader: Language,
}

impl Shelf<'_> {
    /// Returns the name of a theme; empty where there is none.
    pub fn theme(&self, id: Option<ThemeId>) -> &str {
        let found = self.themes.iter().find(|theme| Some(theme.id) == id);
        found.map_or("", |theme| theme.name(self.reader))
    }
}

#[derive(Debug, Serialize)]
pub struct CardRow {
    id: StoryId,
    title: String,
    href: String,
    /// Language of the story when it is not the reader's; else empty.
    lang: &'static str,
    /// Its name in itself.
    language: &'static str,
    theme: String,
    excerpt: String,
    by: Option<String>,
    /// Its facts in words; may be empty.
    facts: String,
}

impl CardRow {
    /// Returns a card for samples of pages.
    pub fn sample() -> Self {
        let shelf = Shelf { base: "/acme", themes: &[], reader: Language::En };
        Self::new(&Card::sample(Language::Fr), shelf)
    }

    pub fn new(card: &Card, shelf: Shelf<'_>) -> Self {
        Self {
            id: card.story_id,
            title: card.title.clone(),
            href: format!("{}/library/{}", shelf.base, card.story_id),
            lang: foreign(card.language, shelf.reader),
            language: card.language.own_name(),
            theme: shelf.theme(card.theme_id).to_owned(),
            excerpt: excerpt(&card.learned),
            by: card.shown_name.clone(),
            facts: card.facts().in_words(shelf.reader),
        }
    }
}
