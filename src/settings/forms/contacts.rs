//! Form of the contacts.

use super::keep;
use crate::{
    organisations::contact::{Contact, ContactName, ContactWords, Door, Link, Phone, one_per_door},
    platform::{
        i18n::Language,
        text::TextError,
        web::{
            Seen, TypedFields,
            form::{Checks, FieldErrors},
        },
    },
};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// `POST /desk/{org}/settings/contacts`: fields for each door and language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(transparent)]
pub struct ChangeContacts(pub TypedFields);

/// Names of the fields of one door.
pub struct Names {
    pub door: Door,
    pub name: &'static str,
    pub phone: &'static str,
    pub link: &'static str,
    pub words: Vec<(Language, &'static str)>,
}

pub static DOORS: LazyLock<Vec<Names>> = LazyLock::new(|| {
    let keep = |door: Door, what: &str| keep(format!("{door}_{what}"));
    let names = |&door: &Door| Names {
        door,
        name: keep(door, "name"),
        phone: keep(door, "phone"),
        link: keep(door, "link"),
        words: Language::ALL.iter().map(|language| (*language, keep(door, language.as_str()))).collect(),
    };
    Door::ALL.iter().map(names).collect()
});

impl ChangeContacts {
    pub fn of(contacts: &[Contact]) -> Self {
        let contacts = one_per_door(contacts);
        let mut form = TypedFields::made_from(&Seen::of(&contacts));
        for contact in &contacts {
            for names in DOORS.iter().filter(|names| names.door == contact.door) {
                form.put(names.name, &contact.name);
                form.put(names.phone, contact.phone.as_ref().map_or("", Phone::as_str));
                form.put(names.link, contact.link.as_ref().map_or("", Link::as_str));
                for (language, field) in &names.words {
                    form.put(field, contact.words.get(language).map_or("", String::as_str));
                }
            }
        }
        Self(form)
    }

    /// Returns a contact for each door, empty when nothing was typed.
    pub fn check(&self, language: Language) -> Result<Vec<Contact>, FieldErrors> {
        let mut checks = Checks::new(language);
        let all = DOORS.iter().map(|names| self.contact(names, &mut checks)).collect();
        let errors = checks.errors();
        if errors.is_empty() { Ok(all) } else { Err(errors) }
    }

    /// Checks one contact, without the fields that are wrong.
    fn contact(&self, names: &Names, checks: &mut Checks) -> Contact {
        let name = ContactName::parse_optional(self.0.get(names.name));
        let phone = optional(self.0.get(names.phone), Phone::parse);
        let link = optional(self.0.get(names.link), Link::parse);
        let words = names.words.iter().filter_map(|(language, field)| {
            let words = checks.field(field, ContactWords::parse(self.0.get(field)))?;
            Some((*language, words.into()))
        });
        let words = words.collect();
        Contact {
            door: names.door,
            name: checks.field(names.name, name).flatten().map(String::from).unwrap_or_default(),
            phone: checks.field(names.phone, phone).flatten(),
            link: checks.field(names.link, link).flatten(),
            words,
        }
    }
}

fn optional<T>(raw: &str, parse: fn(&str) -> Result<T, TextError>) -> Result<Option<T>, TextError> {
    if raw.trim().is_empty() { Ok(None) } else { parse(raw).map(Some) }
}
