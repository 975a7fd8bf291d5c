//! Forms of questions to an author.

use crate::{
    ids::StoryId,
    library::me_too::Mark,
    platform::{
        error::Error,
        i18n::Language,
        web::form::{Checks, FieldErrors},
    },
    stories::reader_question::{AnswerText, Exchange, QuestionText},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// `POST /{org}/library/{story}/question`; stamp and proof as with “me too”.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AskAuthor {
    pub question: String,
    pub stamp: String,
    pub proof: String,
}

impl AskAuthor {
    /// Returns the stamp, if it was worked for.
    ///
    /// # Errors
    /// [`Error::Malformed`] for a stamp that no browser makes here.
    pub fn stamp(&self, story: StoryId, today: NaiveDate) -> Result<Option<&str>, Error> {
        let mark = Mark::of(&self.stamp, &self.proof, story, today).map_err(|_| Error::Malformed("stamp"))?;
        Ok(mark.is_proven.then_some(self.stamp.as_str()))
    }

    pub fn check(&self, language: Language) -> Result<String, FieldErrors> {
        question(&self.question, language)
    }
}

/// Words that a moderator passes on or publishes: `POST /desk/{org}/questions/{question}/passing` and
/// `/desk/{org}/answers/{answer}/publication`
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct ReviewWords {
    pub question: String,
    /// Only where there is one.
    pub answer: String,
}

impl From<Exchange> for ReviewWords {
    fn from(words: Exchange) -> Self {
        Self { question: words.question, answer: words.answer.unwrap_or_default() }
    }
}

impl ReviewWords {
    pub fn check_question(&self, language: Language) -> Result<String, FieldErrors> {
        question(&self.question, language)
    }

    pub fn check_exchange(&self, language: Language) -> Result<Exchange, FieldErrors> {
        let mut checks = Checks::new(language);
        let question = checks.field("question", QuestionText::parse(&self.question));
        let answer = checks.field("answer", AnswerText::parse(&self.answer));
        match (question, answer) {
            (Some(question), Some(answer)) => {
                Ok(Exchange { question: question.into(), answer: Some(answer.into()) })
            }
            _ => Err(checks.errors()),
        }
    }
}

fn question(typed: &str, language: Language) -> Result<String, FieldErrors> {
    let mut checks = Checks::new(language);
    let text = checks.field("question", QuestionText::parse(typed));
    text.map(String::from).ok_or_else(|| checks.errors())
}
