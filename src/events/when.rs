//! Local date and time of a day. Durations are counted in real minutes, so a slot across a change of daylight-saving
//! time moves the wall clock of the next by an hour more or less.

use crate::platform::{
    text::TextError,
    time::{LocalTimeError, moment},
};
use chrono::{DateTime, Datelike, Duration, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

/// Years in which a day can be planned; anything else is a typing error.
const YEARS: std::ops::RangeInclusive<i32> = 2020..=2099;

/// Parses a date, `2026-12-03`.
pub fn date(raw: &str) -> Result<NaiveDate, TextError> {
    let raw = required(raw)?;
    let day = NaiveDate::parse_from_str(raw, "%Y-%m-%d").map_err(|_| TextError::Form("events-field-date"))?;
    if YEARS.contains(&day.year()) { Ok(day) } else { Err(TextError::Form("events-field-date-year")) }
}

/// Parses a time of day, `14:30`; seconds may follow and must be zero.
pub fn time(raw: &str) -> Result<NaiveTime, TextError> {
    let raw = required(raw)?;
    let raw = raw.strip_suffix(":00").filter(|rest| rest.contains(':')).unwrap_or(raw);
    NaiveTime::parse_from_str(raw, "%H:%M").map_err(|_| TextError::Form("events-field-time"))
}

/// Parses an IANA zone, `Europe/Brussels`.
pub fn zone(raw: &str) -> Result<Tz, TextError> {
    required(raw)?.parse().map_err(|_| TextError::Form("events-field-time-zone"))
}

fn required(raw: &str) -> Result<&str, TextError> {
    let raw = raw.trim();
    if raw.is_empty() { Err(TextError::Required) } else { Ok(raw) }
}

/// Combines a date and a time. Fails for a time that is skipped or happens twice when clocks change.
pub fn start(day: NaiveDate, time: NaiveTime, zone: Tz) -> Result<NaiveDateTime, TextError> {
    let local = day.and_time(time);
    match moment(local, zone) {
        Ok(_) => Ok(local),
        Err(LocalTimeError::Skipped) => Err(TextError::Form("events-field-time-skipped")),
        Err(LocalTimeError::Twice) => Err(TextError::Form("events-field-time-twice")),
    }
}

/// Returns the moment of a local time that was valid when it was typed. If a government changed its clocks since: the
/// earlier of two, or the hour after a skipped one.
pub fn instant(local: NaiveDateTime, zone: Tz) -> DateTime<Utc> {
    let at = |local| zone.from_local_datetime(&local).earliest();
    at(local).or_else(|| at(local + Duration::hours(1))).map_or_else(|| local.and_utc(), |at| at.to_utc())
}

/// Returns the moment of a local time: of two, the one nearest to `due`.
pub fn nearest(local: NaiveDateTime, zone: Tz, due: DateTime<Utc>) -> DateTime<Utc> {
    match zone.from_local_datetime(&local) {
        LocalResult::Ambiguous(one, other) => {
            let far = |at: &DateTime<Tz>| (at.to_utc() - due).abs();
            if far(&one) <= far(&other) { one } else { other }.to_utc()
        }
        LocalResult::Single(_) | LocalResult::None => instant(local, zone),
    }
}

/// Adds minutes to a local time.
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
        assert_eq!(date(" 2028-02-29 "), Ok(NaiveDate::from_ymd_opt(2028, 2, 29).unwrap()));
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
        assert_eq!(zone("Mars/Olympus"), Err(TextError::Form("events-field-time-zone")));
    }

    #[test]
    fn a_time_that_clocks_skip_or_show_twice_is_no_start() {
        let start = |text: &str| super::start(at(text).date(), at(text).time(), BRUSSELS);
        assert_eq!(start("2027-03-28T02:30:00"), Err(TextError::Form("events-field-time-skipped")));
        assert_eq!(start("2027-10-31T02:30:00"), Err(TextError::Form("events-field-time-twice")));
        assert!(start("2027-03-28T03:00:00").is_ok());
        assert!(start("2027-10-31T03:00:00").is_ok());
    }

    #[test]
    fn minutes_are_real_minutes() {
        assert_eq!(later(at("2027-03-28T01:30:00"), 60, BRUSSELS), at("2027-03-28T03:30:00"));
        assert_eq!(later(at("2027-10-31T01:30:00"), 120, BRUSSELS), at("2027-10-31T02:30:00"));
        assert_eq!(later(at("2026-12-03T23:45:00"), 30, BRUSSELS), at("2026-12-04T00:15:00"));
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
