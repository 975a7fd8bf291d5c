//! What a moderator types.

use crate::{
    platform::{
        i18n::Language,
        text::Prose,
        web::form::{Checks, FieldErrors},
    },
    stories::{
        StoryText,
        dialogue::Words,
        text::{Aside, Happened, Learned, Title},
    },
};
use serde::{Deserialize, Serialize};

/// `POST …/versions`: the words as they may be told.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Edit {
    /// Number of the version that was edited.
    pub version: String,
    /// In one line.
    pub title: String,
    /// What happened.
    pub what_happened: String,
    /// What made it reasonable at the time.
    pub made_sense: String,
    /// What it cost.
    pub cost: String,
    /// What was learned.
    pub learned: String,
    /// What to tell a colleague.
    pub advice: String,
}

impl Edit {
    /// A form with the words of a version.
    #[must_use]
    pub fn of(number: i32, text: &StoryText) -> Self {
        Self {
            version: number.to_string(),
            title: text.title.clone(),
            what_happened: text.what_happened.clone(),
            made_sense: text.made_sense.clone(),
            cost: text.cost.clone(),
            learned: text.learned.clone(),
            advice: text.advice.clone(),
        }
    }

    /// Checks all fields; name and address stay those of `before`.
    ///
    /// # Errors
    /// All that is wrong, by field.
    pub fn check(&self, before: &StoryText, language: Language) -> Result<StoryText, FieldErrors> {
        let mut checks = Checks::new(language);
        let title = checks.field("title", Title::parse(&self.title));
        let what_happened = checks.field("what_happened", Happened::parse(&self.what_happened));
        let made_sense = checks.field("made_sense", Aside::parse(&self.made_sense));
        let cost = checks.field("cost", Aside::parse(&self.cost));
        let learned = checks.field("learned", Learned::parse(&self.learned));
        let advice = checks.field("advice", Aside::parse(&self.advice));
        match (title, what_happened, made_sense, cost, learned, advice) {
            (Some(title), Some(what_happened), Some(made_sense), Some(cost), Some(learned), Some(advice)) => {
                Ok(StoryText {
                    title: title.into(),
                    what_happened: what_happened.into(),
                    made_sense: made_sense.into(),
                    cost: cost.into(),
                    learned: learned.into(),
                    advice: advice.into(),
                    ..before.clone()
                })
            }
            _ => Err(checks.errors()),
        }
    }
}

/// `POST …/questions`
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Ask {
    /// What the author is asked.
    pub question: String,
}

impl Ask {
    /// Checks the question.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self, language: Language) -> Result<String, FieldErrors> {
        let mut checks = Checks::new(language);
        checks
            .field("question", Words::parse(&self.question))
            .map(String::from)
            .ok_or_else(|| checks.errors())
    }
}

/// `POST …/acceptance`
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Accept {
    /// Number of the version that was read, so that nobody accepts what they have not seen.
    pub version: String,
}

/// `POST …/refusal`
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Decline {
    /// Why: the author reads it.
    pub reason: String,
}

impl Decline {
    /// Checks the reason.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self, language: Language) -> Result<String, FieldErrors> {
        let mut checks = Checks::new(language);
        checks
            .field("reason", Prose::<10, 1000>::parse(&self.reason))
            .map(String::from)
            .ok_or_else(|| checks.errors())
    }
}
