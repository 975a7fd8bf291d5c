//! A released agenda as a calendar file (RFC 5545): importing a later one updates the first. It is no scheduling
//! message: without an organizer who answers, RFC 5546 allows no method.

use super::{
    release::{Entry, ReleasedAgenda},
    wording::new_dates,
    zone::{self, stamp},
};
use crate::platform::{
    i18n::Language,
    ical::{Lines, escaped},
    time::{clock_time, moment},
};
use chrono::{DateTime, Utc};

/// Writes the calendar of a release for readers of a language; `address` is where the agenda is. Its id is the event's
/// own, which is unique in the world (RFC 7986, 5.3) and stays the same when the site moves.
pub fn calendar(agenda: &ReleasedAgenda, address: &str, reader: Language) -> Vec<u8> {
    let (day, zone) = (&agenda.day, agenda.day.time_zone);
    let mut out = Lines::calendar();
    out.text("CALSCALE", "GREGORIAN");
    for (name, value) in zone::definition(zone, day.begins()) {
        out.text(name, &value);
    }
    out.text("BEGIN", "VEVENT");
    out.text("UID", &agenda.event.to_string());
    out.text("DTSTAMP", &utc(agenda.released_at));
    out.text("LAST-MODIFIED", &utc(agenda.released_at));
    out.text("SEQUENCE", &agenda.version.to_string());
    // In UTC when clocks show the hour twice: local time would be ambiguous.
    if moment(day.starts_at, zone).is_ok() {
        out.text(&format!("DTSTART;TZID={}", zone.name()), &stamp(day.starts_at));
    } else {
        out.text("DTSTART", &utc(day.begins()));
    }
    out.text("DTEND", &utc(agenda.ends()));
    let words = |name: &str, language: Language| format!("{name};LANGUAGE={language}");
    let (title, intro) = (day.title_for(reader), day.intro_for(reader));
    out.text(&words("SUMMARY", title.language), &escaped(title.text));
    let description = description(agenda, intro.text, address, reader);
    out.text(&words("DESCRIPTION", intro.language), &escaped(&description));
    out.text(&words("LOCATION", day.language), &escaped(&day.place));
    out.text("URL", address);
    out.text("STATUS", "CONFIRMED");
    out.text("END", "VEVENT");
    out.end()
}

fn description(agenda: &ReleasedAgenda, intro: &str, address: &str, reader: Language) -> String {
    let slots = agenda.entries.iter().map(|entry| entry.starts_at);
    let dates = new_dates(agenda.day.starts_at, slots, reader);
    let line = |(entry, date): (&Entry, String)| {
        let date = if date.is_empty() { date } else { format!("{date}\n") };
        format!("{date}{} {}", clock_time(entry.starts_at, reader), entry.title.text)
    };
    let lines: Vec<_> = agenda.entries.iter().zip(dates).map(line).collect();
    let lines = lines.join("\n");
    let parts = [intro, &lines, &agenda.day.link, address];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n\n")
}

