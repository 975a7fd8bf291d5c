//! Consent: a version may be told when its author agreed to it, or chose beforehand that silence means yes.

use crate::{platform::time, text_enum};
use chrono::{Duration, NaiveDate};

/// Silence that means yes, for authors who chose so.
pub const SILENCE: Duration = Duration::days(14);

text_enum! {
    /// Source of a consent.
    pub enum GivenBy {
        Author = "author",
        Silence = "silence",
    }
}

/// Returns the ISO week before which everybody who was asked has been silent for [`SILENCE`] at least. Only weeks are
/// stored, so silence is counted from the last day of the week of asking: never too early.
pub fn silent_before(today: NaiveDate) -> String {
    time::iso_week(today - SILENCE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_lasts_two_whole_weeks_whenever_in_its_week_the_author_was_asked() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for asked in ["2026-12-21", "2026-12-27"] {
            let week = time::iso_week(day(asked));
            assert!(week >= silent_before(day("2027-01-10")), "14 days after the last day");
            assert!(week < silent_before(day("2027-01-11")));
        }
    }
}
