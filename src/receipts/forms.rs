//! Forms of authors on the way back. The code is in every form: there is no session.

use crate::{
    ids::{MessageId, OrganisationId},
    intake::{
        letter::Answer,
        receipt::ReceiptCode,
        stamp::{Form, Stamp},
    },
    platform::{
        config::Settings,
        gate::Standing,
        i18n::Language,
        keys::Key,
        mail::EmailAddress,
        text::TextError,
        web::form::{Checks, FieldErrors},
    },
    stories::{
        StoryFields, StoryText,
        dialogue::Words,
        reader_question::AnswerText,
        text::{AuthorName, NameTag},
    },
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Form with a receipt code, in any spelling.
pub trait CodeForm {
    fn code(&self) -> &str;
}

macro_rules! code_forms {
    ($($form:ty),+) => {$(
        impl CodeForm for $form {
            fn code(&self) -> &str {
                &self.code
            }
        }
    )+};
}

code_forms!(EnterCode, TakeBack, HideStory, Consent, AnswerForm, OfReader, EditForm, NameForm);

/// `POST /{org}/receipt`, `/receipt/burning` and the previews of this and of `/receipt/withdrawal`
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct EnterCode {
    pub code: String,
}

/// `POST /{org}/receipt/withdrawal`
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct TakeBack {
    pub code: String,
    /// Signed stamp, if the story may still wait in the pool.
    pub stamp: String,
    /// Proof of work; empty without JavaScript.
    pub proof: String,
}

impl TakeBack {
    /// Returns the form's stamp, if it is valid, and the standing of its sender at the gate.
    pub fn stamp(
        &self,
        key: &Key,
        organisation: OrganisationId,
        settings: &Settings,
        now: DateTime<Utc>,
    ) -> Option<(Stamp, Standing)> {
        let stamp = Stamp::read(Form::TakeBack, &self.stamp, key, organisation, now).ok()?;
        let standing = stamp.standing(&self.stamp, &self.proof, settings, now)?;
        Some((stamp, standing))
    }
}

/// `POST /{org}/receipt/consent`
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Consent {
    pub code: String,
    /// Number of the version that was read.
    pub version: String,
}

/// `POST /{org}/receipt/hiding`
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct HideStory {
    pub code: String,
    /// `no` to show it again, anything else to hide it.
    pub hidden: String,
}

/// `POST /{org}/receipt/questions/removal`
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct OfReader {
    pub code: String,
    /// Number of the question.
    pub round: String,
}

/// `POST /{org}/receipt/messages` and `/receipt/questions`
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct AnswerForm {
    pub code: String,
    /// Made with the form, so that sending it twice is one answer; empty to ask for the form.
    pub id: String,
    pub round: String,
    pub text: String,
}

impl AnswerForm {
    /// Returns an empty form for the question of a round.
    pub fn to(round: i16) -> Self {
        Self { id: MessageId::new().to_string(), round: round.to_string(), ..Self::default() }
    }

    /// Checks an answer to the moderators.
    pub fn check(&self, code: &ReceiptCode, language: Language) -> Result<Answer, FieldErrors> {
        self.checked(Words::parse(&self.text).map(String::from), code, language)
    }

    /// Checks an answer to a reader.
    pub fn check_for_reader(&self, code: &ReceiptCode, language: Language) -> Result<Answer, FieldErrors> {
        self.checked(AnswerText::parse(&self.text).map(String::from), code, language)
    }

    fn checked(
        &self,
        text: Result<String, TextError>,
        code: &ReceiptCode,
        language: Language,
    ) -> Result<Answer, FieldErrors> {
        let mut checks = Checks::new(language);
        let text = text.and_then(|text| reject_code(text, code));
        let text = checks.field("text", text);
        let stale = TextError::Form("receipts-stale");
        let id = checks.field("text", self.id.parse().map_err(|_| stale));
        let round = checks.field("text", self.round.parse().map_err(|_| stale));
        match (text, id, round) {
            (Some(text), Some(id), Some(round)) => Ok(Answer { id, round, text }),
            _ => Err(checks.errors()),
        }
    }
}

/// `POST /{org}/receipt/edit`
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct EditForm {
    pub code: String,
    /// Number of the version that was read; empty to ask for the form.
    pub version: String,
    #[serde(flatten)]
    pub text: StoryFields,
}

impl EditForm {
    pub fn of(code: String, version: i32, text: &StoryText) -> Self {
        Self { code, version: version.to_string(), text: text.into() }
    }

    pub fn check(&self, code: &ReceiptCode, language: Language) -> Result<StoryText, FieldErrors> {
        let text = self.text.check(language)?;
        let mut checks = Checks::new(language);
        for (field, answer) in text.answers() {
            checks.field(field, reject_code(answer.to_owned(), code));
        }
        let errors = checks.errors();
        if errors.is_empty() { Ok(text) } else { Err(errors) }
    }
}

/// `POST /{org}/receipt/name`. With the code alone it asks for the form.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct NameForm {
    pub code: String,
    pub name: String,
    pub email: String,
    /// `no` to take the name off, `sure` to set it, anything else to see a summary first.
    pub known: String,
}

impl NameForm {
    pub const fn is_blank(&self) -> bool {
        self.name.is_empty() && self.email.is_empty() && self.known.is_empty()
    }

    pub fn check(&self, code: &ReceiptCode, language: Language) -> Result<NameTag, FieldErrors> {
        let mut checks = Checks::new(language);
        let name = AuthorName::parse(&self.name).and_then(|name| reject_code(name.into(), code));
        let name = checks.field("name", name);
        let email = if self.email.trim().is_empty() {
            Some(None)
        } else {
            let email = EmailAddress::parse(&self.email).and_then(|email| reject_code(email.into(), code));
            checks.field("email", email).map(Some)
        };
        match (name, email) {
            (Some(name), Some(email)) => Ok(NameTag { name, email }),
            _ => Err(checks.errors()),
        }
    }
}

/// Rejects a text that contains its author's code: others will read it.
fn reject_code(text: String, code: &ReceiptCode) -> Result<String, TextError> {
    if code.is_in(&text) { Err(TextError::Form("intake-code-in-text")) } else { Ok(text) }
}
