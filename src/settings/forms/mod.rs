//! Forms of the settings.

pub mod call;
pub mod contacts;
pub mod languages;
pub mod profile;
pub mod promise;
pub mod readers;
pub mod themes;
pub mod words;

use crate::platform::web::Seen;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Field with the mark of the stored values.
const SEEN: &str = "seen";

/// Fields by name, for forms with fields for each language, theme or door.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Typed(BTreeMap<String, String>);

impl Typed {
    /// Returns an empty form with the mark `seen`.
    pub fn made_from(seen: &Seen) -> Self {
        let mut form = Self::default();
        form.put(SEEN, seen.as_str());
        form
    }

    pub fn seen(&self) -> Seen {
        Seen::sent(self.get(SEEN))
    }

    /// Returns the text of a field; empty when it is absent.
    pub fn get(&self, field: &str) -> &str {
        self.0.get(field).map_or("", String::as_str)
    }

    pub fn ticked(&self, field: &str) -> bool {
        !self.get(field).is_empty()
    }

    pub fn put(&mut self, field: &str, value: &str) {
        self.0.insert(field.to_owned(), value.to_owned());
    }
}

/// Leaks the name of a field: errors name fields by `&'static str`, and these few live as long as the program.
fn keep(name: String) -> &'static str {
    name.leak()
}
