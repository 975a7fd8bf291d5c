//! The page with the organisation's name and time zone.

use super::tabs::{Tab, tabs};
use crate::{
    platform::{
        i18n::Language,
        view::{Choice, View},
        web::{Changed, form::FieldErrors},
    },
    settings::{
        forms::profile::{ChangeProfile, NAME},
        zones,
    },
};
use serde::Serialize;

/// `templates/settings/settings.html`
#[derive(Debug, Serialize)]
pub struct ProfilePage {
    tabs: Vec<Tab>,
    form: ChangeProfile,
    name_limit: usize,
    zones: Vec<Choice>,
    errors: FieldErrors,
    changed: Option<Changed>,
}

impl ProfilePage {
    /// Makes the form at `desk` (`/desk/acme`).
    pub fn new(form: ChangeProfile, errors: FieldErrors, desk: &str, language: Language) -> Self {
        Self {
            tabs: tabs(desk, "", language),
            name_limit: NAME,
            zones: zone_choices(&form.time_zone, language),
            form,
            errors,
            changed: None,
        }
    }

    /// Shows what is `stored` by now beside what was typed.
    pub fn beside(mut self, stored: &ChangeProfile, language: Language) -> Self {
        let fields = [("name", "settings-name"), ("time_zone", "settings-zone")];
        let fields = fields.map(|(name, key)| (name, language.text(key)));
        let theirs = &self.tabs[0].href;
        self.changed = Some(Changed::between(stored, &self.form, fields, theirs, language));
        self
    }
}

/// Lists all zones; a stored one that is not among them comes first, so that saving never changes it unasked.
fn zone_choices(chosen: &str, language: Language) -> Vec<Choice> {
    let unlisted = !zones::names().any(|name| name == chosen);
    let label = if chosen.is_empty() { language.text("settings-zone-none") } else { chosen.to_owned() };
    let extra = unlisted.then(|| Choice::new(chosen, label, chosen));
    let listed = zones::names().map(|name| Choice::new(name, name.replace('_', " "), chosen));
    extra.into_iter().chain(listed).collect()
}

impl View for ProfilePage {
    const TEMPLATE: &'static str = "settings/settings.html";
    fn samples() -> Vec<Self> {
        let page = |errors| Self::new(ChangeProfile::default(), errors, "/desk/acme", Language::En);
        let stored = ChangeProfile { name: "Acme".to_owned(), ..ChangeProfile::default() };
        vec![
            page(FieldErrors::default()),
            page(FieldErrors::one("name", "sample".to_owned())),
            page(FieldErrors::default()).beside(&stored, Language::Fr),
        ]
    }
}
