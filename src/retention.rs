//! Lives of everything that is stored, each number once. `docs/operations.md` and the promise page show them.
//!
//! Rows made by authors carry an ISO week and no day, so their life is counted from the last day of that week: never
//! too short, and longer by six days at most.

use crate::platform::time;
use chrono::{DateTime, Duration, NaiveDate, Utc};

/// Undecided stories, from the last step.
pub const UNREVIEWED: Life = Life::days(60);
/// Texts of declined stories.
pub const DECLINED: Life = Life::days(7);
/// All versions but the told one, from the first release.
pub const ORIGINALS: Life = Life::days(7);
/// Published stories, from the first release.
pub const PUBLISHED: Life = Life::months(24);
/// Accepted stories without their author's OK: as long as the code to give it with (decision 0017).
pub const UNANSWERED: Life = CODE;
/// Stories that may be told and are on no release: a year of events passed them by (decision 0017).
pub const UNTOLD: Life = Life::months(12);
/// Lives of authors' texts: part of the promise.
pub const WORDS: [Life; 6] = [UNREVIEWED, DECLINED, ORIGINALS, PUBLISHED, UNANSWERED, UNTOLD];
/// Receipt codes, from the last step of their story.
pub const CODE: Life = Life::days(90);
/// Entries of the audit trail.
pub const AUDIT: Life = Life::months(12);
/// Unconfirmed addresses (decision 0018).
pub const UNCONFIRMED: Life = Life::days(14);
/// Failed jobs, kept for the operator (decision 0018).
pub const GIVEN_UP: Life = Life::days(90);
pub const BACKUP: Life = Life::days(14);
/// Captured mails, while no mail server is set (decision 0018).
pub const CAPTURED: Life = Life::days(14);
/// Unused keys of past months: a transaction may still be running that took one for the present month's (decision 0018).
pub const IDLE_KEY: Life = Life::days(2);

/// Lifetime in whole days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Life(i64);

impl Life {
    const fn days(days: i64) -> Self {
        Self(days)
    }

    /// Counts a month as a twelfth of 365 days.
    const fn months(months: i64) -> Self {
        Self(months * 365 / 12)
    }

    pub const fn in_days(self) -> i64 {
        self.0
    }

    pub const fn in_months(self) -> i64 {
        self.0 * 12 / 365
    }

    /// Returns the moment before which lives are over `now`.
    pub fn before(self, now: DateTime<Utc>) -> DateTime<Utc> {
        now - Duration::days(self.0)
    }

    /// Returns the week before which lives are over `today`.
    pub fn before_week(self, today: NaiveDate) -> String {
        time::iso_week(today - Duration::days(self.0))
    }

    /// Returns the last day of a life that began in `week`; `None` when that is not a week.
    pub fn last_day(self, week: &str) -> Option<NaiveDate> {
        Some(time::last_day(week)? + Duration::days(self.0))
    }

    /// Tells whether a life that began in `week` is over `today`.
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

    #[test]
    fn a_life_lies_before_now() {
        let now: DateTime<Utc> = "2026-11-24T12:00:00Z".parse().unwrap();
        let begun: DateTime<Utc> = "2026-11-17T12:00:00Z".parse().unwrap();
        assert_eq!(Life::days(7).before(now), begun);
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
