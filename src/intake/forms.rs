//! What an author types.

use super::{
    entrance::{Entrance, Shown},
    letter::{AfterWaiting, NewStory, Patience},
    proof,
    stamp::{Form, Stamp},
};
use crate::{
    organisations::{Lanes, Theme},
    platform::{
        i18n::Language,
        mail::EmailAddress,
        text::TextError,
        web::form::{Checks, FieldErrors},
    },
    stories::{
        Anonymity, Silence, StoryText, ToldBy,
        text::{Aside, AuthorName, Happened, Learned, Title},
    },
};
use chrono::Duration;
use serde::{Deserialize, Serialize};

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
    pub title: String,
    pub what_happened: String,
    /// What made it reasonable at the time.
    pub made_sense: String,
    pub cost: String,
    pub learned: String,
    /// What to tell a colleague.
    pub advice: String,
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
        let choose = TextError::Form("site-field-choose");
        for (field, text) in self.texts() {
            if stamp.code.is_in(text) {
                checks.wrong(field, language.text("intake-code-in-text"));
            }
        }
        let title = checks.field("title", Title::parse(&self.title));
        let what_happened = checks.field("what_happened", Happened::parse(&self.what_happened));
        let made_sense = checks.field("made_sense", Aside::parse(&self.made_sense));
        let cost = checks.field("cost", Aside::parse(&self.cost));
        let learned = checks.field("learned", Learned::parse(&self.learned));
        let advice = checks.field("advice", Aside::parse(&self.advice));
        let theme = checks.field("theme", self.chosen_theme(entrance.themes).ok_or(choose));
        let told_by = checks.field("told_by", self.told_by.parse::<ToldBy>().map_err(|_| choose));
        let anonymity = checks.field(
            "anonymity",
            self.anonymity.parse::<Anonymity>().map_err(|_| choose),
        );
        let named = anonymity == Some(Anonymity::Named);
        let lane = anonymity.map(|anonymity| entrance.lane(anonymity, shown));
        let lane = lane.and_then(|lane| match lane {
            Ok(lane) => Some(lane),
            Err((field, key)) => {
                checks.wrong(field, language.text(key));
                None
            }
        });
        let name = if named {
            checks
                .field("name", AuthorName::parse(&self.name))
                .map(String::from)
        } else {
            None
        };
        let email = if named && !self.email.trim().is_empty() {
            checks
                .field("email", EmailAddress::parse(&self.email))
                .map(String::from)
        } else {
            None
        };
        let silence = checks.field("silence", self.silence.parse::<Silence>().map_err(|_| choose));
        let spoken = checks.field("language", self.language.parse::<Language>().map_err(|_| choose));
        let wait = checks.field("wait_days", self.wait().ok_or(choose));
        let then = checks.field("wait_then", self.after_waiting().ok_or(choose));
        let keep_code = self.keeps_code(silence, &mut checks);
        let errors = checks.errors();
        if !errors.is_empty() {
            return Err(errors);
        }
        let texts = (title, what_happened, made_sense, cost, learned, advice);
        let patience = wait.zip(then).map(|(days, then)| Patience {
            until: entrance.now.date_naive() + Duration::days(days),
            then,
        });
        let choices = (theme, told_by, anonymity.zip(lane), silence, spoken, patience);
        let (
            (Some(title), Some(what_happened), Some(made_sense), Some(cost), Some(learned), Some(advice)),
            (
                Some(theme),
                Some(told_by),
                Some((anonymity, lane)),
                Some(silence),
                Some(language),
                Some(patience),
            ),
        ) = (texts, choices)
        else {
            return Err(errors);
        };
        let text = StoryText {
            title: title.into(),
            what_happened: what_happened.into(),
            made_sense: made_sense.into(),
            cost: cost.into(),
            learned: learned.into(),
            advice: advice.into(),
            name,
            email,
        };
        Ok(Checked {
            stamp,
            story: NewStory {
                text,
                language,
                theme,
                told_by,
                anonymity,
                silence,
                patience,
                lane,
                edition: 0,
                keep_code,
            },
        })
    }

    /// Whether they want a way back: who is never to be told without their word cannot do without.
    fn keeps_code(&self, silence: Option<Silence>, checks: &mut Checks) -> bool {
        let keeps = self.keep_code != NO_CODE;
        if !keeps && silence == Some(Silence::Never) {
            let message = checks.language().text("intake-keep-code-never");
            checks.wrong("keep_code", message);
        }
        keeps
    }

    fn wait(&self) -> Option<i64> {
        if self.wait_days.is_empty() {
            return Some(USUAL_WAIT);
        }
        self.wait_days.parse().ok().filter(|days| WAITS.contains(days))
    }

    fn after_waiting(&self) -> Option<AfterWaiting> {
        if self.wait_then.is_empty() {
            return Some(AfterWaiting::Go);
        }
        self.wait_then.parse().ok()
    }

    fn texts(&self) -> [(&'static str, &str); 8] {
        [
            ("title", &self.title),
            ("what_happened", &self.what_happened),
            ("made_sense", &self.made_sense),
            ("cost", &self.cost),
            ("learned", &self.learned),
            ("advice", &self.advice),
            ("name", &self.name),
            ("email", &self.email),
        ]
    }

    /// The theme chosen: `Some(None)` for none, `None` for one that there is not.
    fn chosen_theme(&self, themes: &[Theme]) -> Option<Option<crate::ids::ThemeId>> {
        if self.theme.is_empty() {
            return Some(None);
        }
        themes
            .iter()
            .find(|theme| theme.slug == self.theme)
            .map(|theme| Some(theme.id))
    }
}
