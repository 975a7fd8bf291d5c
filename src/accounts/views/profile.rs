//! One's own profile.

use super::sample;
use crate::{
    accounts::{forms::Profile, model::Staff},
    platform::{
        i18n::Language,
        view::{Choice, View},
        web::{Changed, form::FieldErrors},
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use fluent_bundle::FluentArgs;
use serde::Serialize;

/// `templates/accounts/profile.html`
#[derive(Debug, Serialize)]
pub struct ProfilePage {
    form: Profile,
    email: String,
    languages: Vec<Choice>,
    /// A line for each other session.
    others: Vec<String>,
    errors: FieldErrors,
    changed: Option<Changed>,
}

impl ProfilePage {
    /// Makes the page; `others` are the starts and last uses of their other sessions.
    pub fn new(
        staff: &Staff,
        form: Profile,
        others: &[(DateTime<Utc>, DateTime<Utc>)],
        now: DateTime<Utc>,
        errors: FieldErrors,
        language: Language,
    ) -> Self {
        let spoken = |l: &Language| Choice::new(l.as_str(), l.own_name().to_owned(), &form.language);
        let line = |(started, seen): &(DateTime<Utc>, DateTime<Utc>)| {
            let mut args = FluentArgs::new();
            args.set("started", ago(now - *started, language));
            args.set("seen", ago(now - *seen, language));
            language.text_with("accounts-session", &args)
        };
        Self {
            email: staff.email.clone(),
            languages: Language::ALL.iter().map(spoken).collect(),
            others: others.iter().map(line).collect(),
            form,
            errors,
            changed: None,
        }
    }

    /// Shows what is `stored` by now beside what was typed.
    pub fn beside(mut self, stored: &Profile, language: Language) -> Self {
        let fields = ["name", "language", "away_until", "stories_a_day"];
        let fields =
            fields.map(|field| (field, language.text(&format!("accounts-{}", field.replace('_', "-")))));
        self.changed = Some(Changed::between(stored, &self.form, fields, "/desk/profile", language));
        self
    }
}

/// Formats hours and minutes: no session lives for days.
fn ago(time: TimeDelta, language: Language) -> String {
    let minutes = time.num_minutes().max(0);
    let mut args = FluentArgs::new();
    args.set("hours", minutes / 60);
    args.set("minutes", minutes % 60);
    let key = if minutes < 60 { "accounts-session-minutes" } else { "accounts-session-hours" };
    language.text_with(key, &args)
}

impl View for ProfilePage {
    const TEMPLATE: &'static str = "accounts/profile.html";
    fn samples() -> Vec<Self> {
        let (staff, now) = (sample("Mia"), DateTime::UNIX_EPOCH);
        let earlier = [(now - TimeDelta::minutes(200), now - TimeDelta::minutes(4))];
        let page =
            |others: &[_], errors| Self::new(&staff, Profile::of(&staff), others, now, errors, Language::Nl);
        vec![
            page(&[], FieldErrors::default()),
            page(&[], FieldErrors::default()).beside(&Profile::default(), Language::Nl),
            page(&earlier, FieldErrors::one("current", "sample".to_owned())),
        ]
    }
}
