//! The page on which an administrator lists words that give somebody away.

use crate::{
    organisations::own_words::{INSTEAD, MOST},
    platform::{view::View, web::form::FieldErrors},
    settings::forms::words::ChangeWords,
};
use serde::Serialize;

/// `templates/settings/words.html`
#[derive(Debug, Serialize)]
pub struct WordsPage {
    form: ChangeWords,
    most: usize,
    instead: usize,
    back: String,
    errors: FieldErrors,
}

impl WordsPage {
    /// The form as typed so far, at `desk` (`/desk/acme`).
    #[must_use]
    pub fn new(form: ChangeWords, errors: FieldErrors, desk: &str) -> Self {
        Self {
            form,
            most: MOST,
            instead: INSTEAD,
            back: format!("{desk}/settings"),
            errors,
        }
    }
}

impl View for WordsPage {
    const TEMPLATE: &'static str = "settings/words.html";
    fn samples() -> Vec<Self> {
        let page = |errors| Self::new(ChangeWords::default(), errors, "/desk/acme");
        vec![
            page(FieldErrors::default()),
            page(FieldErrors::one("words", "sample".to_owned())),
        ]
    }
}
