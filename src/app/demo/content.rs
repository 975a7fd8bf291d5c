//! What the demonstration tells: the files of `demo/`, parsed.

use crate::{
    accounts::Role,
    announcements::subscription::SubscriptionStatus,
    lessons::model::LessonKind,
    organisations::contact::Door,
    platform::i18n::Language,
    stories::{Anonymity, Silence, StoryFields, StoryText, ToldBy},
};
use anyhow::Context;
use serde::{Deserialize, de::DeserializeOwned};
use std::collections::BTreeMap;

/// `demo/organisation.json`
#[derive(Debug, Deserialize)]
pub struct Organisation {
    /// First part of its addresses.
    pub slug: String,
    pub name: String,
    /// Languages, most used first.
    pub languages: Vec<Language>,
    /// IANA time zone.
    pub time_zone: String,
    /// How many people work there.
    pub people: i32,
    /// Themes by language.
    pub themes: Vec<BTreeMap<Language, String>>,
    /// The call for stories by language.
    pub calls: BTreeMap<Language, String>,
    /// Whom to turn to with what is no story to learn from.
    pub contacts: Vec<Contact>,
    pub staff: Vec<Person>,
}

/// Somebody at a door. The numbers are among those that the French regulator keeps for fiction.
#[derive(Debug, Deserialize)]
pub struct Contact {
    pub door: Door,
    pub name: String,
    pub phone: String,
    /// Their page or mailbox.
    pub link: String,
    /// More about them, by language.
    pub words: BTreeMap<Language, String>,
}

/// Somebody with a role.
#[derive(Debug, Deserialize)]
pub struct Person {
    pub role: Role,
    pub name: String,
    pub email: String,
    pub language: Language,
    /// Whether they have taken up their invitation.
    pub signs_in: bool,
}

/// Where a story gets to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Then {
    /// Nobody has looked at it yet.
    Submitted,
    /// The moderator has it on the desk.
    InReview,
    /// The moderator has looked at it and left it to others.
    Shelved,
    /// It waits for its author's word.
    Proposed,
    /// It may be told.
    Accepted,
    /// It will not be told.
    Declined,
    /// Its author took it back.
    Withdrawn,
}

/// `demo/stories.*.json`: a story as its author typed it, and what became of it.
#[derive(Debug, Deserialize)]
pub struct Story {
    /// What the other files call it.
    pub key: String,
    /// How long ago it was told.
    pub weeks_ago: u32,
    /// Slug of its theme.
    pub theme: String,
    /// How it may be told.
    pub told_by: ToldBy,
    /// Whether its author is known.
    pub anonymity: Anonymity,
    /// Only when named.
    #[serde(default)]
    pub name: String,
    /// Only when named.
    #[serde(default)]
    pub email: String,
    pub silence: Silence,
    /// The language of the file it is in.
    #[serde(skip)]
    pub language: Option<Language>,
    #[serde(flatten)]
    pub answers: StoryFields,
    /// Where it gets to.
    pub then: Then,
    /// Answers that the moderator changed; the empty ones stay as they were.
    #[serde(default)]
    pub edited: StoryFields,
    /// Why it was declined.
    #[serde(default)]
    pub reason: String,
}

impl Story {
    /// Returns the moderator's form: `text` with the changes of the file.
    pub fn edit(&self, text: &StoryText) -> StoryFields {
        let or = |changed: &str, kept: &str| if changed.is_empty() { kept } else { changed }.to_owned();
        let edited = &self.edited;
        StoryFields {
            title: or(&edited.title, &text.title),
            what_happened: or(&edited.what_happened, &text.what_happened),
            made_sense: or(&edited.made_sense, &text.made_sense),
            cost: or(&edited.cost, &text.cost),
            learned: or(&edited.learned, &text.learned),
            advice: or(&edited.advice, &text.advice),
        }
    }
}

/// `demo/events.json`: a day and what is on its agenda.
#[derive(Debug, Deserialize)]
pub struct Event {
    /// How long ago it was made, and released if it was.
    pub prepared_weeks_ago: u32,
    /// When it is, counted from today; then the next Thursday.
    pub in_days: i64,
    pub title: String,
    pub intro: String,
    /// `15:00`
    pub time: String,
    /// How long it lasts.
    pub minutes: i32,
    pub place: String,
    /// Where to follow it from elsewhere.
    pub link: String,
    pub language: Language,
    /// Title and intro in others.
    #[serde(default)]
    pub translations: BTreeMap<Language, crate::events::translation::Translation>,
    /// Whether everybody sees it.
    pub released: bool,
    /// Its agenda, in order.
    pub slots: Vec<Slot>,
}

