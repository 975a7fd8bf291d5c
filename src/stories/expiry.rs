//! Expiry of a story by its status: the next erasure if nothing happens, and its first day.

use super::status::StoryStatus;
use crate::{
    platform::time::iso_week,
    retention::{CODE, DECLINED, Life, ORIGINALS, PUBLISHED, UNANSWERED, UNREVIEWED, UNTOLD},
};
use chrono::{Days, NaiveDate};

/// Extent of an erasure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Erasure {
    /// Every text; the story leaves every page.
    Story,
    /// Every text; its author still reads why it was declined.
    Words,
    /// Every text but the version of this number, which is told.
    AllBut(i32),
}

/// Columns of a story that its life depends on.
#[derive(Debug, Clone, Copy)]
pub struct Age<'a> {
    pub status: StoryStatus,
    pub changed_week: &'a str,
    pub published_week: Option<&'a str>,
    pub agreed_version: Option<i32>,
}

impl<'a> Age<'a> {
    /// Returns the next erasure if nothing happens, and its first day; `None` when nothing is left.
    pub fn next(self) -> Option<(Erasure, NaiveDate)> {
        let (erasure, life, week) = self.rule()?;
        Some((erasure, life.last_day(week)? + Days::new(1)))
    }

    fn rule(self) -> Option<(Erasure, Life, &'a str)> {
        let changed = self.changed_week;
        match (self.status, self.published_week) {
            (StoryStatus::Submitted | StoryStatus::InReview, _) => {
                Some((Erasure::Story, UNREVIEWED, changed))
            }
            (StoryStatus::Declined, _) => Some((Erasure::Words, DECLINED, changed)),
            (StoryStatus::Accepted, _) if self.agreed_version.is_none() => {
                Some((Erasure::Story, UNANSWERED, changed))
            }
            (StoryStatus::Accepted, Some(published)) => Some((Erasure::Story, PUBLISHED, published)),
            (StoryStatus::Accepted, None) => Some((Erasure::Story, UNTOLD, changed)),
            (StoryStatus::Withdrawn | StoryStatus::Expired, _) => None,
        }
    }

    /// Returns [`Erasure::AllBut`] for a published story, and its first day.
    pub fn originals(self) -> Option<(Erasure, NaiveDate)> {
        let told = Erasure::AllBut(self.agreed_version?);
        Some((told, ORIGINALS.last_day(self.published_week?)? + Days::new(1)))
    }

    /// Returns the erasure that is due `today`. `more` tells whether there is text besides the told version.
    pub fn due(self, more: bool, today: NaiveDate) -> Option<Erasure> {
        let all = [self.next(), self.originals()].into_iter().flatten();
        let mut due = all.filter(|(erasure, day)| today >= *day && (more || *erasure == Erasure::Story));
        due.next().map(|(erasure, _)| erasure)
    }

    /// Returns the last day of the story's receipt code if nothing happens.
    pub fn code_until(self) -> Option<NaiveDate> {
        match self.next() {
            Some((Erasure::Story, day)) => CODE.last_day(&iso_week(day)),
            _ => CODE.last_day(self.changed_week),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;

    #[test]
    fn the_whole_table() {
        let mut table = String::new();
        for status in StoryStatus::ALL {
            for (agreed, published) in
                [(None, None), (Some(2), None), (Some(2), Some("2026-W50")), (None, Some("2026-W50"))]
            {
                let age = Age {
                    status: *status,
                    changed_week: "2026-W48",
                    published_week: published,
                    agreed_version: agreed,
                };
                if *status != StoryStatus::Accepted && agreed.is_some() {
                    continue;
                }
                let (next, code) = (age.next(), age.code_until().unwrap());
                let originals = age.originals();
                writeln!(table, "{status} {agreed:?} {published:?}: {next:?}, code {code}, {originals:?}")
                    .unwrap();
            }
        }
        insta::assert_snapshot!(table, @r#"
        submitted None None: Some((Story, 2027-01-29)), code 2027-05-01, None
        submitted None Some("2026-W50"): Some((Story, 2027-01-29)), code 2027-05-01, None
        in_review None None: Some((Story, 2027-01-29)), code 2027-05-01, None
        in_review None Some("2026-W50"): Some((Story, 2027-01-29)), code 2027-05-01, None
        accepted None None: Some((Story, 2027-02-28)), code 2027-05-29, None
        accepted Some(2) None: Some((Story, 2027-11-30)), code 2028-03-04, None
        accepted Some(2) Some("2026-W50"): Some((Story, 2028-12-13)), code 2029-03-17, Some((AllBut(2), 2026-12-21))
        accepted None Some("2026-W50"): Some((Story, 2027-02-28)), code 2027-05-29, None
        declined None None: Some((Words, 2026-12-07)), code 2027-02-27, None
        declined None Some("2026-W50"): Some((Words, 2026-12-07)), code 2027-02-27, None
        withdrawn None None: None, code 2027-02-27, None
        withdrawn None Some("2026-W50"): None, code 2027-02-27, None
        expired None None: None, code 2027-02-27, None
        expired None Some("2026-W50"): None, code 2027-02-27, None
        "#);
    }

    #[test]
    fn words_that_are_gone_already_are_not_due() {
        let age = |status, published_week| Age {
            status,
            changed_week: "2026-W48",
            published_week,
            agreed_version: Some(2),
        };
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let declined = age(StoryStatus::Declined, None);
        assert_eq!(declined.due(true, day("2026-12-06")), None);
        assert_eq!(declined.due(true, day("2026-12-07")), Some(Erasure::Words));
        assert_eq!(declined.due(false, day("2026-12-07")), None);
        let told = age(StoryStatus::Accepted, Some("2026-W50"));
        assert_eq!(told.due(true, day("2026-12-20")), None);
        assert_eq!(told.due(true, day("2026-12-21")), Some(Erasure::AllBut(2)));
        assert_eq!(told.due(false, day("2026-12-21")), None);
        assert_eq!(told.due(false, day("2028-12-13")), Some(Erasure::Story));
    }
}
