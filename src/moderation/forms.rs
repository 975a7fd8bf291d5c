//! Form of a story under review.

use crate::{
    platform::{
        error::Error,
        i18n::Language,
        text::{Prose, TextError},
        web::form::{Checks, FieldErrors},
    },
    stories::{Facts, StoryFields, StoryText, dialogue::Words, facts::FactsFields, store::versions::Version},
};
use serde::{Deserialize, Serialize};

/// Reason for declining a story.
pub type Reason = Prose<10, 1000>;

/// Fields on the page of a story under review. Each of its buttons sends all of them, so that none discards what was
/// typed in another part.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct ReviewForm {
    /// Number of the version that the page showed; empty stands for the newest.
    pub version: String,
    #[serde(flatten)]
    pub text: StoryFields,
    #[serde(flatten)]
    pub facts: FactsFields,
    /// `1` when the page had the text to edit.
    pub editable: String,
    /// Question to the author.
    pub question: String,
    /// Reason for declining, shown to the author.
    pub reason: String,
    /// Not empty to decide although a question waits for its answer.
    pub unanswered: String,
}

/// Button of that page. All of them save the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Button {
    Save,
    Ask,
    Accept,
    Decline,
    /// Ends the claim.
    PutBack,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Checked {
    /// Changed text.
    pub text: Option<StoryText>,
    /// Changed facts.
    pub facts: Option<Facts>,
    /// Question or reason that goes with the button, or empty.
    pub words: String,
}

impl ReviewForm {
    pub fn of(number: i32, text: &StoryText, facts: &Facts) -> Self {
        Self {
            version: number.to_string(),
            text: text.into(),
            facts: FactsFields::of(facts),
            editable: "1".to_owned(),
            ..Self::default()
        }
    }

    /// Parses the hidden fields and returns the number of the version that the page showed.
    pub fn seen(&self) -> Result<Option<i32>, Error> {
        if !matches!(self.editable.as_str(), "" | "1") {
            return Err(Error::Malformed("editable"));
        }
        if self.version.is_empty() {
            return Ok(None);
        }
        let number = self.version.parse().map_err(|_| Error::Malformed("version"))?;
        Ok(Some(number))
    }

    /// Checks all fields for `button`. Name and address of the author stay those of the newest version; `asked` tells
    /// whether a question waits for its answer.
    pub fn check(
        &self,
        button: Button,
        (before, facts): (&StoryText, &Facts),
        asked: bool,
        language: Language,
    ) -> Result<Checked, FieldErrors> {
        let mut checks = Checks::new(language);
        let text = if self.editable.is_empty() {
            Some(None)
        } else {
            self.text.parse(&mut checks).map(|text| changed(text, before))
        };
        let facts = if self.editable.is_empty() {
            Some(None)
        } else {
            self.facts.parse(&mut checks).map(|said| Some(said).filter(|said| said != facts))
        };
        let question = Self::check_part(
            &mut checks,
            ("question", "moderation-question-unsent"),
            &self.question,
            button == Button::Ask,
            Words::parse,
        );
        let reason = Self::check_part(
            &mut checks,
            ("reason", "moderation-reason-unsent"),
            &self.reason,
            button == Button::Decline,
            Reason::parse,
        );
        let decides = matches!(button, Button::Accept | Button::Decline);
        let waits = decides && asked && self.unanswered.is_empty();
        if waits {
            checks.wrong("unanswered", language.text("moderation-question-open"));
        }
        match (text, facts, question, reason) {
            (Some(text), Some(facts), Some(question), Some(reason)) if !waits => {
                Ok(Checked { text, facts, words: format!("{question}{reason}") })
            }
            _ => Err(checks.errors()),
        }
    }

    /// Makes `newest` the version that the form replaces; tells whether the page showed another one.
    pub fn adopt_version(&mut self, newest: &Version) -> bool {
        let number = newest.number.to_string();
        let other = !self.version.is_empty() && self.version != number;
        self.version = number;
        other
    }

    /// Tells whether the text in the form, valid or not, is that of `version`.
    pub fn has_text_of(&self, version: &StoryText) -> bool {
        let lines = |(_, answer): (_, &str)| answer.replace("\r\n", "\n");
        self.text.answers().map(lines).eq(version.answers().map(lines))
    }

    /// Checks a field that goes with one button: with any other button it must be empty, else the message `unsent` is shown.
    fn check_part<W: Into<String>>(
        checks: &mut Checks,
        (field, unsent): (&'static str, &str),
        typed: &str,
        sent: bool,
        parse: impl Fn(&str) -> Result<W, TextError>,
    ) -> Option<String> {
        if sent {
            checks.field(field, parse(typed)).map(Into::into)
        } else if typed.trim().is_empty() {
            Some(String::new())
        } else {
            let language = checks.language();
            checks.wrong(field, language.text(unsent));
            None
        }
    }
}

/// Returns the text, signed as `before`, unless its answers are those of `before`. Both are compared as parsed: a
/// version stored under older rules of parsing must not count as edited, which would void its author's consent.
fn changed(text: StoryText, before: &StoryText) -> Option<StoryText> {
    let stored = StoryFields::from(before).check(Language::En);
    let same = stored.is_ok_and(|stored| stored.same_words(&text));
    (!same).then(|| text.signed_as(before))
}