fn utc(at: DateTime<Utc>) -> String {
    format!("{}Z", stamp(at.naive_utc()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        events::{
            programme::Day,
            release::{Title, Titles},
            slot::SlotKind,
            translation::Translations,
        },
        ids::EventId,
        platform::ical::WIDTH,
    };
    use chrono_tz::Tz;
    use proptest::prelude::*;

    fn agenda(starts_at: &str, title: &str) -> ReleasedAgenda {
        let day = Day {
            title: title.to_owned(),
            intro: "Come, listen; laugh.\nReally".to_owned(),
            starts_at: starts_at.parse().unwrap(),
            minutes: 90,
            time_zone: Tz::Europe__Brussels,
            place: "Room 1".to_owned(),
            link: String::new(),
            language: Language::En,
            translations: Translations::default(),
        };
        let entry = Entry {
            kind: SlotKind::Free,
            story: None,
            title: Title::of_staff("Welcome".to_owned(), Language::En),
            starts_at: day.starts_at,
            begins: day.begins(),
            minutes: 10,
        };
        ReleasedAgenda {
            event: EventId::from(uuid::Uuid::nil()),
            version: 3,
            released_at: DateTime::default(),
            day,
            entries: vec![entry],
            changes: vec![],
            titles: Titles::new(),
        }
    }

    fn unfolded(agenda: &ReleasedAgenda) -> Vec<String> {
        let file = String::from_utf8(calendar(agenda, "https://example.org/a", Language::En)).unwrap();
        let file = file.strip_suffix("\r\n").unwrap().replace("\r\n ", "");
        file.split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn a_whole_calendar() {
        insta::assert_snapshot!(unfolded(&agenda("2026-12-03T14:00:00", "Oops; we did")).join("\n"), @r"
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//Pratfall//Agenda//EN
        CALSCALE:GREGORIAN
        BEGIN:VTIMEZONE
        TZID:Europe/Brussels
        BEGIN:STANDARD
        DTSTART:20250101T010000
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0100
        TZNAME:CET
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:20250330T020000
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0200
        TZNAME:CEST
        END:DAYLIGHT
        BEGIN:STANDARD
        DTSTART:20251026T030000
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0100
        TZNAME:CET
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:20260329T020000
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0200
        TZNAME:CEST
        END:DAYLIGHT
        BEGIN:STANDARD
        DTSTART:20261025T030000
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0100
        TZNAME:CET
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:20270328T020000
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0200
        TZNAME:CEST
        END:DAYLIGHT
        BEGIN:STANDARD
        DTSTART:20271031T030000
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0100
        TZNAME:CET
        END:STANDARD
        END:VTIMEZONE
        BEGIN:VEVENT
        UID:00000000-0000-0000-0000-000000000000
        DTSTAMP:19700101T000000Z
        LAST-MODIFIED:19700101T000000Z
        SEQUENCE:3
        DTSTART;TZID=Europe/Brussels:20261203T140000
        DTEND:20261203T143000Z
        SUMMARY;LANGUAGE=en:Oops\; we did
        DESCRIPTION;LANGUAGE=en:Come\, listen\; laugh.\nReally\n\n14:00 Welcome\n\nhttps://example.org/a
        LOCATION;LANGUAGE=en:Room 1
        URL:https://example.org/a
        STATUS:CONFIRMED
        END:VEVENT
        END:VCALENDAR
        ");
    }

    #[test]
    fn an_event_before_and_one_after_the_change_of_clocks_name_the_same_wall() {
        for start in ["2027-03-28T03:30:00", "2027-10-31T03:30:00", "2027-03-27T14:00:00"] {
            let lines = unfolded(&agenda(start, "x"));
            let expected = format!("DTSTART;TZID=Europe/Brussels:{}", start.replace(['-', ':'], ""));
            assert!(lines.contains(&expected), "{lines:?}");
        }
    }

    #[test]
    fn an_end_is_one_moment_when_clocks_change() {
        let end = |zone, start: &str, minutes| {
            let mut agenda = agenda(start, "x");
            (agenda.day.time_zone, agenda.day.minutes) = (zone, minutes);
            // Slots know their moments, by the clocks of the first zone.
            agenda.entries.clear();
            let lines = unfolded(&agenda);
            lines.into_iter().find(|line| line.starts_with("DTEND")).unwrap()
        };
        let brussels = Tz::Europe__Brussels;
        // 02:30 twice: 60 and 120 minutes from 01:30.
        assert_eq!(end(brussels, "2027-10-31T01:30:00", 60), "DTEND:20271031T003000Z");
        assert_eq!(end(brussels, "2027-10-31T01:30:00", 120), "DTEND:20271031T013000Z");
        // 90 minutes from 01:00 end at 03:30 on the wall.
        assert_eq!(end(brussels, "2027-03-28T01:00:00", 90), "DTEND:20270328T013000Z");
        // Half an hour twice: 01:45 comes 30 and 60 minutes after 01:15.
        let howe = Tz::Australia__Lord_Howe;
        assert_eq!(end(howe, "2027-04-04T01:15:00", 30), "DTEND:20270403T144500Z");
        assert_eq!(end(howe, "2027-04-04T01:15:00", 60), "DTEND:20270403T151500Z");
    }

    proptest! {
        #[test]
        fn lines_are_folded_between_characters_and_nothing_is_smuggled_in(title in "\\PC{0,300}|(.|\r|\n|\u{1f9d1}){0,99}") {
            let agenda = agenda("2026-12-03T14:00:00", &title);
            let file = String::from_utf8(calendar(&agenda, "https://example.org/a", Language::En)).unwrap();
            for line in file.split("\r\n") {
                prop_assert!(line.len() <= WIDTH, "{line}");
                prop_assert!(!line.contains(['\r', '\n']));
            }
            let summaries = unfolded(&agenda).into_iter().filter(|l| l.starts_with("SUMMARY")).collect::<Vec<_>>();
            prop_assert_eq!(summaries.len(), 1);
            let text = summaries[0].strip_prefix("SUMMARY;LANGUAGE=en:").unwrap();
            let plain: String = title.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
            prop_assert_eq!(unescaped(text), plain);
        }
    }

    fn unescaped(text: &str) -> String {
        let mut out = String::new();
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            match (c, c == '\\') {
                (_, true) => match chars.next() {
                    Some('n') => out.push('\n'),
                    Some(c) => out.push(c),
                    None => {}
                },
                (c, false) => out.push(c),
            }
        }
        out
    }
}
