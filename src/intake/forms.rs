//! What an author types.

use super::{
    entrance::{Entrance, Shown},
    letter::{AfterWaiting, NewStory, Patience},
    proof,
    stamp::{Form, Stamp},
};
use crate::{
    ids::ThemeId,
    organisations::{Lanes, Theme},
    platform::{
        i18n::Language,
        mail::EmailAddress,
        text::TextError,
        web::form::{Checks, FieldErrors},
    },
    stories::{Anonymity, Silence, StoryFields, StoryText, ToldBy, text::AuthorName},
};
use chrono::Duration;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// `POST /{org}/stories/new`. No address of a machine, no moment: there is no place for them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct TellStory {
    /// The stamp we put into the form.
    pub receipt: String,
    /// The browser's proof of work, where scripts run.
    pub proof: String,
    /// The poster code, where it is asked for.
    pub house_code: String,
    #[serde(flatten)]
    pub text: StoryFields,
    /// Slug of a theme, or nothing.
    pub theme: String,
    /// A word of [`ToldBy`].
    pub told_by: String,
    /// A word of [`Anonymity`].
    pub anonymity: String,
    /// Only when named.
    pub name: String,
    /// Only when named.
    pub email: String,
    /// A word of [`Silence`].
    pub silence: String,
    /// A word of [`Language`].
    pub language: String,
    /// Days to wait for other stories: one of [`WAITS`]; empty for the usual.
    pub wait_days: String,
    /// A word of [`AfterWaiting`]; empty for the usual.
    pub wait_then: String,
    /// Whether they want a code: `no`, or anything else for yes.
    pub keep_code: String,
}

/// Days that a story can wait in the pool. The pool keeps nothing longer than the last.
pub const WAITS: [i64; 3] = [7, 14, 30];
/// Days it waits when nobody says otherwise.
pub const USUAL_WAIT: i64 = 14;
/// What `keep_code` says when somebody wants no way back.
pub const NO_CODE: &str = "no";

/// A story that may be sent, and the stamp it goes with.
#[derive(Debug)]
pub struct Checked {
    /// The way back.
    pub stamp: Stamp,
    pub story: NewStory,
}

impl TellStory {
    /// An empty form, with the gentlest choices made.
    pub fn empty(language: Language) -> Self {
        Self {
            told_by: ToldBy::Reader.as_str().to_owned(),
            anonymity: Anonymity::Anonymous.as_str().to_owned(),
            silence: Silence::Never.as_str().to_owned(),
            language: language.as_str().to_owned(),
            wait_days: USUAL_WAIT.to_string(),
            wait_then: AfterWaiting::Go.as_str().to_owned(),
            keep_code: "yes".to_owned(),
            ..Self::default()
        }
    }

    /// Returns the typed fields, to be sent with another stamp.
    pub fn afresh(self) -> Self {
        Self {
            receipt: String::new(),
            ..self
        }
    }

    /// The form's stamp, if it is ours.
    pub fn stamp(&self, entrance: &Entrance<'_>) -> Option<Stamp> {
        let Entrance {
            key,
            organisation,
            now,
            ..
        } = *entrance;
        Stamp::read(Form::Tell, &self.receipt, key, organisation, now).ok()
    }

    /// The poster code that was typed, where there is one.
    pub fn typed_code(&self, lanes: Lanes) -> Option<&str> {
        let typed = self.house_code.as_str();
        (lanes.house && !typed.trim().is_empty()).then_some(typed)
    }

    /// Whether the browser did the work that its form asked for.
    pub fn is_proven(&self) -> bool {
        proof::holds(&self.receipt, &self.proof)
    }

    /// Checks all fields of the form with this stamp.
    pub fn check(
        &self,
        entrance: &Entrance<'_>,
        stamp: Stamp,
        shown: Shown,
        language: Language,
    ) -> Result<Checked, FieldErrors> {
        let mut checks = Checks::new(language);
        let author = [("name", self.name.as_str()), ("email", &self.email)];
        for (field, text) in self.text.answers().chain(author) {
            if stamp.code.is_in(text) {
                checks.wrong(field, language.text("intake-code-in-text"));
            }
        }
        let story = self.parse(&mut checks, entrance, shown);
        let errors = checks.errors();
        match story {
            Some(story) if errors.is_empty() => Ok(Checked { stamp, story }),
            _ => Err(errors),
        }
    }

    fn parse(&self, checks: &mut Checks, entrance: &Entrance<'_>, shown: Shown) -> Option<NewStory> {
        let text = self.text.parse(checks);
        let theme = checks.field("theme", self.chosen_theme(entrance.themes).ok_or(CHOOSE));
        let told_by = checks.field("told_by", choice(&self.told_by));
        let anonymity = checks.field("anonymity", choice(&self.anonymity));
        let lane = anonymity.and_then(|anonymity| match entrance.lane(anonymity, shown) {
            Ok(lane) => Some(lane),
            Err((field, key)) => {
                let message = checks.language().text(key);
                checks.wrong(field, message);
                None
            }
        });
        let (mut name, mut email) = (None, None);
        if anonymity == Some(Anonymity::Named) {
            name = checks.field("name", AuthorName::parse(&self.name));
            if !self.email.trim().is_empty() {
                email = checks.field("email", EmailAddress::parse(&self.email));
            }
        }
        let silence = checks.field("silence", choice(&self.silence));
        let written = checks.field("language", choice(&self.language));
        let days = checks.field("wait_days", self.days().ok_or(CHOOSE));
        let then = checks.field("wait_then", self.after_waiting());
        let keep_code = self.keep_code != NO_CODE;
        // Nothing of theirs is told without their OK, which takes the code.
        if !keep_code && silence == Some(Silence::Never) {
            let message = checks.language().text("intake-keep-code-never");
            checks.wrong("keep_code", message);
        }
        Some(NewStory {
            text: StoryText {
                name: name.map(Into::into),
                email: email.map(Into::into),
                ..text?
            },
            language: written?,
            theme: theme?,
            told_by: told_by?,
            anonymity: anonymity?,
            silence: silence?,
            patience: Patience {
                until: entrance.now.date_naive() + Duration::days(days?),
                then: then?,
            },
            lane: lane?,
            edition: 0,
            keep_code,
        })
    }

    /// Returns the theme chosen: `Some(None)` when none was, `None` when there is no such theme.
    fn chosen_theme(&self, themes: &[Theme]) -> Option<Option<ThemeId>> {
        if self.theme.is_empty() {
            return Some(None);
        }
        let theme = themes.iter().find(|theme| theme.slug == self.theme)?;
        Some(Some(theme.id))
    }

    fn days(&self) -> Option<i64> {
        if self.wait_days.is_empty() {
            return Some(USUAL_WAIT);
        }
        self.wait_days.parse().ok().filter(|days| WAITS.contains(days))
    }

    fn after_waiting(&self) -> Result<AfterWaiting, TextError> {
        if self.wait_then.is_empty() {
            return Ok(AfterWaiting::Go);
        }
        choice(&self.wait_then)
    }
}

const CHOOSE: TextError = TextError::Form("site-field-choose");

fn choice<T: FromStr>(word: &str) -> Result<T, TextError> {
    word.parse().map_err(|_| CHOOSE)
}
