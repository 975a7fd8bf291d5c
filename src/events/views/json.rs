//! The agenda for machines: an allow-list of fields, with its own version.

use crate::{
    events::{release::ReleasedAgenda, slot::SlotKind, translation::Translations},
    ids::{EventId, StoryId},
    platform::i18n::Language,
};
use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;

/// Version of the format; fields may be added without a new one. Since 2, times carry their offset from UTC.
const FORMAT: u32 = 2;

/// `/{org}/events/{event}/agenda.json`
#[derive(Debug, Serialize)]
pub struct AgendaJson<'a> {
    format: u32,
    event: EventId,
    version: i32,
    released_at: DateTime<Utc>,
    title: &'a str,
    intro: &'a str,
    language: Language,
    translations: &'a Translations,
    starts_at: String,
    ends_at: String,
    minutes: i32,
    time_zone: &'static str,
    place: &'a str,
    link: &'a str,
    address: &'a str,
    slots: Vec<Slot<'a>>,
}

#[derive(Debug, Serialize)]
struct Slot<'a> {
    kind: SlotKind,
    starts_at: String,
    minutes: i32,
    title: &'a str,
    language: Language,
    story: Option<StoryId>,
}

impl<'a> AgendaJson<'a> {
    /// Makes the document of a release at `address`. Times are those of the clocks in `time_zone`.
    pub fn new(agenda: &'a ReleasedAgenda, address: &'a str) -> Self {
        let day = &agenda.day;
        let told = |at: DateTime<Utc>| {
            let local = at.with_timezone(&day.time_zone);
            local.to_rfc3339_opts(SecondsFormat::Secs, false)
        };
        let slots = agenda.entries.iter().map(|entry| Slot {
            kind: entry.kind,
            starts_at: told(entry.begins),
            minutes: entry.minutes,
            title: &entry.title.text,
            language: entry.title.language,
            story: entry.story,
        });
        Self {
            format: FORMAT,
            event: agenda.event,
            version: agenda.version,
            released_at: agenda.released_at,
            title: &day.title,
            intro: &day.intro,
            language: day.language,
            translations: &day.translations,
            starts_at: told(day.begins()),
            ends_at: told(agenda.ends()),
            minutes: day.minutes,
            time_zone: day.time_zone.name(),
            place: &day.place,
            link: &day.link,
            address,
            slots: slots.collect(),
        }
    }
}
