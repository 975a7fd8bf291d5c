//! Labels: what filters look for, as lexemes without a place.

use crate::{
    ids::{EventId, ThemeId},
    platform::i18n::Language,
    stories::Intensity,
};

/// Most quarters that are looked in one by one: of more, those that are left are looked in at once.
const MOST: usize = 24;
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
    Some(year.checked_mul(4)? + (number.saturating_sub(1) / 13).min(3))
}

fn label(quarter: usize) -> String {
    format!("Q{}-{}", quarter / 4, quarter % 4 + 1)
}

/// Returns the label of the quarter that an ISO week is in.
pub fn quarter_of(week: &str) -> Option<String> {
    quarter(week).map(label)
}

/// Quarters of a year to look in, and newer ones to leave out, since they were looked in before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Period {
    /// Empty for all others.
    pub within: Vec<String>,
    pub without: Vec<String>,
}

/// Quarters of a year back from a week, as far as they were looked in.
#[derive(Debug)]
pub struct Quarters {
    newest: usize,
    passed: usize,
}

impl Quarters {
    /// Begins with the quarter after that of `week`: clocks differ.
    pub fn from(week: &str) -> Self {
        Self { newest: quarter(week).map_or(0, |quarter| quarter + 1), passed: 0 }
    }

    /// Returns the next `many` quarters.
    pub fn next(&mut self, many: usize) -> Period {
        let end = self.passed.saturating_add(many).min(self.newest);
        let within = (self.passed..end).map(|n| label(self.newest - n)).collect();
        self.passed = end;
        Period { within, without: vec![] }
    }

    /// Returns all that is left.
    pub fn rest(&self) -> Period {
        Period { within: vec![], without: (0..self.passed).map(|n| label(self.newest - n)).collect() }
    }

    /// Returns how many quarters more hold `wanted` stories if they are like those that held `found`; `None` when that is
    /// most of them.
    pub fn expected(&self, found: usize, wanted: usize) -> Option<usize> {
        let more = (wanted * self.passed).checked_div(found)? * 5 / 4 + 1;
        (self.passed + more <= MOST.min(self.newest)).then_some(more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_follow_each_other() {
        for (week, expected) in [("2026-W01", "Q2026-1"), ("2026-W14", "Q2026-2"), ("2026-W53", "Q2026-4")] {
            assert_eq!(quarter_of(week).as_deref(), Some(expected));
        }
        assert_eq!(quarter_of("x"), None);
    }

    #[test]
    fn each_quarter_is_looked_in_once() {
        let mut quarters = Quarters::from("2026-W20");
        assert_eq!(quarters.next(2).within, ["Q2026-3", "Q2026-2"]);
        assert_eq!(quarters.next(1).within, ["Q2026-1"]);
        let rest = quarters.rest();
        assert_eq!((rest.within.len(), rest.without), (0, vec_of(&["Q2026-3", "Q2026-2", "Q2026-1"])));
        assert_eq!(Quarters::from("x").rest(), Period::default());
        assert_eq!(Quarters::from("x").next(2), Period::default());
    }

    #[test]
    fn as_many_quarters_are_looked_in_as_hold_enough() {
        let mut quarters = Quarters::from("2026-W20");
        quarters.next(2);
        assert_eq!(quarters.expected(100, 300), Some(8));
        assert_eq!(quarters.expected(100, 1), Some(1));
        assert_eq!((quarters.expected(1, 300), quarters.expected(0, 1)), (None, None));
    }

    fn vec_of(all: &[&str]) -> Vec<String> {
        all.iter().map(|one| (*one).to_owned()).collect()
    }

    #[test]
    fn a_label_is_no_word() {
        let (week, intensity) = (Some("2026-W48".to_owned()), Some(Intensity::Heavy));
        let all = Labels { week, intensity, everybody: true, ..Labels::default() };
        assert_eq!(all.lexemes(), ["W2026-W48", "Iheavy", "E"]);
        assert_eq!(languages(Some(Language::Fr)), [Language::Fr]);
    }
}
