//! Form to submit a story.

use super::{
    context::{FormContext, PosterCode},
    letter::{AfterWaiting, NewStory, WaitLimit},
    proof,
    stamp::{Form, Stamp},
};
use crate::{
    ids::ThemeId,
    organisations::{Lanes, Readers, Theme},
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

/// `POST /{org}/stories/new`. It has no field for an IP address or a moment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct TellStory {
    /// Signed stamp of the form.
    pub receipt: String,
    /// Proof of work; empty without JavaScript.
    pub proof: String,
    /// Poster code, if asked for.
    pub house_code: String,
    #[serde(flatten)]
    pub text: StoryFields,
    /// Slug of a theme, or empty.
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
    /// Days to wait for other stories: one of [`WAIT_CHOICES`]; empty for [`DEFAULT_WAIT`].
    pub wait_days: String,
    /// A word of [`AfterWaiting`]; empty for `go`.
    pub wait_then: String,
    /// Readers, as the page named them: a word of [`Readers`].
    pub readers: String,
    /// [`NO_CODE`], or anything else for a receipt code.
    pub keep_code: String,
}

/// Days that a story can wait in the pool; the last is the longest it keeps anything.
pub const WAIT_CHOICES: [i64; 3] = [7, 14, 30];
pub const DEFAULT_WAIT: i64 = 14;
/// Value of `keep_code` for authors who want no receipt code.
pub const NO_CODE: &str = "no";

/// Valid story with its stamp.
#[derive(Debug)]
pub struct Checked {
    pub stamp: Stamp,
    pub story: NewStory,
}

impl TellStory {
    /// Returns an empty form with the most cautious choices made.
    pub fn empty(language: Language) -> Self {
        Self {
            told_by: ToldBy::Reader.as_str().to_owned(),
            anonymity: Anonymity::Anonymous.as_str().to_owned(),
            silence: Silence::Never.as_str().to_owned(),
            language: language.as_str().to_owned(),
            wait_days: DEFAULT_WAIT.to_string(),
            wait_then: AfterWaiting::Go.as_str().to_owned(),
            keep_code: "yes".to_owned(),
            ..Self::default()
        }
    }

    /// Returns the typed fields, to be given another stamp.
    pub fn without_stamp(self) -> Self {
        Self { receipt: String::new(), ..self }
    }

    /// Returns the form's stamp, if it is valid.
    pub fn stamp(&self, context: &FormContext<'_>) -> Option<Stamp> {
        let FormContext { key, organisation, now, .. } = *context;
        Stamp::read(Form::Tell, &self.receipt, key, organisation, now).ok()
    }

    /// Returns the poster code as typed; `None` if empty or not asked for.
    pub fn typed_code(&self, lanes: Lanes) -> Option<&str> {
        let typed = self.house_code.as_str();
        (lanes.house && !typed.trim().is_empty()).then_some(typed)
    }

    /// Returns who may read the story: the narrower of what the page said and what holds `now`.
    pub fn readers_for(&self, now: Readers) -> Readers {
        match self.readers.as_str() {
            // A fresh form, which shows what holds now.
            "" if self.receipt.is_empty() => now,
            said => said.parse::<Readers>().unwrap_or_default().min(now),
        }
    }

    pub fn is_proven(&self) -> bool {
        proof::is_valid(&self.receipt, &self.proof)
    }

    /// Checks all fields.
    pub fn check(
        &self,
        context: &FormContext<'_>,
        stamp: Stamp,
        poster_code: PosterCode,
        language: Language,
    ) -> Result<Checked, FieldErrors> {
        let mut checks = Checks::new(language);
        let author = [("name", self.name.as_str()), ("email", &self.email)];
        for (field, text) in self.text.answers().chain(author) {
            if stamp.code.is_in(text) {
                checks.wrong(field, language.text("intake-code-in-text"));
            }
        }
        let story = self.parse(&mut checks, context, poster_code);
        let errors = checks.errors();
        match story {
            Some(story) if errors.is_empty() => Ok(Checked { stamp, story }),
            _ => Err(errors),
        }
    }

    fn parse(
        &self,
        checks: &mut Checks,
        context: &FormContext<'_>,
        poster_code: PosterCode,
    ) -> Option<NewStory> {
        let text = self.text.parse(checks);
        let theme = checks.field("theme", self.chosen_theme(context.themes).ok_or(CHOOSE));
        let told_by = checks.field("told_by", choice(&self.told_by));
        let anonymity = checks.field("anonymity", choice(&self.anonymity));
        let lane = anonymity.and_then(|anonymity| match context.lane(anonymity, poster_code) {
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
        // Their OK, without which nothing is told, takes the code.
        if !keep_code && silence == Some(Silence::Never) {
            let message = checks.language().text("intake-keep-code-never");
            checks.wrong("keep_code", message);
        }
        Some(NewStory {
            text: StoryText { name: name.map(Into::into), email: email.map(Into::into), ..text? },
            language: written?,
            theme: theme?,
            told_by: told_by?,
            anonymity: anonymity?,
            silence: silence?,
            wait: WaitLimit { until: context.now.date_naive() + Duration::days(days?), then: then? },
            lane: lane?,
            readers: self.readers_for(context.readers),
            edition: 0,
            keep_code,
            // A form from before there was a library neither said so nor who may read.
            for_library: !self.readers.is_empty(),
        })
    }

    /// Returns the theme: `Some(None)` when none was chosen, `None` when it does not exist.
    fn chosen_theme(&self, themes: &[Theme]) -> Option<Option<ThemeId>> {
        if self.theme.is_empty() {
            return Some(None);
        }
        let theme = themes.iter().find(|theme| theme.slug == self.theme)?;
        Some(Some(theme.id))
    }

    fn days(&self) -> Option<i64> {
        if self.wait_days.is_empty() {
            return Some(DEFAULT_WAIT);
        }
        self.wait_days.parse().ok().filter(|days| WAIT_CHOICES.contains(days))
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
