//! The files of `demo/`, parsed.

use crate::{
    accounts::Role,
    announcements::subscription::SubscriptionStatus,
    events::translation::Translation,
    lessons::model::LessonKind,
    library::pack::PackText,
    organisations::{Readers, contact::Door},
    platform::i18n::Language,
    stories::{Anonymity, Silence, StoryFields, StoryText, ToldBy, facts::FactsFields},
};
use anyhow::Context;
use serde::{Deserialize, de::DeserializeOwned};
use std::collections::BTreeMap;

/// `demo/organisation.json`
#[derive(Debug, Deserialize)]
pub struct Organisation {
    pub slug: String,
    pub name: String,
    /// Languages, most used first.
    pub languages: Vec<Language>,
    /// IANA time zone.
    pub time_zone: String,
    pub people: i32,
    #[serde(default)]
    pub readers: Readers,
    /// Themes by language.
    pub themes: Vec<BTreeMap<Language, String>>,
    /// Call for stories by language.
    pub calls: BTreeMap<Language, String>,
    pub contacts: Vec<Contact>,
    pub staff: Vec<Person>,
}

/// Contact at a door. The numbers are among those that the French regulator reserves for fiction.
#[derive(Debug, Deserialize)]
pub struct Contact {
    pub door: Door,
    pub name: String,
    pub phone: String,
    /// Web page or mailbox.
    pub link: String,
    /// Description by language.
    pub words: BTreeMap<Language, String>,
}

#[derive(Debug, Deserialize)]
pub struct Person {
    pub role: Role,
    pub name: String,
    pub email: String,
    pub language: Language,
    /// Set when they have taken up their invitation.
    pub signs_in: bool,
}

/// Stage that a story reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Then {
    Submitted,
    /// Claimed by the moderator.
    InReview,
    /// Claimed, then left to other moderators.
    Shelved,
    /// Waits for the author's consent.
    Proposed,
    Accepted,
    Declined,
    Withdrawn,
}

/// Entry of `demo/stories.*.json`: a story as its author typed it, and its later fate.
#[derive(Debug, Deserialize)]
pub struct Story {
    /// Name of the story in the other files.
    pub key: String,
    pub weeks_ago: u32,
    /// Slug of its theme.
    pub theme: String,
    pub told_by: ToldBy,
    pub anonymity: Anonymity,
    /// Empty unless named.
    #[serde(default)]
    pub name: String,
    /// Empty unless named.
    #[serde(default)]
    pub email: String,
    pub silence: Silence,
    /// Language of the file.
    #[serde(skip)]
    pub language: Option<Language>,
    #[serde(flatten)]
    pub answers: StoryFields,
    /// Facts that the moderator adds.
    #[serde(flatten)]
    pub facts: FactsFields,
    pub then: Then,
    /// Answers that the moderator changed; empty ones stay as they were.
    #[serde(default)]
    pub edited: StoryFields,
    /// Reason for declining.
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

/// Entry of `demo/events.json`: an event and its agenda.
#[derive(Debug, Deserialize)]
pub struct Event {
    /// Age of the event and of its release.
    pub prepared_weeks_ago: u32,
    /// Days from today; the event is on the first Thursday from then on.
    pub in_days: i64,
    pub title: String,
    pub intro: String,
    /// `15:00`
    pub time: String,
    pub minutes: i32,
    pub place: String,
    /// Address for people who join remotely.
    pub link: String,
    pub language: Language,
    /// Title and intro in other languages.
    #[serde(default)]
    pub translations: BTreeMap<Language, Translation>,
    pub released: bool,
    pub slots: Vec<Slot>,
}

#[derive(Debug, Deserialize)]
pub struct Slot {
    /// `story`, `break` or `free`
    pub kind: String,
    /// Key of the story.
    #[serde(default)]
    pub story: String,
    /// Empty for a story.
    #[serde(default)]
    pub title: String,
    pub minutes: i32,
}

/// Entry of `demo/lessons.json`: a lesson or an action.
#[derive(Debug, Deserialize)]
pub struct Lesson {
    /// Key of the story.
    pub story: String,
    pub kind: LessonKind,
    /// Set for an action that was carried out.
    pub done: bool,
    pub language: Language,
    pub body: String,
}

/// Entry of `demo/packs.json`: a reading pack.
#[derive(Debug, Deserialize)]
pub struct Pack {
    /// Keys of stories, in the order of reading.
    pub stories: Vec<String>,
    pub texts: BTreeMap<Language, PackText>,
}

/// Entry of `demo/subscribers.json`.
#[derive(Debug, Deserialize)]
pub struct Subscriber {
    pub email: String,
    pub language: Language,
    /// `unconfirmed`, `confirmed` or `unsubscribed`
    pub then: SubscriptionStatus,
}

pub fn organisation() -> anyhow::Result<Organisation> {
    parsed(include_str!("../../../demo/organisation.json"))
}

/// `demo/open.json`: a small organisation that everybody may read.
#[derive(Debug, Deserialize)]
pub struct Open {
    pub organisation: Organisation,
    /// Stories in its first language.
    pub stories: Vec<Story>,
    pub events: Vec<Event>,
}

pub fn open() -> anyhow::Result<Open> {
    let mut open: Open = parsed(include_str!("../../../demo/open.json"))?;
    for story in &mut open.stories {
        story.language = open.organisation.languages.first().copied();
    }
    Ok(open)
}

pub fn stories() -> anyhow::Result<Vec<Story>> {
    let files = [
        (Language::Nl, include_str!("../../../demo/stories.nl.json")),
        (Language::Fr, include_str!("../../../demo/stories.fr.json")),
        (Language::En, include_str!("../../../demo/stories.en.json")),
    ];
    let mut all = vec![];
    for (language, file) in files {
        all.extend(
            parsed::<Vec<Story>>(file)?.into_iter().map(|story| Story { language: Some(language), ..story }),
        );
    }
    Ok(all)
}

pub fn packs() -> anyhow::Result<Vec<Pack>> {
    parsed(include_str!("../../../demo/packs.json"))
}

pub fn events() -> anyhow::Result<Vec<Event>> {
    parsed(include_str!("../../../demo/events.json"))
}

pub fn lessons() -> anyhow::Result<Vec<Lesson>> {
    parsed(include_str!("../../../demo/lessons.json"))
}

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
    fn the_content_is_complete() {
        let (organisation, all) = (organisation().unwrap(), stories().unwrap());
        let keys: std::collections::BTreeSet<_> = all.iter().map(|story| &story.key).collect();
        assert_eq!(keys.len(), all.len());
        let themes = organisation.themes.iter().map(|names| Slug::from_name(&names[&Language::Nl], ""));
        let themes: Vec<_> = themes.collect();
        for story in &all {
            let words = story.answers.what_happened.split_whitespace().count();
            assert!((80..=180).contains(&words), "{} has {words} words", story.key);
            assert!(Title::parse(&story.answers.title) != Err(TextError::Required), "{}", story.key);
            assert!(themes.iter().any(|theme| theme.as_str() == story.theme), "{}", story.key);
            assert_eq!(story.then == Then::Declined, !story.reason.is_empty(), "{}", story.key);
            assert_eq!(story.anonymity == Anonymity::Named, !story.name.is_empty(), "{}", story.key);
        }
        for language in Language::ALL {
            assert!(all.iter().filter(|story| story.language == Some(*language)).count() >= 4);
            assert!(organisation.calls.contains_key(language));
            assert!(organisation.themes.iter().all(|names| names.contains_key(language)));
        }
        assert!(all.iter().filter(|story| story.then == Then::Accepted).count() >= 6);
    }
}
