//! Screens of this feature.

pub mod contacts;
mod audit;
mod promise;
pub mod words;

pub use audit::{AuditPage, ENTRIES, Trail};
pub use promise::{PosterPage, PromisePage};

use super::{
    forms::{CALL, ChangeSettings, NAME, NAMES, id_field},
    zones,
};
use crate::platform::{
    i18n::Language,
    view::{Choice, View},
    web::form::FieldErrors,
};
use serde::Serialize;

/// `templates/settings/settings.html`
#[derive(Debug, Serialize)]
pub struct SettingsPage {
    name: String,
    name_limit: usize,
    languages: Vec<LanguageRow>,
    first: Vec<Choice>,
    zones: Vec<Choice>,
    themes: Vec<ThemeRow>,
    call_limit: usize,
    errors: FieldErrors,
}

#[derive(Debug, Serialize)]
struct LanguageRow {
    code: Language,
    label: &'static str,
    field: &'static str,
    chosen: bool,
    call_field: &'static str,
    call: String,
}

#[derive(Debug, Serialize)]
struct ThemeRow {
    number: usize,
    id_field: String,
    id: String,
    names: Vec<ThemeName>,
}

#[derive(Debug, Serialize)]
struct ThemeName {
    field: &'static str,
    label: &'static str,
    value: String,
    optional: bool,
}

impl SettingsPage {
    /// The form as typed so far.
    #[must_use]
    pub fn new(form: &ChangeSettings, errors: FieldErrors, language: Language) -> Self {
        let languages = NAMES.iter().map(|names| LanguageRow {
            code: names.language,
            label: names.language.own_name(),
            field: names.chosen,
            chosen: form.ticked(names.chosen),
            call_field: names.call,
            call: form.get(names.call).to_owned(),
        });
        let first =
            |l: &Language| Choice::new(l.as_str(), l.own_name().to_owned(), form.get("first_language"));
        Self {
            name: form.get("name").to_owned(),
            name_limit: NAME,
            languages: languages.collect(),
            first: Language::ALL.iter().map(first).collect(),
            zones: zone_choices(form.get("time_zone"), language),
            themes: (0..form.rows()).map(|row| theme_row(form, row)).collect(),
            call_limit: CALL,
            errors,
        }
    }
}

/// All zones; one that is set but not among them comes first, so that saving never changes it unasked.
fn zone_choices(chosen: &str, language: Language) -> Vec<Choice> {
    let unlisted = !zones::names().any(|name| name == chosen);
    let label = if chosen.is_empty() {
        language.text("settings-zone-none")
    } else {
        chosen.to_owned()
    };
    let extra = unlisted.then(|| Choice::new(chosen, label, chosen));
    let listed = zones::names().map(|name| Choice::new(name, name.replace('_', " "), chosen));
    extra.into_iter().chain(listed).collect()
}

fn theme_row(form: &ChangeSettings, row: usize) -> ThemeRow {
    let name = |names: &super::forms::Names| ThemeName {
        field: names.themes[row],
        label: names.language.own_name(),
        value: form.get(names.themes[row]).to_owned(),
        optional: !form.ticked(names.chosen),
    };
    ThemeRow {
        number: row + 1,
        id_field: id_field(row),
        id: form.get(&id_field(row)).to_owned(),
        names: NAMES.iter().map(name).collect(),
    }
}

impl View for SettingsPage {
    const TEMPLATE: &'static str = "settings/settings.html";
    fn samples() -> Vec<Self> {
        let form = ChangeSettings::default();
        let wrong = ["name", "language_nl", "theme_1_fr"];
        let error = |field| FieldErrors::one(field, "sample".to_owned());
        let mut all = vec![Self::new(&form, FieldErrors::default(), Language::En)];
        all.extend(wrong.map(|field| Self::new(&form, error(field), Language::En)));
        all
    }
}
