//! Screens of this feature.

mod agenda;
mod changes;
mod desk;
mod json;
mod public;
mod samples;

pub use agenda::{AgendaPage, Desk, Problem};
pub use changes::ChangesPage;
pub use desk::{EventPage as FormPage, EventsPage as DeskEventsPage};
pub use json::AgendaJson;
pub use public::{EventPage, EventsPage};

use super::{
    programme::Day,
    slot::SlotKind,
    wording::{foreign, said, shown},
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
    place_lang: &'static str,
    /// Number of the latest release; 0 when there is none.
    version: i32,
}

impl DayRow {
    fn new(day: &Day, version: i32, href: String, reader: Language) -> Self {
        let (title, lang) = shown(day.title_for(reader), reader);
        Self {
            title,
            lang,
            href,
            date: long_date(day.starts_at.date(), reader),
            time: clock_time(day.starts_at, reader),
            place: day.place.clone(),
            place_lang: foreign(day.language, reader),
            version,
        }
    }
}

/// One place on the line.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SlotRow {
    /// The date, where it is not that of what comes before.
    date: String,
    time: String,
    starts: String,
    minutes: i32,
    duration: String,
    /// As the component of the line calls it.
    kind: &'static str,
    title: String,
    lang: &'static str,
    /// Who told it, when they want that to be known.
    by: Option<String>,
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
