//! Labels: what filters look for, as lexemes without a place.

use crate::{
    ids::{EventId, ThemeId},
    platform::i18n::Language,
    stories::Intensity,
};

/// Label of what everybody may read.
const EVERYBODY: &str = "E";

/// Properties that stories share. A language is no label: its lexemes carry its mark.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels {
    pub theme: Option<ThemeId>,
    pub event: Option<EventId>,
    /// ISO week.
    pub week: Option<String>,
    pub intensity: Option<Intensity>,
    /// Set for what everybody may read.
    pub everybody: bool,
}

impl Labels {
    /// Returns them as lexemes. They begin with a capital, and no word does.
    pub fn lexemes(&self) -> Vec<String> {
        let theme = self.theme.map(|id| format!("T{id}"));
        let event = self.event.map(|id| format!("D{id}"));
        let week = self.week.as_ref().map(|week| format!("W{week}"));
        let intensity = self.intensity.map(|intensity| format!("I{intensity}"));
        let everybody = self.everybody.then(|| EVERYBODY.to_owned());
        [theme, event, week, intensity, everybody].into_iter().flatten().collect()
    }
}

/// Languages to look in.
pub fn languages(only: Option<Language>) -> Vec<Language> {
    only.map_or_else(|| Language::ALL.to_vec(), |one| vec![one])
}

/// Quarter of a year, counted from the year 0.
fn quarter(week: &str) -> Option<usize> {
    let (year, number) = week.split_once("-W")?;
    let (year, number): (usize, usize) = (year.parse().ok()?, number.parse().ok()?);
    Some(year * 4 + (number.saturating_sub(1) / 13).min(3))
}

fn label(quarter: usize) -> String {
    format!("Q{}-{}", quarter / 4, quarter % 4 + 1)
}

/// Returns the label of the quarter that an ISO week is in.
pub fn quarter_of(week: &str) -> Option<String> {
    quarter(week).map(label)
}

/// Returns the labels of so many quarters, that of `week` being the last of them.
pub fn quarters_up_to(week: &str, many: usize) -> Vec<String> {
    let last = quarter(week).unwrap_or_default();
    (0..many.min(last)).map(|n| label(last - n)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_follow_each_other() {
        for (week, expected) in [("2026-W01", "Q2026-1"), ("2026-W14", "Q2026-2"), ("2026-W53", "Q2026-4")] {
            assert_eq!(quarter_of(week).as_deref(), Some(expected));
        }
        assert_eq!(quarters_up_to("2026-W20", 3), ["Q2026-2", "Q2026-1", "Q2025-4"]);
        assert_eq!(quarter_of("x"), None);
        assert_eq!(quarters_up_to("x", 2), [""; 0]);
    }

    #[test]
    fn a_label_is_no_word() {
        let (week, intensity) = (Some("2026-W48".to_owned()), Some(Intensity::Heavy));
        let all = Labels { week, intensity, everybody: true, ..Labels::default() };
        assert_eq!(all.lexemes(), ["W2026-W48", "Iheavy", "E"]);
        assert_eq!(languages(Some(Language::Fr)), [Language::Fr]);
    }
}
