//! Forms of questions to an author.

use crate::{
    ids::StoryId,
    library::me_too::{Mark, Purpose},
    platform::{
        error::Error,
        i18n::Language,
        web::form::{Checks, FieldErrors},
    },
    stories::reader_question::{AnswerText, Exchange, QuestionText, added_word},
};
use chrono::NaiveDate;
use fluent_bundle::FluentArgs;
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
        let given = (self.stamp.as_str(), self.proof.as_str());
        let mark = Mark::of(Purpose::Question, given, story, today).map_err(|_| Error::Malformed("stamp"))?;
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
    /// Question as it is passed on; not changed any more once it is answered.
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

    /// Checks the answer as it will stand on the page against the one that its author gave.
    pub fn check_answer(&self, given: &Exchange, language: Language) -> Result<String, FieldErrors> {
        let mut checks = Checks::new(language);
        let answer = checks.field("answer", AnswerText::parse(&self.answer)).map(String::from);
        let answer = answer.ok_or_else(|| checks.errors())?;
        match added_word(given.answer.as_deref().unwrap_or_default(), &answer) {
            None => Ok(answer),
            Some(word) => {
                let mut args = FluentArgs::new();
                args.set("word", word);
                Err(FieldErrors::one("answer", language.text_with("library-questions-added", &args)))
            }
        }
    }
}

fn question(typed: &str, language: Language) -> Result<String, FieldErrors> {
    let mut checks = Checks::new(language);
    let text = checks.field("question", QuestionText::parse(typed));
    text.map(String::from).ok_or_else(|| checks.errors())
}
