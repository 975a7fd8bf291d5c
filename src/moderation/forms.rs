//! What a moderator types.

use crate::{
    platform::{
        error::Error,
        i18n::Language,
        text::{Prose, TextError},
        web::form::{Checks, FieldErrors},
    },
    stories::{StoryFields, StoryText, dialogue::Words, store::versions::Version},
};
use serde::{Deserialize, Serialize};

/// Why a story is declined.
pub type Reason = Prose<10, 1000>;

/// Everything on the page of a story under review. Each of its buttons sends all of it, so that no button throws away
/// what stands in another part.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct ReviewForm {
    /// Number of the version that the page showed; empty stands for the newest.
    pub version: String,
    #[serde(flatten)]
    pub text: StoryFields,
    /// Not empty where the page had the text to edit.
    pub editable: String,
    /// What the author is asked.
    pub question: String,
    /// Why the story is declined: the author reads it.
    pub reason: String,
    /// Not empty: decide although a question waits for its answer.
    pub unanswered: String,
}

/// A button of that page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Button {
    /// Saves the text.
    Save,
    /// Saves the text and sends the question.
    Ask,
    /// Saves the text and accepts it.
    Accept,
    /// Saves the text and declines the story.
    Decline,
    /// Saves the text and leaves the story to others.
    PutBack,
}

/// Acts of the page's buttons, once all is checked.
#[derive(Debug, PartialEq, Eq)]
pub struct Checked {
    /// The text, where it was changed.
    pub text: Option<StoryText>,
    /// The question or the reason that goes with the button; empty where there is none.
    pub words: String,
}

impl ReviewForm {
    /// The form with the words of a version.
    pub fn of(number: i32, text: &StoryText) -> Self {
        Self {
            version: number.to_string(),
            text: text.into(),
            editable: "1".to_owned(),
            ..Self::default()
        }
    }

    /// Number of the version that the page showed.
    ///
    /// # Errors
    /// [`Error::Malformed`] when a hidden field does not hold what the page put there.
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

    /// Checks everything for `button`. Name and address of the author stay those of `before`, the newest version;
    /// `asked` says whether a question waits for its answer.
    pub fn check(
        &self,
        button: Button,
        before: &StoryText,
        asked: bool,
        language: Language,
    ) -> Result<Checked, FieldErrors> {
        let mut checks = Checks::new(language);
        let text = if self.editable.is_empty() {
            Some(None)
        } else {
            self.text.parse(&mut checks).map(|text| changed(text, before))
        };
        let question = Self::part(
            &mut checks,
            ("question", "moderation-question-unsent"),
            &self.question,
            button == Button::Ask,
            Words::parse,
        );
        let reason = Self::part(
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
        match (text, question, reason) {
            (Some(text), Some(question), Some(reason)) if !waits => Ok(Checked {
                text,
                words: format!("{question}{reason}"),
            }),
            _ => Err(checks.errors()),
        }
    }

    /// Tells whether `newest` is another version than the page showed: it is shown now, so that the form may go over
    /// it.
    pub fn overtaken(&mut self, newest: &Version) -> bool {
        let number = newest.number.to_string();
        let other = !self.version.is_empty() && self.version != number;
        self.version = number;
        other
    }

    /// Tells whether the text in the form, right or wrong, is that of `version`.
    pub fn says(&self, version: &StoryText) -> bool {
        let lines = |(_, answer): (_, &str)| answer.replace("\r\n", "\n");
        self.text.answers().map(lines).eq(version.answers().map(lines))
    }

    /// The words of a part that goes with one button: checked when it is that one, else there must be none, which the
    /// text under the key `unsent` says.
    fn part<W: Into<String>>(
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

/// Returns the text, signed as `before`, unless its answers are those of `before`. Both are compared as parsed: a version
/// that was stored under older rules of parsing is no edit, which would void its author's consent.
fn changed(text: StoryText, before: &StoryText) -> Option<StoryText> {
    let stored = StoryFields::from(before).check(Language::En);
    let same = stored.is_ok_and(|stored| stored.same_words(&text));
    (!same).then(|| text.signed_as(before))
}
