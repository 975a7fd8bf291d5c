//! Events, slots and releases as the database stores them.

use super::{
    change::Change,
    programme::{Day, Placed, Programme},
    slot::{Content, SlotKind},
    translation::Translations,
};
use crate::{
    ids::{EventId, SlotId, StoryId},
    platform::i18n::Language,
    schema::{events, release_slots, releases, slots},
};
use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;
use diesel::prelude::*;
use serde::Serialize;

/// A day on which stories are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub id: EventId,
    pub day: Day,
}

/// A slot of the working agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Slot {
    pub id: SlotId,
    pub content: Content,
    pub minutes: i32,
}

/// Returns the slots' ids in order.
pub fn order(slots: &[Slot]) -> Vec<SlotId> {
    slots.iter().map(|slot| slot.id).collect()
}

/// A frozen, numbered version of an agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    pub event: EventId,
    /// Number, from 1.
    pub version: i32,
    pub released_at: DateTime<Utc>,
    pub day: Day,
    /// Differences from the release before.
    pub changes: Vec<Change>,
}

impl Release {
    /// Returns a first release for samples of pages.
    pub fn sample(day: Day) -> Self {
        let released_at = DateTime::UNIX_EPOCH;
        Self { event: EventId::new(), version: 1, released_at, day, changes: vec![] }
    }

    pub fn programme(&self, slots: Vec<Placed>) -> Programme {
        Programme { day: self.day.clone(), slots }
    }
}

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = events, check_for_backend(diesel::pg::Pg))]
pub(super) struct EventRow {
    id: EventId,
    title: String,
    intro: String,
    starts_at: NaiveDateTime,
    minutes: i32,
    time_zone: String,
    place: String,
    link: String,
    language: Language,
    translations: Translations,
}

impl From<&Event> for EventRow {
    fn from(Event { id, day }: &Event) -> Self {
        let day = day.clone();
        Self {
            id: *id,
            title: day.title,
            intro: day.intro,
            starts_at: day.starts_at,
            minutes: day.minutes,
            time_zone: day.time_zone.name().to_owned(),
            place: day.place,
            link: day.link,
            language: day.language,
            translations: day.translations,
        }
    }
}

impl From<EventRow> for Event {
    fn from(row: EventRow) -> Self {
        Self {
            id: row.id,
            day: Day {
                title: row.title,
                intro: row.intro,
                starts_at: row.starts_at,
                minutes: row.minutes,
                time_zone: row.time_zone.parse().unwrap_or(Tz::UTC),
                place: row.place,
                link: row.link,
                language: row.language,
                translations: row.translations,
            },
        }
    }
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = slots, check_for_backend(diesel::pg::Pg))]
pub(super) struct SlotRow {
    pub id: SlotId,
    pub kind: SlotKind,
    pub story_id: Option<StoryId>,
    pub title: Option<String>,
    pub minutes: i32,
}

impl From<&Slot> for SlotRow {
    fn from(slot: &Slot) -> Self {
        Self {
            id: slot.id,
            kind: slot.content.kind(),
            story_id: slot.content.story(),
            title: slot.content.title().map(str::to_owned),
            minutes: slot.minutes,
        }
    }
}

impl SlotRow {
    /// Converts the row; `None` for content that the table's constraint rules out.
    pub(super) fn slot(self) -> Option<Slot> {
        Some(Slot {
            id: self.id,
            content: Content::of(self.kind, self.story_id, self.title)?,
            minutes: self.minutes,
        })
    }
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = releases, check_for_backend(diesel::pg::Pg))]
pub(super) struct ReleaseRow {
    event_id: EventId,
    version: i32,
    released_at: DateTime<Utc>,
    title: String,
    intro: String,
    starts_at: NaiveDateTime,
    minutes: i32,
    time_zone: String,
    place: String,
    link: String,
    language: Language,
    translations: Translations,
    changes: serde_json::Value,
}

impl ReleaseRow {
    pub(super) fn of(release: &Release) -> anyhow::Result<Self> {
        let day = release.day.clone();
        Ok(Self {
            event_id: release.event,
            version: release.version,
            released_at: release.released_at,
            title: day.title,
            intro: day.intro,
            starts_at: day.starts_at,
            minutes: day.minutes,
            time_zone: day.time_zone.name().to_owned(),
            place: day.place,
            link: day.link,
            language: day.language,
            translations: day.translations,
            changes: serde_json::to_value(&release.changes)?,
        })
    }
}

impl From<ReleaseRow> for Release {
    fn from(row: ReleaseRow) -> Self {
        Self {
            event: row.event_id,
            version: row.version,
            released_at: row.released_at,
            day: Day {
                title: row.title,
                intro: row.intro,
                starts_at: row.starts_at,
                minutes: row.minutes,
                time_zone: row.time_zone.parse().unwrap_or(Tz::UTC),
                place: row.place,
                link: row.link,
                language: row.language,
                translations: row.translations,
            },
            // A release outlives the program that made it: changes of a kind it does not know are left out.
            changes: serde_json::from_value::<Vec<serde_json::Value>>(row.changes)
                .unwrap_or_default()
                .into_iter()
                .filter_map(|change| serde_json::from_value(change).ok())
                .collect(),
        }
    }
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = release_slots, check_for_backend(diesel::pg::Pg))]
pub(super) struct PlacedRow {
    position: i32,
    kind: SlotKind,
    story_id: Option<StoryId>,
    title: Option<String>,
    starts_at: NaiveDateTime,
    minutes: i32,
}

impl PlacedRow {
    pub(super) fn of(position: i32, slot: &Placed) -> Self {
        Self {
            position,
            kind: slot.content.kind(),
            story_id: slot.content.story(),
            title: slot.content.title().map(str::to_owned),
            starts_at: slot.starts_at,
            minutes: slot.minutes,
        }
    }

    /// Converts the row; `None` for content that the table's constraint rules out.
    pub(super) fn placed(self) -> Option<Placed> {
        Some(Placed {
            content: Content::of(self.kind, self.story_id, self.title)?,
            starts_at: self.starts_at,
            minutes: self.minutes,
        })
    }
}
