//! Rows of the library.

use crate::{
    ids::{EventId, StoryId, ThemeId},
    organisations::Readers,
    platform::i18n::Language,
    schema::library_texts,
    stories::{Anonymity, ContentNote, Facts, Intensity, Told},
};
use diesel::prelude::*;

/// Story that may be read: exactly what its author agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = library_texts, check_for_backend(diesel::pg::Pg))]
pub struct Readable {
    pub story_id: StoryId,
    pub version: i32,
    /// ISO week of the mix that made it readable first.
    pub week: String,
    /// Language it is written in.
    pub language: Language,
    pub theme_id: Option<ThemeId>,
    /// Day on which it was told.
    pub event_id: Option<EventId>,
    pub readers: Readers,
    pub title: String,
    pub what_happened: String,
    pub made_sense: String,
    pub cost: String,
    pub learned: String,
    pub advice: String,
    /// Author, when they want to be known.
    pub shown_name: Option<String>,
    pub intensity: Option<Intensity>,
    pub content_notes: Vec<ContentNote>,
}

impl Readable {
    /// Returns the row of a story that may be told.
    pub fn new(story: Told, event: Option<EventId>, week: &str) -> Self {
        let known = story.anonymity == Anonymity::Named;
        let text = story.text;
        Self {
            story_id: story.id,
            version: story.version,
            week: week.to_owned(),
            language: story.language,
            theme_id: story.theme,
            event_id: event,
            readers: story.readers,
            title: text.title,
            what_happened: text.what_happened,
            made_sense: text.made_sense,
            cost: text.cost,
            learned: text.learned,
            advice: text.advice,
            shown_name: text.name.filter(|_| known),
            intensity: story.facts.intensity,
            content_notes: story.facts.notes,
        }
    }

    /// Returns a story for samples of pages.
    pub fn sample(language: Language) -> Self {
        Self {
            story_id: StoryId::new(),
            version: 1,
            week: "2026-W48".to_owned(),
            language,
            theme_id: None,
            event_id: None,
            readers: Readers::House,
            title: "La facture partie deux fois".to_owned(),
            what_happened: "sample\n\nsample".to_owned(),
            made_sense: String::new(),
            cost: "sample".to_owned(),
            learned: "sample".to_owned(),
            advice: "sample".to_owned(),
            shown_name: Some("Mia".to_owned()),
            intensity: Some(Intensity::Heavy),
            content_notes: vec![ContentNote::Illness],
        }
    }
}

/// Story in a list: enough to choose by.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = library_texts, check_for_backend(diesel::pg::Pg))]
pub struct Card {
    pub story_id: StoryId,
    pub week: String,
    pub language: Language,
    pub theme_id: Option<ThemeId>,
    pub title: String,
    pub learned: String,
    pub shown_name: Option<String>,
    pub intensity: Option<Intensity>,
    pub content_notes: Vec<ContentNote>,
}

impl From<&Readable> for Card {
    fn from(story: &Readable) -> Self {
        Self {
            story_id: story.story_id,
            week: story.week.clone(),
            language: story.language,
            theme_id: story.theme_id,
            title: story.title.clone(),
            learned: story.learned.clone(),
            shown_name: story.shown_name.clone(),
            intensity: story.intensity,
            content_notes: story.content_notes.clone(),
        }
    }
}

impl Card {
    /// Returns a card for samples of pages.
    pub fn sample(language: Language) -> Self {
        Self::from(&Readable::sample(language))
    }

    pub fn facts(&self) -> Facts {
        Facts { intensity: self.intensity, notes: self.content_notes.clone() }
    }

    /// Returns the card's place in the list.
    pub fn position(&self) -> String {
        format!("{}.{}", self.week, self.story_id)
    }
}
