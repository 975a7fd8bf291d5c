//! More general words to put in the place of others, by the reason for it.

use crate::platform::i18n::Language;

/// Reasons, each with the words for it: parts of Fluent keys.
const LIST: &[(&str, &[&str])] = &[
    ("person", &["colleague", "somebody", "manager"]),
    ("place", &["site", "elsewhere"]),
    ("date", &["one-day", "that-time"]),
    ("client", &["client", "supplier"]),
    ("unit", &["team", "department"]),
    ("other", &["something", "system", "project"]),
];

/// Words by reason.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Group {
    pub reason: String,
    pub words: Vec<Word>,
}

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Word {
    /// Value that the form sends.
    pub value: &'static str,
    pub text: String,
    pub selected: bool,
}

/// Returns the list for a story in `written`, with reasons in `language`.
pub fn groups(written: Language, language: Language, chosen: &str) -> Vec<Group> {
    let word = |value: &&'static str| Word { value, text: text(value, written), selected: *value == chosen };
    let group = |(reason, words): &(&str, &[&'static str])| Group {
        reason: language.text(&format!("moderation-reason-{reason}")),
        words: words.iter().map(word).collect(),
    };
    LIST.iter().map(group).collect()
}

/// Returns the words that a form names, for a story in `written`.
pub fn words(value: &str, written: Language) -> Option<String> {
    let known = LIST.iter().any(|(_, words)| words.contains(&value));
    known.then(|| text(value, written))
}

fn text(value: &str, written: Language) -> String {
    written.text(&format!("moderation-general-{value}"))
}
