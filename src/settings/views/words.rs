//! The page with words that give somebody away.

use super::tabs::{Tab, tabs};
use crate::{
    organisations::own_words::{INSTEAD, MOST},
    platform::{
        i18n::Language,
        view::View,
        web::{Changed, form::FieldErrors},
    },
    settings::forms::words::ChangeWords,
};
use serde::Serialize;

/// `templates/settings/words.html`
#[derive(Debug, Serialize)]
pub struct WordsPage {
    form: ChangeWords,
    most: usize,
    instead: usize,
    tabs: Vec<Tab>,
    action: String,
    errors: FieldErrors,
    changed: Option<Changed>,
}

impl WordsPage {
    /// Makes the form at `desk` (`/desk/acme`).
    pub fn new(form: ChangeWords, errors: FieldErrors, desk: &str, language: Language) -> Self {
        Self {
            form,
            most: MOST,
            instead: INSTEAD,
            tabs: tabs(desk, "/words", language),
            action: format!("{desk}/settings/words"),
            errors,
            changed: None,
        }
    }

    /// Shows what is `stored` by now beside what was typed.
    pub fn beside(mut self, stored: &ChangeWords, language: Language) -> Self {
        let fields = [("words", language.text("settings-words"))];
        let changed = Changed::between(stored, &self.form, fields, &self.action, language);
        self.changed = Some(changed);
        self
    }
}

impl View for WordsPage {
    const TEMPLATE: &'static str = "settings/words.html";
    fn samples() -> Vec<Self> {
        let page = |errors| Self::new(ChangeWords::default(), errors, "/desk/acme", Language::En);
        let stored = ChangeWords { words: "Phoenix".to_owned(), ..ChangeWords::default() };
        vec![
            page(FieldErrors::default()).beside(&stored, Language::Nl),
            page(FieldErrors::default()),
            page(FieldErrors::one("words", "sample".to_owned())),
        ]
    }
}
