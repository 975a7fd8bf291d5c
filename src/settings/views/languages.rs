//! The page with the languages of the pages.

use super::tabs::{Tab, tabs};
use crate::{
    platform::{
        i18n::Language,
        view::{Choice, View},
        web::{Changed, Seen, form::FieldErrors},
    },
    settings::forms::languages::{BOXES, ChangeLanguages},
};
use serde::Serialize;

/// `templates/settings/languages.html`
#[derive(Debug, Serialize)]
pub struct LanguagesPage {
    tabs: Vec<Tab>,
    action: String,
    seen: Seen,
    languages: Vec<Box>,
    first: Vec<Choice>,
    errors: FieldErrors,
    changed: Option<Changed>,
}

#[derive(Debug, Serialize)]
struct Box {
    label: &'static str,
    field: &'static str,
    chosen: bool,
}

impl LanguagesPage {
    /// Makes the form at `desk` (`/desk/acme`).
    pub fn new(form: &ChangeLanguages, errors: FieldErrors, desk: &str, language: Language) -> Self {
        let ticked = |(language, field): &(Language, &'static str)| Box {
            label: language.own_name(),
            field,
            chosen: form.0.ticked(field),
        };
        let chosen = form.0.get("first_language");
        let first = |l: &Language| Choice::new(l.as_str(), l.own_name().to_owned(), chosen);
        Self {
            tabs: tabs(desk, "/languages", language),
            action: format!("{desk}/settings/languages"),
            seen: form.0.seen(),
            languages: BOXES.iter().map(ticked).collect(),
            first: Language::ALL.iter().map(first).collect(),
            errors,
            changed: None,
        }
    }

    /// Shows what is `stored` by now beside what was typed.
    pub fn beside(mut self, stored: &ChangeLanguages, typed: &ChangeLanguages, language: Language) -> Self {
        let boxes = BOXES.iter().map(|(one, field)| (*field, one.own_name().to_owned()));
        let fields = boxes.chain([("first_language", language.text("settings-first-language"))]);
        self.changed = Some(Changed::between(stored, typed, fields, &self.action, language));
        self
    }
}

impl View for LanguagesPage {
    const TEMPLATE: &'static str = "settings/languages.html";
    fn samples() -> Vec<Self> {
        let form = ChangeLanguages::of(&[Language::Nl]);
        let page = |errors| Self::new(&form, errors, "/desk/acme", Language::En);
        vec![
            page(FieldErrors::default()),
            page(FieldErrors::one("language_nl", "sample".to_owned())),
            page(FieldErrors::one("first_language", "sample".to_owned())),
            page(FieldErrors::default()).beside(&ChangeLanguages::default(), &form, Language::En),
        ]
    }
}
