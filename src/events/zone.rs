//! A time zone spelt out for calendar files (RFC 5545, 3.6.5): every change of its clocks around an event.

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::{OffsetComponents, OffsetName, Tz};

/// Clocks of a zone from a moment on.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Observance {
    seconds: i32,
    name: String,
    daylight: bool,
}

/// Returns the lines of the `VTIMEZONE` for events around `at`: the year before, its own and the year after. Each
/// change is listed with its date: a rule without end would be shorter, and wrong as soon as a law changes.
pub fn definition(zone: Tz, at: DateTime<Utc>) -> Vec<(&'static str, String)> {
    let new_year = |year: i32| {
        let day = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
        day.and_time(chrono::NaiveTime::MIN).and_utc()
    };
    let (start, end) = (new_year(at.year() - 1), new_year(at.year() + 2));
    let mut lines = vec![("BEGIN", "VTIMEZONE".to_owned()), ("TZID", zone.name().to_owned())];
    let mut now = observed(zone, start);
    push(&mut lines, start, &now, &now);
    for (moment, next) in changes(zone, start, end) {
        push(&mut lines, moment, &now, &next);
        now = next;
    }
    lines.push(("END", "VTIMEZONE".to_owned()));
    lines
}

fn push(lines: &mut Vec<(&'static str, String)>, at: DateTime<Utc>, before: &Observance, after: &Observance) {
    let part = if after.daylight { "DAYLIGHT" } else { "STANDARD" };
    // The onset is expressed by the clocks before it.
    let onset = at.naive_utc() + Duration::seconds(before.seconds.into());
    lines.extend([
        ("BEGIN", part.to_owned()),
        ("DTSTART", stamp(onset)),
        ("TZOFFSETFROM", offset(before.seconds)),
        ("TZOFFSETTO", offset(after.seconds)),
        ("TZNAME", after.name.clone()),
        ("END", part.to_owned()),
    ]);
}

/// Formats as `20261203T140000`.
pub(super) fn stamp(at: NaiveDateTime) -> String {
    at.format("%Y%m%dT%H%M%S").to_string()
}

/// Formats as `+0100`, with seconds only where there are some.
fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let (s, rest) = (seconds.abs() % 60, seconds.abs() / 60);
    let whole = format!("{sign}{:02}{:02}", rest / 60, rest % 60);
    if s == 0 { whole } else { format!("{whole}{s:02}") }
}

fn observed(zone: Tz, at: DateTime<Utc>) -> Observance {
    let offset = zone.offset_from_utc_datetime(&at.naive_utc());
    let seconds = offset.fix().local_minus_utc();
    Observance {
        seconds,
        name: offset.abbreviation().map_or_else(|| self::offset(seconds), str::to_owned),
        daylight: offset.dst_offset() > Duration::zero(),
    }
}

/// Finds the changes from `start` to `end`: day by day, then to the second.
fn changes(zone: Tz, start: DateTime<Utc>, end: DateTime<Utc>) -> Vec<(DateTime<Utc>, Observance)> {
    let mut found = vec![];
    let mut day = start;
    while day < end {
        let next = day + Duration::days(1);
        let after = observed(zone, next);
        if observed(zone, day) != after {
            found.push((onset(zone, day, next), after));
        }
        day = next;
    }
    found
}

/// Finds the first second at which clocks show what they show at `after` and not at `before`.
fn onset(zone: Tz, mut before: DateTime<Utc>, mut after: DateTime<Utc>) -> DateTime<Utc> {
    let there = observed(zone, after);
    while after - before > Duration::seconds(1) {
        let middle = before + Duration::seconds((after - before).num_seconds() / 2);
        if observed(zone, middle) == there {
            after = middle;
        } else {
            before = middle;
        }
    }
    after
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(zone: Tz, year: i32) -> String {
        let at = Utc.with_ymd_and_hms(year, 6, 1, 0, 0, 0).unwrap();
        let lines = definition(zone, at);
        let starts = |name: &str| {
            lines.iter().filter(|(n, _)| *n == name).map(|(_, v)| v.as_str()).collect::<Vec<_>>().join(" ")
        };
        format!(
            "{}\n{}\n{}\n{}",
            starts("DTSTART"),
            starts("TZOFFSETFROM"),
            starts("TZOFFSETTO"),
            starts("TZNAME")
        )
    }

    #[test]
    fn brussels_changes_its_clocks_on_the_last_sundays_of_march_and_october() {
        insta::assert_snapshot!(told(Tz::Europe__Brussels, 2027), @r"
        20260101T010000 20260329T020000 20261025T030000 20270328T020000 20271031T030000 20280326T020000 20281029T030000
        +0100 +0100 +0200 +0100 +0200 +0100 +0200
        +0100 +0200 +0100 +0200 +0100 +0200 +0100
        CET CEST CET CEST CET CEST CET
        ");
    }

    #[test]
    fn other_parts_of_the_world() {
        insta::assert_snapshot!(told(Tz::Asia__Kolkata, 2027), @r"
        20260101T053000
        +0530
        +0530
        IST
        ");
        insta::assert_snapshot!(told(Tz::America__New_York, 2027), @r"
        20251231T190000 20260308T020000 20261101T020000 20270314T020000 20271107T020000 20280312T020000 20281105T020000
        -0500 -0500 -0400 -0500 -0400 -0500 -0400
        -0500 -0400 -0500 -0400 -0500 -0400 -0500
        EST EDT EST EDT EST EDT EST
        ");
        insta::assert_snapshot!(told(Tz::UTC, 2027), @r"
        20260101T000000
        +0000
        +0000
        UTC
        ");
    }
}
