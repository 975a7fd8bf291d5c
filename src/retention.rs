//! How long everything lives, each number once. They are those of the design's table (anonymity, §4) unless a line
//! says otherwise; `docs/operations.md` and the promise page show them.
//!
//! What an author made carries an ISO week and no day, so its life is counted from the last day of that week: never
//! too short, and longer by six days at most.

use crate::platform::time;
use chrono::{DateTime, Duration, NaiveDate, Utc};

/// A story that nobody decided on, from its last step.
pub const UNREVIEWED: Life = Life::days(60);
/// The words of a story that was not accepted.
pub const DECLINED: Life = Life::days(7);
/// The author's own words and all versions but the told one, from the first release.
pub const ORIGINALS: Life = Life::days(7);
/// A published story, from its first release.
pub const PUBLISHED: Life = Life::months(24);
/// An accepted story whose author has not said yes: as long as the code with which they would (decision 0017).
pub const UNANSWERED: Life = CODE;
/// A story that may be told and is on no release: a year of events passed it by (decision 0017).
pub const UNTOLD: Life = Life::months(12);
/// All that says how long an author's words live: part of what is promised.
pub const WORDS: [Life; 6] = [UNREVIEWED, DECLINED, ORIGINALS, PUBLISHED, UNANSWERED, UNTOLD];
/// A receipt code, from the last thing that happened to its story.
pub const CODE: Life = Life::days(90);
/// An entry of the audit trail.
pub const AUDIT: Life = Life::months(12);
/// An address that somebody typed and nobody confirmed (decision 0018).
pub const UNCONFIRMED: Life = Life::days(14);
/// A job that was given up, kept for whoever runs the program (decision 0018).
pub const GIVEN_UP: Life = Life::days(90);
/// A backup.
pub const BACKUP: Life = Life::days(14);
/// A captured mail, while no mail server is set (decision 0018).
pub const CAPTURED: Life = Life::days(14);
/// An organisation's key of a month that is over, once nothing is wrapped by it: a transaction may still be under way
/// that took it for the present one (decision 0018).
pub const IDLE_KEY: Life = Life::days(2);

/// A length of life, in whole days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Life(i64);

impl Life {
    const fn days(days: i64) -> Self {
        Self(days)
    }

    /// A month is a twelfth of 365 days.
    const fn months(months: i64) -> Self {
        Self(months * 365 / 12)
    }

    /// In days.
    pub const fn in_days(self) -> i64 {
        self.0
    }

    /// In whole months.
    pub const fn in_months(self) -> i64 {
        self.0 * 12 / 365
    }

    /// What happened before this moment has lived long enough `now`.
    pub fn before(self, now: DateTime<Utc>) -> DateTime<Utc> {
        now - Duration::days(self.0)
    }

    /// What happened in a week before this one has lived long enough `today`.
    pub fn before_week(self, today: NaiveDate) -> String {
        time::iso_week(today - Duration::days(self.0))
    }

    /// The last day of a life whose last step was taken in `week`; none when that is no week.
    pub fn last_day(self, week: &str) -> Option<NaiveDate> {
        Some(time::last_day(week)? + Duration::days(self.0))
    }

    /// Whether such a life is over `today`.
    pub fn is_over(self, week: &str, today: NaiveDate) -> bool {
        self.last_day(week).is_some_and(|last| today > last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn months_are_months_again() {
        assert_eq!([PUBLISHED, UNTOLD, AUDIT].map(Life::in_months), [24, 12, 12]);
        assert_eq!([PUBLISHED, AUDIT].map(Life::in_days), [730, 365]);
    }

    proptest! {
        #[test]
        fn no_life_is_too_short_and_none_longer_by_a_week(day in 0..20_000i64, life in 1..800i64) {
            let (step, life) = (NaiveDate::default() + Duration::days(day), Life(life));
            let week = time::iso_week(step);
            let lived = |days| life.is_over(&week, step + Duration::days(days));
            prop_assert!(!lived(life.0));
            prop_assert!(lived(life.0 + 7));
        }

        #[test]
        fn weeks_compared_as_words_say_the_same(day in 0..20_000i64, later in 0..900i64, life in 1..800i64) {
            let (step, life) = (NaiveDate::default() + Duration::days(day), Life(life));
            let (week, today) = (time::iso_week(step), step + Duration::days(later));
            prop_assert_eq!(week < life.before_week(today), life.is_over(&week, today));
        }
    }
}
