//! Stories in lists.

use crate::{
    events::wording::foreign,
    ids::{StoryId, ThemeId},
    library::{excerpt::excerpt, model::Card},
    organisations::Theme,
    platform::i18n::Language,
    stories::{ContentNote, Intensity},
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
    /// What moderators said about it, in words; empty where they said nothing.
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
            facts: in_words(card.intensity, &card.content_notes, shelf.reader),
        }
    }
}

/// Says that a story is heavy, and what is in it.
pub fn in_words(intensity: Option<Intensity>, notes: &[ContentNote], language: Language) -> String {
    let heavy = intensity.filter(|intensity| *intensity == Intensity::Heavy);
    let keys = heavy.map(Intensity::key).into_iter().chain(notes.iter().map(|note| note.key()));
    keys.map(|key| language.text(&key)).collect::<Vec<_>>().join(" · ")
}
