//! Local times in a zone, ISO weeks, and dates in words.

use super::i18n::Language;
use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Timelike, Utc};
use chrono_tz::Tz;

/// Failure to turn a wall-clock time into a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LocalTimeError {
    #[error("skipped by daylight saving")]
    Skipped,
    #[error("happens twice")]
    Twice,
}

/// Returns the moment of a wall-clock time.
pub fn moment(local: NaiveDateTime, zone: Tz) -> Result<DateTime<Utc>, LocalTimeError> {
    match zone.from_local_datetime(&local) {
        chrono::LocalResult::Single(at) => Ok(at.to_utc()),
        chrono::LocalResult::None => Err(LocalTimeError::Skipped),
        chrono::LocalResult::Ambiguous(..) => Err(LocalTimeError::Twice),
    }
}

/// Returns the beginning of the next day, where clocks may skip midnight.
pub fn next_day(now: DateTime<Tz>) -> DateTime<Utc> {
    let midnight = (now.date_naive() + Duration::days(1)).and_time(NaiveTime::MIN);
    let mut halves = (0..6).map(|halves| midnight + Duration::minutes(30 * halves));
    let begins = halves.find_map(|local| now.timezone().from_local_datetime(&local).earliest());
    begins.unwrap_or(now).to_utc()
}

/// Returns the ISO 8601 week of a day, `2026-W48`: the only date a story carries.
pub fn iso_week(day: NaiveDate) -> String {
    let week = day.iso_week();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// Returns the Sunday that ends an ISO 8601 week, `2026-W48`.
pub fn last_day(week: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(&format!("{week}-7"), "%G-W%V-%u").ok()
}

/// Returns the month of a day, `2026-11`.
pub fn month(day: NaiveDate) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

/// Formats `Thursday 3 December 2026`.
pub fn long_date(day: NaiveDate, language: Language) -> String {
    day.format_localized("%A %-d %B %Y", language.locale()).to_string()
}

/// Formats `3 December`.
pub fn short_date(day: NaiveDate, language: Language) -> String {
    day.format_localized("%-d %B", language.locale()).to_string()
}

/// Formats `14:05`; in French `14 h 05`, with spaces that do not break, and `14 h` on the hour.
pub fn clock_time(at: impl Timelike, language: Language) -> String {
    let (hour, minute) = (at.hour(), at.minute());
    match (language, minute) {
        (Language::Fr, 0) => format!("{hour}\u{a0}h"),
        (Language::Fr, _) => format!("{hour}\u{a0}h\u{a0}{minute:02}"),
        (Language::Nl | Language::En, _) => format!("{hour:02}:{minute:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_begins_when_clocks_show_it() {
        for (zone, now, begins) in [
            (Tz::Europe__Brussels, "2026-11-29T12:00:00Z", "2026-11-29T23:00:00Z"),
            (Tz::Europe__Brussels, "2027-03-28T22:30:00Z", "2027-03-29T22:00:00Z"),
            // Clocks go from midnight to one.
            (Tz::Asia__Beirut, "2026-03-28T12:00:00Z", "2026-03-28T22:00:00Z"),
        ] {
            let now: DateTime<Utc> = now.parse().unwrap();
            assert_eq!(
                next_day(now.with_timezone(&zone)),
                begins.parse::<DateTime<Utc>>().unwrap(),
                "{zone}"
            );
        }
    }

    #[test]
    fn daylight_saving_in_brussels() {
        let brussels = Tz::Europe__Brussels;
        assert_eq!(moment(at("2027-03-28T02:30:00"), brussels), Err(LocalTimeError::Skipped));
        assert_eq!(moment(at("2027-10-31T02:30:00"), brussels), Err(LocalTimeError::Twice));
        let summer = moment(at("2027-07-01T12:00:00"), brussels).unwrap();
        assert_eq!(summer.naive_utc(), at("2027-07-01T10:00:00"));
    }

    #[test]
    fn weeks_follow_iso_8601_around_new_year() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert_eq!(iso_week(day(2026, 11, 24)), "2026-W48");
        assert_eq!(iso_week(day(2027, 1, 1)), "2026-W53");
        assert_eq!(iso_week(day(2024, 12, 30)), "2025-W01");
        assert_eq!(last_day("2026-W48"), Some(day(2026, 11, 29)));
        assert_eq!(last_day("2026-W53"), Some(day(2027, 1, 3)));
        assert_eq!(last_day("2027-W53"), None, "a year of 52 weeks");
    }

    #[test]
    fn dates_are_said_in_each_language() {
        let day = NaiveDate::from_ymd_opt(2026, 12, 3).unwrap();
        assert_eq!(long_date(day, Language::Nl), "donderdag 3 december 2026");
        assert_eq!(long_date(day, Language::Fr), "jeudi 3 décembre 2026");
        assert_eq!(long_date(day, Language::En), "Thursday 3 December 2026");
        assert_eq!(short_date(day, Language::Fr), "3 décembre");
    }

    #[test]
    fn hours_are_said_in_each_language() {
        let said = |time: &str, language| clock_time(at(&format!("2026-12-03T{time}")), language);
        for (time, other, french) in [
            ("14:00:00", "14:00", "14\u{a0}h"),
            ("14:30:00", "14:30", "14\u{a0}h\u{a0}30"),
            ("09:05:00", "09:05", "9\u{a0}h\u{a0}05"),
            ("00:00:00", "00:00", "0\u{a0}h"),
        ] {
            assert_eq!(said(time, Language::Fr), french);
            assert_eq!(said(time, Language::Nl), other);
            assert_eq!(said(time, Language::En), other);
        }
    }
}
