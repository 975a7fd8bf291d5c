//! Forms of an administrator. Each part of the settings has one and a page of its own.

pub mod call;
pub mod contacts;
pub mod languages;
pub mod profile;
pub mod promise;
pub mod themes;
pub mod words;

use crate::platform::web::Seen;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Name of the field with the mark of what a form was made from.
const SEEN: &str = "seen";

/// Fields by name, where there are as many as there are languages, themes or doors.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Typed(BTreeMap<String, String>);

impl Typed {
    /// An empty form, made from what `seen` is the mark of.
    pub fn made_from(seen: &Seen) -> Self {
        let mut form = Self::default();
        form.put(SEEN, seen.as_str());
        form
    }

    /// Mark of the values the form was made from.
    pub fn seen(&self) -> Seen {
        Seen::sent(self.get(SEEN))
    }

    /// What was typed into a field.
    pub fn get(&self, field: &str) -> &str {
        self.0.get(field).map_or("", String::as_str)
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, field: &str) -> bool {
        !self.get(field).is_empty()
    }

    /// Fills a field in.
    pub fn put(&mut self, field: &str, value: &str) {
        self.0.insert(field.to_owned(), value.to_owned());
    }
}

/// Keeps the name of a field. Errors name their fields by `&'static str`; these few live as long as the program.
fn keep(name: String) -> &'static str {
    name.leak()
}
