//! Screens of this feature.

mod agenda;
mod changes;
mod desk;
mod json;
mod papers;
mod public;
mod samples;

pub use agenda::{AgendaPage, Desk, Problem};
pub use changes::ChangesPage;
pub use desk::{EventPage as FormPage, EventsPage as DeskEventsPage};
pub use json::AgendaJson;
pub use papers::PapersPage;
pub use public::{EventPage, EventsPage};

use super::{
    programme::Day,
    slot::SlotKind,
    wording::{foreign, text_with, with_language},
};
use crate::{
    platform::{
        i18n::Language,
        time::{clock_time, long_date},
    },
    stories::ToldBy,
};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub(super) struct DayRow {
    title: String,
    lang: &'static str,
    href: String,
    date: String,
    time: String,
    place: String,
    place_lang: &'static str,
    /// Number of the latest release; 0 before the first.
    version: i32,
}

impl DayRow {
    fn new(day: &Day, version: i32, href: String, reader: Language) -> Self {
        let (title, lang) = with_language(day.title_for(reader), reader);
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

/// A slot of a released agenda.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SlotRow {
    /// Date, unless it is that of the slot before.
    date: String,
    time: String,
    starts: String,
    minutes: i32,
    duration: String,
    /// Name in the component of the line.
    kind: &'static str,
    title: String,
    lang: &'static str,
    /// Author, when they want to be named.
    by: Option<String>,
    story: String,
    /// Address of the story in the library, if it stands there.
    href: Option<String>,
}

/// Formats as `2026-12-03T14:00`.
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

fn told_by(told_by: ToldBy, reader: Language) -> String {
    reader.text(&format!("events-told-by-{told_by}"))
}

fn duration(minutes: i32, reader: Language) -> String {
    reader.text_n("events-minutes", minutes)
}

/// Formats a moment by the clocks of the place: `Thursday 3 December 2026, 14:00`.
fn moment(at: DateTime<Utc>, zone: Tz, reader: Language) -> String {
    super::wording::date_and_time(at.with_timezone(&zone).naive_local(), reader)
}

fn version(number: i32, reader: Language) -> String {
    text_with(reader, "events-version", [("n", number.into())])
}
