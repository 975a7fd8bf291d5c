//! The page on which an administrator says whom to turn to.

use crate::{
    organisations::contact::{NAME, WORDS},
    platform::{i18n::Language, view::View, web::form::FieldErrors},
    settings::forms::contacts::{ChangeContacts, DOORS, Names},
};
use serde::Serialize;

/// `templates/settings/contacts.html`
#[derive(Debug, Serialize)]
pub struct ContactsPage {
    doors: Vec<DoorFields>,
    name_limit: usize,
    words_limit: usize,
    back: String,
    errors: FieldErrors,
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
    /// The form as typed so far, at `desk` (`/desk/acme`).
    #[must_use]
    pub fn new(form: &ChangeContacts, errors: FieldErrors, desk: &str, language: Language) -> Self {
        Self {
            doors: DOORS.iter().map(|names| door(names, form, language)).collect(),
            name_limit: NAME,
            words_limit: WORDS,
            back: format!("{desk}/settings"),
            errors,
        }
    }
}

fn door(names: &Names, form: &ChangeContacts, language: Language) -> DoorFields {
    let field = |name: &'static str, label: String, lang| Field {
        name,
        value: form.get(name).to_owned(),
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
        vec![
            page(FieldErrors::default()),
            page(FieldErrors::one("danger_phone", "sample".to_owned())),
        ]
    }
}
