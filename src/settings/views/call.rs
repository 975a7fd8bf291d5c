//! The page with the call for stories.

use super::{
    InLanguage,
    tabs::{Tab, tabs},
};
use crate::{
    platform::{
        i18n::Language,
        view::View,
        web::{Changed, Seen, form::FieldErrors},
    },
    settings::forms::call::{CALL, CALLS, ChangeCall},
};
use serde::Serialize;

/// `templates/settings/call.html`
#[derive(Debug, Serialize)]
pub struct CallPage {
    tabs: Vec<Tab>,
    action: String,
    seen: Seen,
    calls: Vec<InLanguage>,
    limit: usize,
    errors: FieldErrors,
    changed: Option<Changed>,
}

impl CallPage {
    /// Makes the form at `desk` (`/desk/acme`): in the languages of the pages, and others that are filled in.
    pub fn new(
        form: &ChangeCall,
        errors: FieldErrors,
        languages: &[Language],
        desk: &str,
        language: Language,
    ) -> Self {
        let call = |(language, field): &(Language, &'static str)| InLanguage {
            code: *language,
            label: language.own_name(),
            field,
            value: form.0.get(field).to_owned(),
        };
        let shown = |call: &InLanguage| languages.contains(&call.code) || !call.value.is_empty();
        Self {
            tabs: tabs(desk, "/call", language),
            action: format!("{desk}/settings/call"),
            seen: form.0.seen(),
            calls: CALLS.iter().map(call).filter(shown).collect(),
            limit: CALL,
            errors,
            changed: None,
        }
    }

    /// Shows what is `stored` by now beside what was typed.
    pub fn beside(mut self, stored: &ChangeCall, typed: &ChangeCall, language: Language) -> Self {
        let fields = CALLS.iter().map(|(one, field)| (*field, one.own_name().to_owned()));
        self.changed = Some(Changed::between(stored, typed, fields, &self.action, language));
        self
    }
}

impl View for CallPage {
    const TEMPLATE: &'static str = "settings/call.html";
    fn samples() -> Vec<Self> {
        let mut form = ChangeCall::default();
        form.0.put("call_nl", "sample");
        let page = |errors| Self::new(&form, errors, &[Language::En], "/desk/acme", Language::En);
        vec![
            page(FieldErrors::default()),
            page(FieldErrors::one("call_nl", "sample".to_owned())),
            page(FieldErrors::default()).beside(&ChangeCall::default(), &form, Language::En),
        ]
    }
}
