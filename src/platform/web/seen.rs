//! Protection against overwriting changes that somebody has not seen.
//!
//! A form that changes something carries a mark of its original values, as a hidden field `seen`. An action compares
//! it, behind the lock it writes under, with the mark of what is stored by then. Where they differ, the form comes
//! back with 409: what is stored beside what was typed, and the new mark, with which saving again is deliberate.

use crate::platform::{error::Error, i18n::Language};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Bytes of a hash in a mark.
const BYTES: usize = 16;

/// Mark of a form's original values. An empty one comes from a form without one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seen(String);

impl Seen {
    /// Computes the mark of `value`.
    pub fn of(value: &(impl Serialize + ?Sized)) -> Self {
        // Texts, numbers and lists always serialize.
        let written = serde_json::to_vec(value).unwrap_or_default();
        let hash = Sha256::digest(&written);
        Self(BASE64_URL_SAFE_NO_PAD.encode(&hash[..BYTES]))
    }

    /// Wraps the mark that a form sent.
    pub fn sent(field: &str) -> Self {
        Self(field.to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the mark unless it is empty: a program that presses a button has none.
    pub fn given(&self) -> Option<&Self> {
        (!self.0.is_empty()).then_some(self)
    }

    /// Tells whether `wanted` must replace `stored`: not when they are equal already.
    ///
    /// # Errors
    /// [`Error::Changed`] when `stored` has changed since.
    pub fn replaces<T: Serialize + PartialEq + ?Sized>(&self, stored: &T, wanted: &T) -> Result<bool, Error> {
        if stored == wanted && self.is_mark() {
            return Ok(false);
        }
        self.check(stored)?;
        Ok(true)
    }

    fn is_mark(&self) -> bool {
        let hash = BASE64_URL_SAFE_NO_PAD.decode(&self.0);
        hash.is_ok_and(|hash| hash.len() == BYTES)
    }

    /// Checks that `stored` has not changed since.
    ///
    /// # Errors
    /// [`Error::Changed`].
    pub fn check(&self, stored: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        if *self == Self::of(stored) { Ok(()) } else { Err(Error::Changed) }
    }
}

/// Notice that something changed after a form was made.
#[derive(Debug, Clone, Serialize)]
pub struct Changed {
    /// Fields in which the two differ.
    rows: Vec<Row>,
    /// Address of the page as stored; empty for a button.
    theirs: String,
}

#[derive(Debug, Clone, Serialize)]
struct Row {
    label: String,
    stored: String,
    typed: String,
}

impl Changed {
    /// Lists those of `fields` (name and label) in which stored and typed values differ. `theirs` is the address of
    /// the form as stored.
    pub fn between(
        stored: &impl Serialize,
        typed: &impl Serialize,
        fields: impl IntoIterator<Item = (impl AsRef<str>, String)>,
        theirs: &str,
        language: Language,
    ) -> Self {
        let (stored, typed) = (texts(stored), texts(typed));
        let row = |(name, label): (_, String)| {
            let name = AsRef::<str>::as_ref(&name);
            let one = |all: &BTreeMap<String, String>| all.get(name).cloned().unwrap_or_default();
            let (stored, typed) = (one(&stored), one(&typed));
            let box_or_language =
                [&stored, &typed].iter().any(|value| value.is_empty()) || name.ends_with("language");
            let said = |value: String| {
                if box_or_language { said(value, language) } else { value }
            };
            (stored != typed).then(|| Row { label, stored: said(stored), typed: said(typed) })
        };
        Self { rows: fields.into_iter().filter_map(row).collect(), theirs: theirs.to_owned() }
    }

    /// Returns the notice for a button, with which nothing was typed.
    pub const fn button() -> Self {
        Self { rows: vec![], theirs: String::new() }
    }

    /// Returns a notice for samples of pages.
    pub fn sample() -> Self {
        let row = |stored: &str| Row {
            label: "Title".to_owned(),
            stored: stored.to_owned(),
            typed: "Oops".to_owned(),
        };
        Self { rows: vec![row("<b>"), row("")], theirs: "/desk/acme/events".to_owned() }
    }
}

/// Returns the fields of a form that are texts.
fn texts(form: &impl Serialize) -> BTreeMap<String, String> {
    let Ok(serde_json::Value::Object(fields)) = serde_json::to_value(form) else {
        return BTreeMap::new();
    };
    let text = |(name, value)| match value {
        serde_json::Value::String(text) => Some((name, text.replace("\r\n", "\n"))),
        _ => None,
    };
    fields.into_iter().filter_map(text).collect()
}

/// Words a ticked box or a language for people.
fn said(value: String, language: Language) -> String {
    match (value.as_str(), value.parse::<Language>()) {
        ("on", _) => language.text("site-yes"),
        (_, Ok(known)) => known.own_name().to_owned(),
        _ => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_seen_value_is_replaced() {
        let seen = Seen::of(&"a");
        assert!(seen.replaces(&"a", &"b").unwrap());
        assert!(!seen.replaces(&"a", &"a").unwrap());
        assert!(!seen.replaces(&"b", &"b").unwrap(), "somebody else had the same idea");
        assert!(matches!(seen.replaces(&"c", &"b"), Err(Error::Changed)));
        assert!(matches!(Seen::default().replaces(&"", &"b"), Err(Error::Changed)), "a form without a mark");
        assert_eq!(Seen::sent(seen.as_str()), seen);
    }

    #[test]
    fn both_texts_are_shown_where_they_differ() {
        let stored =
            serde_json::json!({ "title": "A", "place": "Here", "language": "nl", "house": "", "seen": "1" });
        let typed = serde_json::json!({ "title": "B", "place": "Here", "language": "fr", "house": "on", "seen": "2" });
        let fields = ["language", "title", "place", "house"].map(|name| (name, name.to_uppercase()));
        let changed = Changed::between(&stored, &typed, fields, "/x", Language::En);
        let rows: Vec<_> =
            changed.rows.iter().map(|row| [&row.label[..], &row.stored, &row.typed].join("|")).collect();
        assert_eq!(rows, ["LANGUAGE|Nederlands|Français", "TITLE|A|B", "HOUSE||Yes"]);
    }
}
