//! Fields by name, for forms whose fields are as many as there are languages, themes or doors.

use super::Seen;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Field with the mark of the stored values.
const SEEN: &str = "seen";

/// Fields of a form, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(transparent)]
pub struct TypedFields(BTreeMap<String, String>);

impl TypedFields {
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

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    pub fn ticked(&self, field: &str) -> bool {
        !self.get(field).is_empty()
    }

    pub fn put(&mut self, field: &str, value: &str) {
        self.0.insert(field.to_owned(), value.to_owned());
    }
}
