//! Form fields for the answers of a story.

use super::text::{ASIDE, Aside, FIELDS, HAPPENED, Happened, LEARNED, Learned, StoryText, TITLE, Title};
use crate::platform::{
    i18n::Language,
    web::form::{Checks, FieldErrors},
};
use serde::{Deserialize, Serialize};

/// Answers of a story as typed, to be flattened into a form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct StoryFields {
    pub title: String,
    pub what_happened: String,
    pub made_sense: String,
    pub cost: String,
    pub learned: String,
    pub advice: String,
}

impl From<&StoryText> for StoryFields {
    fn from(text: &StoryText) -> Self {
        let text = text.clone();
        Self {
            title: text.title,
            what_happened: text.what_happened,
            made_sense: text.made_sense,
            cost: text.cost,
            learned: text.learned,
            advice: text.advice,
        }
    }
}

impl StoryFields {
    /// Returns each answer with the name of its field, in the order of the form.
    pub fn answers(&self) -> impl Iterator<Item = (&'static str, &str)> {
        FIELDS.into_iter().zip([
            self.title.as_str(),
            &self.what_happened,
            &self.made_sense,
            &self.cost,
            &self.learned,
            &self.advice,
        ])
    }

    /// Returns each answer to be changed, as [`StoryFields::answers`].
    pub const fn answers_mut(&mut self) -> [(&'static str, &mut String); 6] {
        let [title, happened, sense, cost, learned, advice] = FIELDS;
        [
            (title, &mut self.title),
            (happened, &mut self.what_happened),
            (sense, &mut self.made_sense),
            (cost, &mut self.cost),
            (learned, &mut self.learned),
            (advice, &mut self.advice),
        ]
    }

    /// Tells whether an answer is longer than the longest that is stored.
    pub fn is_too_long(&self) -> bool {
        self.answers().any(|(_, answer)| answer.chars().nth(HAPPENED.1).is_some())
    }

    /// Checks all answers. The text carries no name.
    pub fn check(&self, language: Language) -> Result<StoryText, FieldErrors> {
        let mut checks = Checks::new(language);
        self.parse(&mut checks).ok_or_else(|| checks.errors())
    }

    /// Checks all answers as a part of a larger form. The text carries no name.
    pub fn parse(&self, checks: &mut Checks) -> Option<StoryText> {
        let title = checks.field("title", Title::parse(&self.title));
        let what_happened = checks.field("what_happened", Happened::parse(&self.what_happened));
        let made_sense = checks.field("made_sense", Aside::parse(&self.made_sense));
        let cost = checks.field("cost", Aside::parse(&self.cost));
        let learned = checks.field("learned", Learned::parse(&self.learned));
        let advice = checks.field("advice", Aside::parse(&self.advice));
        Some(StoryText {
            title: title?.into(),
            what_happened: what_happened?.into(),
            made_sense: made_sense?.into(),
            cost: cost?.into(),
            learned: learned?.into(),
            advice: advice?.into(),
            name: None,
            email: None,
        })
    }
}

/// Most characters of each answer, for the counters beside the fields.
#[derive(Debug, Serialize)]
pub struct Limits {
    title: usize,
    what_happened: usize,
    learned: usize,
    aside: usize,
}

pub const LIMITS: Limits =
    Limits { title: TITLE, what_happened: HAPPENED.1, learned: LEARNED.1, aside: ASIDE };
