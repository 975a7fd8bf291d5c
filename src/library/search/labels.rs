//! Labels: what filters look for, as lexemes without a place.

use crate::{
    ids::{EventId, ThemeId},
    platform::i18n::Language,
};

/// Label of what everybody may read.
pub const EVERYBODY: &str = "E";

/// What stories have in common. A language is no label: its lexemes carry its mark.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels {
    pub theme: Option<ThemeId>,
    pub event: Option<EventId>,
    /// ISO week.
    pub week: Option<String>,
    pub everybody: bool,
}

impl Labels {
    /// Returns them as lexemes. They begin with a capital, and no word does.
    pub fn lexemes(&self) -> Vec<String> {
        let theme = self.theme.map(|id| format!("T{id}"));
        let event = self.event.map(|id| format!("D{id}"));
        let week = self.week.as_ref().map(|week| format!("W{week}"));
        let everybody = self.everybody.then(|| EVERYBODY.to_owned());
        [theme, event, week, everybody].into_iter().flatten().collect()
    }
}

/// Languages to look in.
pub fn languages(only: Option<Language>) -> Vec<Language> {
    only.map_or_else(|| Language::ALL.to_vec(), |one| vec![one])
}
