//! When a day begins: a date and a time of day on the wall of a place. Durations are counted in real minutes, so a
//! slot across a change of daylight-saving time moves the wall clock of the next by an hour more or less.

use crate::platform::{
    text::TextError,
    time::{LocalTimeError, moment},
};
use chrono::{DateTime, Datelike, Duration, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

/// The years in which a day can be planned; anything else is a slip of the keyboard.
const YEARS: std::ops::RangeInclusive<i32> = 2020..=2099;

/// The date of a form, `2026-12-03`.
///
/// # Errors
/// [`TextError`] when it is none, or far from now.
pub fn date(raw: &str) -> Result<NaiveDate, TextError> {
    let raw = required(raw)?;
    let day = NaiveDate::parse_from_str(raw, "%Y-%m-%d").map_err(|_| TextError::Form("events-field-date"))?;
    if YEARS.contains(&day.year()) {
        Ok(day)
    } else {
        Err(TextError::Form("events-field-date-year"))
    }
}

/// The time of day of a form, `14:30`; seconds may follow and must be none.
///
/// # Errors
/// [`TextError`] when it is none.
pub fn time(raw: &str) -> Result<NaiveTime, TextError> {
    let raw = required(raw)?;
    let raw = raw
        .strip_suffix(":00")
        .filter(|rest| rest.contains(':'))
        .unwrap_or(raw);
    NaiveTime::parse_from_str(raw, "%H:%M").map_err(|_| TextError::Form("events-field-time"))
}

/// The IANA zone of a form, `Europe/Brussels`.
///
/// # Errors
/// [`TextError`] when it is unknown.
pub fn zone(raw: &str) -> Result<Tz, TextError> {
    required(raw)?
        .parse()
        .map_err(|_| TextError::Form("events-field-time-zone"))
}

fn required(raw: &str) -> Result<&str, TextError> {
    let raw = raw.trim();
    if raw.is_empty() {
        Err(TextError::Required)
    } else {
        Ok(raw)
    }
}

/// The wall-clock time of a date and a time, if clocks in `zone` show it once.
///
/// # Errors
/// [`TextError`] for a time that is skipped or happens twice when clocks change.
pub fn start(day: NaiveDate, time: NaiveTime, zone: Tz) -> Result<NaiveDateTime, TextError> {
    let local = day.and_time(time);
    match moment(local, zone) {
        Ok(_) => Ok(local),
        Err(LocalTimeError::Skipped) => Err(TextError::Form("events-field-time-skipped")),
        Err(LocalTimeError::Twice) => Err(TextError::Form("events-field-time-twice")),
    }
}

/// The moment of a wall-clock time that was one when it was typed. Should a government change its clocks since: the
/// earlier of two, the hour after a skipped one.
pub fn instant(local: NaiveDateTime, zone: Tz) -> DateTime<Utc> {
    let at = |local| zone.from_local_datetime(&local).earliest();
    at(local)
        .or_else(|| at(local + Duration::hours(1)))
        .map_or_else(|| local.and_utc(), |at| at.to_utc())
}

/// The moment of a wall-clock time: of two, the one nearest to when it is `due`.
pub fn nearest(local: NaiveDateTime, zone: Tz, due: DateTime<Utc>) -> DateTime<Utc> {
    match zone.from_local_datetime(&local) {
        LocalResult::Ambiguous(one, other) => {
            let far = |at: &DateTime<Tz>| (at.to_utc() - due).abs();
            if far(&one) <= far(&other) { one } else { other }.to_utc()
        }
        LocalResult::Single(_) | LocalResult::None => instant(local, zone),
    }
}

/// What the clock on the wall shows `minutes` after it showed `local`.
pub fn later(local: NaiveDateTime, minutes: i32, zone: Tz) -> NaiveDateTime {
    let at = instant(local, zone) + Duration::minutes(minutes.into());
    at.with_timezone(&zone).naive_local()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Tz::Europe__Brussels as BRUSSELS;
    use proptest::prelude::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn dates_and_times_are_read_strictly() {
        assert_eq!(
            date(" 2028-02-29 "),
            Ok(NaiveDate::from_ymd_opt(2028, 2, 29).unwrap())
        );
        for bad in ["2027-02-29", "3/12/2026", "x", "2026-13-01"] {
            assert_eq!(date(bad), Err(TextError::Form("events-field-date")), "{bad}");
        }
        for far in ["0000-01-01", "1969-12-31", "9999-12-31"] {
            assert_eq!(date(far), Err(TextError::Form("events-field-date-year")), "{far}");
        }
        assert_eq!(date("  "), Err(TextError::Required));
        assert_eq!(time("14:30"), time("14:30:00"));
        for bad in ["24:00", "2 pm", "14", "14:30:30", "14:60", "00"] {
            assert_eq!(time(bad), Err(TextError::Form("events-field-time")), "{bad}");
        }
        assert_eq!(zone("Europe/Brussels"), Ok(BRUSSELS));
        assert_eq!(
            zone("Mars/Olympus"),
            Err(TextError::Form("events-field-time-zone"))
        );
    }

    #[test]
    fn a_time_that_clocks_skip_or_show_twice_is_no_start() {
        let start = |text: &str| super::start(at(text).date(), at(text).time(), BRUSSELS);
        assert_eq!(
            start("2027-03-28T02:30:00"),
            Err(TextError::Form("events-field-time-skipped"))
        );
        assert_eq!(
            start("2027-10-31T02:30:00"),
            Err(TextError::Form("events-field-time-twice"))
        );
        assert!(start("2027-03-28T03:00:00").is_ok());
        assert!(start("2027-10-31T03:00:00").is_ok());
    }

    #[test]
    fn minutes_are_real_minutes() {
        assert_eq!(
            later(at("2027-03-28T01:30:00"), 60, BRUSSELS),
            at("2027-03-28T03:30:00")
        );
        assert_eq!(
            later(at("2027-10-31T01:30:00"), 120, BRUSSELS),
            at("2027-10-31T02:30:00")
        );
        assert_eq!(
            later(at("2026-12-03T23:45:00"), 30, BRUSSELS),
            at("2026-12-04T00:15:00")
        );
    }

    #[test]
    fn a_time_that_clocks_skip_since_is_an_hour_later() {
        let moment = instant(at("2027-03-28T02:30:00"), BRUSSELS);
        assert_eq!(moment, "2027-03-28T01:30:00Z".parse::<DateTime<Utc>>().unwrap());
    }

    #[test]
    fn of_two_moments_of_one_time_the_due_one_is_meant() {
        let start = instant(at("2027-10-31T01:30:00"), BRUSSELS);
        for minutes in [60, 120] {
            let due = start + Duration::minutes(minutes);
            assert_eq!(nearest(at("2027-10-31T02:30:00"), BRUSSELS, due), due);
        }
    }

    proptest! {
        #[test]
        fn later_and_back(hours in 0_i64..80_000, minutes in 0..1440) {
            let local = at("2020-01-01T12:00:00") + Duration::hours(hours);
            prop_assume!(moment(local, BRUSSELS).is_ok());
            let end = later(local, minutes, BRUSSELS);
            prop_assume!(moment(end, BRUSSELS).is_ok());
            prop_assert_eq!(later(end, -minutes, BRUSSELS), local);
        }
    }
}
