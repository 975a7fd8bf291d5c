//! The page with contacts.

use super::tabs::{Tab, tabs};
use crate::{
    organisations::contact::{NAME, WORDS},
    platform::{
        i18n::Language,
        view::View,
        web::{Changed, Seen, form::FieldErrors},
    },
    settings::forms::contacts::{ChangeContacts, DOORS, Names},
};
use serde::Serialize;

/// `templates/settings/contacts.html`
#[derive(Debug, Serialize)]
pub struct ContactsPage {
    doors: Vec<DoorFields>,
    name_limit: usize,
    words_limit: usize,
    tabs: Vec<Tab>,
    action: String,
    seen: Seen,
    errors: FieldErrors,
    changed: Option<Changed>,
}

#[derive(Debug, Serialize)]
struct DoorFields {
    title: String,
    lead: String,
    name: Field,
    phone: Field,
    link: Field,
    words: Vec<Field>,
}

#[derive(Debug, Serialize)]
struct Field {
    name: &'static str,
    value: String,
    label: String,
    lang: Option<Language>,
}

impl ContactsPage {
    /// Makes the form at `desk` (`/desk/acme`).
    pub fn new(form: &ChangeContacts, errors: FieldErrors, desk: &str, language: Language) -> Self {
        Self {
            doors: DOORS.iter().map(|names| door(names, form, language)).collect(),
            name_limit: NAME,
            words_limit: WORDS,
            tabs: tabs(desk, "/contacts", language),
            action: format!("{desk}/settings/contacts"),
            seen: form.0.seen(),
            errors,
            changed: None,
        }
    }

    /// Shows what is `stored` by now beside what was typed.
    pub fn beside(mut self, stored: &ChangeContacts, typed: &ChangeContacts, language: Language) -> Self {
        let fields = self.doors.iter().flat_map(|door| {
            let all = [&door.name, &door.phone, &door.link].into_iter().chain(&door.words);
            all.map(|field| (field.name, format!("{} · {}", door.title, field.label)))
        });
        let changed = Changed::between(stored, typed, fields, &self.action, language);
        self.changed = Some(changed);
        self
    }
}

fn door(names: &Names, form: &ChangeContacts, language: Language) -> DoorFields {
    let field = |name: &'static str, label: String, lang| Field {
        name,
        value: form.0.get(name).to_owned(),
        label,
        lang,
    };
    let words = names.words.iter().map(|(spoken, name)| {
        let label = language.text_n("settings-contacts-words", spoken.own_name());
        field(name, label, Some(*spoken))
    });
    DoorFields {
        title: language.text(&format!("intake-door-{}", names.door)),
        lead: language.text(&format!("settings-contacts-lead-{}", names.door)),
        name: field(names.name, language.text("settings-contacts-name"), None),
        phone: field(names.phone, language.text("settings-contacts-phone"), None),
        link: field(names.link, language.text("settings-contacts-link"), None),
        words: words.collect(),
    }
}

impl View for ContactsPage {
    const TEMPLATE: &'static str = "settings/contacts.html";
    fn samples() -> Vec<Self> {
        let page = |errors| Self::new(&ChangeContacts::default(), errors, "/desk/acme", Language::Nl);
        vec![page(FieldErrors::default()), page(FieldErrors::one("danger_phone", "sample".to_owned())), {
            let stored = ChangeContacts::of(&[]);
            page(FieldErrors::default()).beside(&stored, &ChangeContacts::default(), Language::Nl)
        }]
    }
}
