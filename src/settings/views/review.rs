//! The page with the rules of review.

use super::tabs::{Tab, tabs};
use crate::{
    organisations::question_templates::{LONGEST, MOST, ReviewRules, TITLE},
    platform::{
        i18n::Language,
        view::View,
        web::{Changed, form::FieldErrors},
    },
    settings::forms::review::ChangeReview,
};
use serde::Serialize;

/// `templates/settings/review.html`
#[derive(Debug, Serialize)]
pub struct ReviewPage {
    form: ChangeReview,
    most: usize,
    longest: usize,
    /// Placeholder for the title of the story.
    title: &'static str,
    tabs: Vec<Tab>,
    action: String,
    errors: FieldErrors,
    changed: Option<Changed>,
}

impl ReviewPage {
    /// Makes the form at `desk` (`/desk/acme`).
    pub fn new(form: ChangeReview, errors: FieldErrors, desk: &str, language: Language) -> Self {
        Self {
            form,
            most: MOST,
            longest: LONGEST,
            title: TITLE,
            tabs: tabs(desk, "/review", language),
            action: format!("{desk}/settings/review"),
            errors,
            changed: None,
        }
    }

    /// Shows what is `stored` by now beside what was typed.
    pub fn beside(mut self, stored: &ChangeReview, language: Language) -> Self {
        let field = |own: Language, field| (field, own.own_name().to_owned());
        let eyes = ("four_eyes", language.text("settings-four-eyes"));
        let fields = [eyes, field(Language::Nl, "nl"), field(Language::Fr, "fr"), field(Language::En, "en")];
        self.changed = Some(Changed::between(stored, &self.form, fields, &self.action, language));
        self
    }
}

impl View for ReviewPage {
    const TEMPLATE: &'static str = "settings/review.html";
    fn samples() -> Vec<Self> {
        let page =
            |errors| Self::new(ChangeReview::of(&ReviewRules::default()), errors, "/desk/acme", Language::En);
        let stored = ChangeReview { en: "What then?".to_owned(), ..ChangeReview::default() };
        vec![
            page(FieldErrors::default()).beside(&stored, Language::Nl),
            page(FieldErrors::default()),
            page(FieldErrors::one("fr", "sample".to_owned())),
        ]
    }
}
