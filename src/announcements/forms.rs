//! Forms of subscribers and of those who announce.

use super::model::Text;
use crate::{
    ids::{AnnouncementId, EventId, OrganisationId},
    intake::stamp::{Form, Stamp},
    platform::{
        error::Error,
        i18n::Language,
        keys::Key,
        mail::EmailAddress,
        text::{Line, Prose, TextError},
        web::form::{Checks, FieldErrors},
    },
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `POST /{org}/subscribe`
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Subscribe {
    pub email: String,
    pub language: String,
    /// Stamp that the form was handed out with.
    pub stamp: String,
    /// Proof of work of the browser; empty without scripts.
    pub proof: String,
}

impl Subscribe {
    pub fn fresh(key: &Key, organisation: OrganisationId, now: DateTime<Utc>) -> Self {
        Self { stamp: Stamp::new(Form::Subscribe, now).signed(key, organisation), ..Self::default() }
    }

    /// Returns the typed fields in a fresh form.
    pub fn again_on(self, fresh: Self) -> Self {
        Self { email: self.email, language: self.language, ..fresh }
    }

    /// Returns the form's stamp, if it is genuine.
    pub fn read_stamp(&self, key: &Key, organisation: OrganisationId, now: DateTime<Utc>) -> Option<Stamp> {
        Stamp::read(Form::Subscribe, &self.stamp, key, organisation, now).ok()
    }

    /// Checks all fields; the language must be one of `offered`.
    pub fn check(
        &self,
        language: Language,
        offered: &[Language],
    ) -> Result<(EmailAddress, Language), FieldErrors> {
        let mut checks = Checks::new(language);
        let email = checks.field("email", EmailAddress::parse(&self.email));
        let chosen = checks.field("language", one_of(offered, &self.language));
        email.zip(chosen).ok_or_else(|| checks.errors())
    }
}

/// `POST /{org}/subscriptions/{token}/language`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ChangeLanguage {
    /// Language for mails.
    pub language: String,
}

impl ChangeLanguage {
    /// Checks that the language is one of `offered`.
    pub fn check(&self, offered: &[Language]) -> Result<Language, Error> {
        one_of(offered, &self.language).map_err(|_| Error::Malformed("language"))
    }
}

fn one_of(offered: &[Language], chosen: &str) -> Result<Language, TextError> {
    let chosen = chosen.parse().ok().filter(|chosen| offered.contains(chosen));
    chosen.ok_or(TextError::Form("site-field-choose"))
}

/// `POST /desk/{org}/announcements`: `release` is an event and a version, `0192….3`.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct NewDraft {
    /// Made with the form.
    pub id: String,
    pub release: String,
}

impl NewDraft {
    pub fn blank() -> Self {
        Self { id: AnnouncementId::new().to_string(), release: String::new() }
    }

    /// Parses the id and the release.
    pub fn check(&self) -> Result<(AnnouncementId, (EventId, i32)), Error> {
        let id = AnnouncementId::of_form(&self.id).map_err(|_| Error::Malformed("id"))?;
        let parts = self.release.split_once('.');
        parts
            .and_then(|(event, version)| Some((event.parse().ok()?, version.parse().ok()?)))
            .map(|release| (id, release))
            .ok_or(Error::Malformed("release"))
    }
}

/// `POST /desk/{org}/announcements/{id}/texts`: `subject_nl`, `body_nl` and so on, and the next step. All buttons of
/// the page send it, so that none throws away what was typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct Texts(BTreeMap<String, String>);

impl Texts {
    /// Checks the texts of `languages`, and the language of a test.
    pub fn check(
        &self,
        language: Language,
        languages: &[Language],
    ) -> Result<(Vec<Text>, Language), FieldErrors> {
        let mut checks = Checks::new(language);
        let mut texts = vec![];
        for text in self.typed(languages).texts {
            let (subject, body) = field_names(text.language);
            let line = checks.field(subject, Line::<150>::parse(&text.subject));
            let prose = checks.field(body, Prose::<1, 8000>::parse(&text.body));
            if let (Some(line), Some(prose)) = (line, prose) {
                texts.push(Text { language: text.language, subject: line.into(), body: prose.into() });
            }
        }
        let test = checks.field("language", self.test_language(languages));
        let errors = checks.errors();
        match test {
            Some(test) if errors.is_empty() => Ok((texts, test)),
            _ => Err(errors),
        }
    }

    /// Returns the step of the button that sent the form.
    pub fn then(&self) -> Result<Then, Error> {
        let word = self.0.get("then").map_or("save", String::as_str);
        let preview = word.strip_prefix("preview-").and_then(|rest| rest.parse().ok());
        match (word, preview) {
            ("save", _) => Ok(Then::Save),
            ("test", _) => Ok(Then::Test),
            ("send", _) => Ok(Then::Send),
            (_, Some(language)) => Ok(Then::Preview(language)),
            _ => Err(Error::Malformed("then")),
        }
    }

    /// Returns the language of a test, one of `languages`.
    fn test_language(&self, languages: &[Language]) -> Result<Language, TextError> {
        let chosen = self.0.get("language").and_then(|chosen| chosen.parse().ok());
        chosen.filter(|chosen| languages.contains(chosen)).ok_or(TextError::Form("site-field-choose"))
    }

    /// Returns the revision that was edited.
    pub fn revision(&self) -> Result<i32, Error> {
        let revision = self.0.get("revision").and_then(|revision| revision.parse().ok());
        revision.ok_or(Error::Malformed("revision"))
    }

    /// Returns the fields as typed.
    pub fn typed(&self, languages: &[Language]) -> Typed {
        let field = |name: &str| self.0.get(name).cloned().unwrap_or_default();
        let text = |language: &Language| {
            let (subject, body) = field_names(*language);
            Text { language: *language, subject: field(subject), body: field(body) }
        };
        Typed { texts: languages.iter().map(text).collect(), test: field("language") }
    }
}

/// Fields of a draft as typed.
#[derive(Debug, Clone)]
pub struct Typed {
    pub texts: Vec<Text>,
    /// Language of a test.
    pub test: String,
}

/// Next step after the texts of a draft are saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    Save,
    /// Shows the mail in a language.
    Preview(Language),
    /// Mails it to the writer.
    Test,
    /// Shows the last page before it goes to everybody.
    Send,
}

/// Returns the names of the fields of a text.
pub const fn field_names(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::Nl => ("subject_nl", "body_nl"),
        Language::Fr => ("subject_fr", "body_fr"),
        Language::En => ("subject_en", "body_en"),
    }
}

/// `POST /desk/{org}/announcements/{id}/confirmation`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Confirmation {
    /// Mark of what the page showed.
    pub seen: String,
}