/// A place in an agenda.
#[derive(Debug, Deserialize)]
pub struct Slot {
    /// `story`, `break` or `free`
    pub kind: String,
    /// Key of the story.
    #[serde(default)]
    pub story: String,
    /// What it is called, unless it is a story.
    #[serde(default)]
    pub title: String,
    /// For how long.
    pub minutes: i32,
}

/// `demo/lessons.json`: what came of a story.
#[derive(Debug, Deserialize)]
pub struct Lesson {
    /// Key of the story.
    pub story: String,
    pub kind: LessonKind,
    /// Whether an action was carried out.
    pub done: bool,
    pub language: Language,
    pub body: String,
}

/// `demo/subscribers.json`: an address, and what became of its subscription.
#[derive(Debug, Deserialize)]
pub struct Subscriber {
    pub email: String,
    /// The language of its mails.
    pub language: Language,
    /// `unconfirmed`, `confirmed` or `unsubscribed`
    pub then: SubscriptionStatus,
}

/// Reads `demo/organisation.json`.
pub fn organisation() -> anyhow::Result<Organisation> {
    parsed(include_str!("../../../demo/organisation.json"))
}

/// Reads all stories.
pub fn stories() -> anyhow::Result<Vec<Story>> {
    let files = [
        (Language::Nl, include_str!("../../../demo/stories.nl.json")),
        (Language::Fr, include_str!("../../../demo/stories.fr.json")),
        (Language::En, include_str!("../../../demo/stories.en.json")),
    ];
    let mut all = vec![];
    for (language, file) in files {
        all.extend(parsed::<Vec<Story>>(file)?.into_iter().map(|story| Story {
            language: Some(language),
            ..story
        }));
    }
    Ok(all)
}

/// Reads all events.
pub fn events() -> anyhow::Result<Vec<Event>> {
    parsed(include_str!("../../../demo/events.json"))
}

/// Reads all lessons.
pub fn lessons() -> anyhow::Result<Vec<Lesson>> {
    parsed(include_str!("../../../demo/lessons.json"))
}

/// Reads all subscribers.
pub fn subscribers() -> anyhow::Result<Vec<Subscriber>> {
    parsed(include_str!("../../../demo/subscribers.json"))
}

fn parsed<T: DeserializeOwned>(file: &str) -> anyhow::Result<T> {
    serde_json::from_str(file).context("read the demonstration's content")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{organisations::Slug, platform::text::TextError, stories::text::Title};

    #[test]
    fn there_is_something_of_everything() {
        let (organisation, all) = (organisation().unwrap(), stories().unwrap());
        let keys: std::collections::BTreeSet<_> = all.iter().map(|story| &story.key).collect();
        assert_eq!(keys.len(), all.len());
        let themes = organisation
            .themes
            .iter()
            .map(|names| Slug::from_name(&names[&Language::Nl], ""));
        let themes: Vec<_> = themes.collect();
        for story in &all {
            let words = story.answers.what_happened.split_whitespace().count();
            assert!((80..=180).contains(&words), "{} has {words} words", story.key);
            assert!(
                Title::parse(&story.answers.title) != Err(TextError::Required),
                "{}",
                story.key
            );
            assert!(
                themes.iter().any(|theme| theme.as_str() == story.theme),
                "{}",
                story.key
            );
            assert_eq!(
                story.then == Then::Declined,
                !story.reason.is_empty(),
                "{}",
                story.key
            );
            assert_eq!(
                story.anonymity == Anonymity::Named,
                !story.name.is_empty(),
                "{}",
                story.key
            );
        }
        for language in Language::ALL {
            assert!(
                all.iter()
                    .filter(|story| story.language == Some(*language))
                    .count()
                    >= 4
            );
            assert!(organisation.calls.contains_key(language));
            assert!(
                organisation
                    .themes
                    .iter()
                    .all(|names| names.contains_key(language))
            );
        }
        assert!(all.iter().filter(|story| story.then == Then::Accepted).count() >= 6);
    }
}
