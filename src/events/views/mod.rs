//! Screens of this feature.

mod agenda;
mod desk;
mod json;
mod public;

pub use agenda::{AgendaPage, Desk, Note, Problem};
pub use desk::{EventPage as FormPage, EventsPage as DeskEventsPage};
pub use json::AgendaJson;
pub use public::{ChangesPage, EventPage, EventsPage};

use super::{
    programme::Day,
    release::{ReleasedAgenda, Title},
    slot::SlotKind,
    wording::{foreign, said},
};
use crate::platform::{
    i18n::Language,
    time::{clock_time, long_date},
};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::Serialize;

/// A day in a list.
#[derive(Debug, Clone, Serialize)]
pub(super) struct DayRow {
    title: String,
    lang: &'static str,
    href: String,
    date: String,
    time: String,
    place: String,
    /// Number of the latest release; 0 when there is none.
    version: i32,
}

impl DayRow {
    fn new(day: &Day, version: i32, href: String, reader: Language) -> Self {
        Self {
            title: day.title.clone(),
            lang: foreign(day.language, reader),
            href,
            date: long_date(day.starts_at.date(), reader),
            time: clock_time(day.starts_at),
            place: day.place.clone(),
            version,
        }
    }
}

/// One place on the line.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SlotRow {
    time: String,
    starts: String,
    minutes: i32,
    duration: String,
    /// As the component of the line calls it.
    kind: &'static str,
    title: String,
    lang: &'static str,
    story: String,
}

/// `2026-12-03T14:00`
fn local(at: chrono::NaiveDateTime) -> String {
    at.format("%Y-%m-%dT%H:%M").to_string()
}

fn kind(kind: SlotKind) -> &'static str {
    match kind {
        SlotKind::Story => "story",
        SlotKind::Break => "break",
        SlotKind::Free => "word",
    }
}

fn duration(minutes: i32, reader: Language) -> String {
    reader.text_n("events-minutes", minutes)
}

/// A moment as the clocks of the place show it: `Thursday 3 December 2026, 14:00`.
fn moment(at: DateTime<Utc>, zone: Tz, reader: Language) -> String {
    super::wording::date_and_time(at.with_timezone(&zone).naive_local(), reader)
}

fn version(number: i32, reader: Language) -> String {
    said(reader, "events-version", [("n", number.into())])
}

/// A release to try pages with.
fn sample_release(language: Language) -> ReleasedAgenda {
    use super::{change::Change, release::Entry, slot::Content};
    use crate::ids::{EventId, StoryId};
    let day = sample_day(language);
    let story = StoryId::new();
    let title = Title {
        text: "La facture partie deux fois".to_owned(),
        language: Language::Fr,
    };
    let entry = |kind, story, text: &str| Entry {
        kind,
        story,
        title: Title {
            text: text.to_owned(),
            language,
        },
        starts_at: day.starts_at,
        minutes: 10,
    };
    ReleasedAgenda {
        event: EventId::new(),
        version: 2,
        released_at: DateTime::default(),
        entries: vec![
            entry(SlotKind::Free, None, "Welcome"),
            Entry {
                title: title.clone(),
                ..entry(SlotKind::Story, Some(story), "")
            },
            entry(SlotKind::Break, None, "Coffee"),
        ],
        changes: vec![
            Change::Intro,
            Change::Removed {
                content: Content::Story(story),
            },
        ],
        titles: std::iter::once((story, title)).collect(),
        day,
    }
}

fn sample_day(language: Language) -> Day {
    Day {
        title: "Oops".to_owned(),
        intro: "What went wrong.\n\nAnd what came of it.".to_owned(),
        starts_at: chrono::NaiveDate::from_ymd_opt(2026, 12, 3)
            .unwrap_or_default()
            .and_time(chrono::NaiveTime::MIN),
        minutes: 60,
        time_zone: Tz::Europe__Brussels,
        place: "Room 1".to_owned(),
        link: "https://meet.example.org/oops".to_owned(),
        language,
    }
}
