//! The page about who may read.

use super::tabs::{Tab, tabs};
use crate::{
    organisations::Readers,
    platform::{
        i18n::Language,
        qr::Qr,
        view::{Choice, View},
        web::{Changed, form::FieldErrors},
    },
    settings::forms::readers::ChangeAccess,
};
use serde::Serialize;

/// `templates/settings/readers.html`
#[derive(Debug, Serialize)]
pub struct ReadersPage {
    form: ChangeAccess,
    errors: FieldErrors,
    readers: Vec<Choice>,
    /// Link that opens the readers' door; absent after it was ended.
    link: Option<String>,
    qr: Option<Qr>,
    home: String,
    tabs: Vec<Tab>,
    changed: Option<Changed>,
    /// Set when what was typed is not saved yet.
    unsaved: bool,
}

impl ReadersPage {
    /// Makes the form at `home` (`/desk/acme`).
    pub fn new(
        form: ChangeAccess,
        errors: FieldErrors,
        link: Option<String>,
        home: String,
        language: Language,
    ) -> Self {
        let choice = |who: &Readers| {
            let label = language.text(&format!("settings-readers-{who}"));
            let hint = language.text(&format!("settings-readers-{who}-hint"));
            Choice::new(who.as_str(), label, &form.readers).with_hint(hint)
        };
        Self {
            readers: Readers::ALL.iter().map(choice).collect(),
            qr: link.as_deref().and_then(Qr::of),
            link,
            tabs: tabs(&home, "/readers", language),
            home,
            form,
            errors,
            changed: None,
            unsaved: false,
        }
    }

    /// Says that what was typed is not saved yet.
    pub const fn unsaved(mut self) -> Self {
        self.unsaved = true;
        self
    }

    /// Shows what is `stored` by now beside what was typed.
    pub fn beside(mut self, stored: &ChangeAccess, language: Language) -> Self {
        let fields = [
            ("readers", "settings-readers"),
            ("indexed", "settings-readers-indexed"),
            ("domains", "settings-readers-domains"),
        ];
        let fields = fields.map(|(name, key)| (name, language.text(key)));
        // In the words of the page.
        let named = |form: &ChangeAccess| ChangeAccess {
            readers: language
                .text(&format!("settings-readers-{}", form.readers.parse().unwrap_or(Readers::House))),
            ..form.clone()
        };
        let theirs = format!("{}/settings/readers", self.home);
        let (stored, typed) = (named(stored), named(&self.form));
        self.changed = Some(Changed::between(&stored, &typed, fields, &theirs, language));
        self
    }
}

impl View for ReadersPage {
    const TEMPLATE: &'static str = "settings/readers.html";
    fn samples() -> Vec<Self> {
        let page = |readers: &str, field: Option<&'static str>, address: Option<&str>| {
            let form = ChangeAccess { readers: readers.to_owned(), ..ChangeAccess::default() };
            let errors = field.map(|field| FieldErrors::one(field, "sample".to_owned()));
            let link = address.map(str::to_owned);
            Self::new(form, errors.unwrap_or_default(), link, "/desk/acme".to_owned(), Language::En)
        };
        let address = Some("https://pratfall.example/acme/house/0123456789abcdefghjkmnpqrstvwxyz");
        vec![
            page("house", None, address),
            page("everybody", Some("domains"), None),
            page("house", Some("indexed"), address),
            page("house", Some("readers"), address),
            page("house", None, address).unsaved(),
            page("house", None, address).beside(&ChangeAccess::default(), Language::En),
        ]
    }
}
