//! Events and working agendas in the database.

mod releases;

pub use releases::*;

use super::{
    model::{Event, EventRow, Slot, SlotRow},
    programme::Placed,
    release::{Candidate, Title, Titles},
};
use crate::{
    ids::{EventId, OrganisationId, SlotId, StoryId},
    platform::{db::Tx, error::Error, keys::Keys},
    schema::{events, slots},
    stories::{self, Anonymity, Intensity, Told, ToldBy},
};
use diesel::{
    prelude::*,
    result::{DatabaseErrorKind::UniqueViolation, Error as Diesel},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::collections::BTreeMap;

/// Events in a list, newest first.
pub const MOST_EVENTS: i64 = 300;

/// Lists the events of an organisation, latest first.
pub async fn all(conn: &mut AsyncPgConnection, organisation: OrganisationId) -> Result<Vec<Event>, Error> {
    let rows: Vec<EventRow> = events::table
        .filter(events::organisation_id.eq(organisation))
        .order((events::starts_at.desc(), events::id.desc()))
        .limit(MOST_EVENTS)
        .select(EventRow::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

pub async fn event(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    id: EventId,
) -> Result<Event, Error> {
    let row: EventRow =
        events::table.find((organisation, id)).select(EventRow::as_select()).first(conn).await?;
    Ok(row.into())
}

/// Locks an event until the transaction ends, so that agendas change and are released one act at a time.
pub async fn lock(tx: &mut Tx<'_>, organisation: OrganisationId, id: EventId) -> Result<Event, Error> {
    let row: EventRow = events::table
        .find((organisation, id))
        .for_no_key_update()
        .select(EventRow::as_select())
        .first(&mut **tx)
        .await?;
    Ok(row.into())
}

/// Inserts an event, unless there is one of this id. Returns true when it was inserted.
pub async fn insert(tx: &mut Tx<'_>, organisation: OrganisationId, event: &Event) -> Result<bool, Error> {
    let added = diesel::insert_into(events::table)
        .values((events::organisation_id.eq(organisation), EventRow::from(event)))
        .on_conflict_do_nothing()
        .execute(&mut **tx)
        .await?;
    Ok(added == 1)
}

pub async fn update(tx: &mut Tx<'_>, organisation: OrganisationId, event: &Event) -> Result<(), Error> {
    diesel::update(events::table.find((organisation, event.id)))
        .set(EventRow::from(event))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Returns the working agenda of an event, in order.
pub async fn slots(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    event: EventId,
) -> Result<Vec<Slot>, Error> {
    let rows: Vec<SlotRow> = slots::table
        .filter(slots::organisation_id.eq(organisation))
        .filter(slots::event_id.eq(event))
        .order(slots::position)
        .select(SlotRow::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().filter_map(SlotRow::slot).collect())
}

/// Looks for a slot on all agendas of the organisation.
pub async fn has_slot(tx: &mut Tx<'_>, organisation: OrganisationId, slot: SlotId) -> Result<bool, Error> {
    let one = slots::table.find((organisation, slot));
    Ok(diesel::select(diesel::dsl::exists(one)).get_result(&mut **tx).await?)
}

/// Appends a slot. A story can be on an agenda once.
pub async fn append(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    event: EventId,
    slot: &Slot,
) -> Result<(), Error> {
    let last: Option<i32> = slots::table
        .filter(slots::organisation_id.eq(organisation))
        .filter(slots::event_id.eq(event))
        .select(diesel::dsl::max(slots::position))
        .first(&mut **tx)
        .await?;
    diesel::insert_into(slots::table)
        .values((
            slots::organisation_id.eq(organisation),
            slots::event_id.eq(event),
            slots::position.eq(last.unwrap_or(0) + 1),
            SlotRow::from(slot),
        ))
        .execute(&mut **tx)
        .await
        .map_err(taken)?;
    Ok(())
}

fn taken(error: Diesel) -> Error {
    match error {
        Diesel::DatabaseError(UniqueViolation, _) => Error::Conflict("already on the agenda"),
        other => other.into(),
    }
}

/// Updates the content and the minutes of a slot.
pub async fn update_slot(tx: &mut Tx<'_>, organisation: OrganisationId, slot: &Slot) -> Result<(), Error> {
    diesel::update(slots::table.find((organisation, slot.id)))
        .set((slots::minutes.eq(slot.minutes), slots::title.eq(slot.content.title())))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Sets the position of a slot. Uniqueness is checked at the end of the transaction.
pub async fn put_at(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    slot: SlotId,
    position: i32,
) -> Result<(), Error> {
    diesel::update(slots::table.find((organisation, slot)))
        .set(slots::position.eq(position))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn remove(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    event: EventId,
    slot: SlotId,
) -> Result<(), Error> {
    let one = slots::table.find((organisation, slot)).filter(slots::event_id.eq(event));
    match diesel::delete(one).execute(&mut **tx).await? {
        0 => Err(Error::NotFound),
        _ => Ok(()),
    }
}

/// Removes a story from all working agendas.
pub async fn forget(tx: &mut Tx<'_>, organisation: OrganisationId, story: StoryId) -> Result<usize, Error> {
    let places =
        slots::table.filter(slots::organisation_id.eq(organisation)).filter(slots::story_id.eq(story));
    Ok(diesel::delete(places).execute(&mut **tx).await?)
}

/// Returns the titles of those of `stories` that can be told now, as staff sees them.
pub async fn titles(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    organisation: OrganisationId,
    mut ids: Vec<StoryId>,
) -> Result<Titles, Error> {
    ids.sort_unstable();
    ids.dedup();
    let told = stories::store::told(conn, keys, organisation, &ids).await?;
    let told = told.into_iter().filter(|(_, story)| is_for_stage(story));
    Ok(told.map(|(id, story)| (id, title(story))).collect())
}

/// Returns the stories of slots that can be told now, with their texts.
pub async fn told(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    organisation: OrganisationId,
    slots: &[Placed],
) -> Result<BTreeMap<StoryId, Told>, Error> {
    let ids: Vec<StoryId> = slots.iter().filter_map(|slot| slot.content.story()).collect();
    let mut told = stories::store::told(conn, keys, organisation, &ids).await?;
    told.retain(|_, story| is_for_stage(story));
    Ok(told)
}

/// Returns the stories that can be put on an agenda now.
pub async fn candidates(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    organisation: OrganisationId,
) -> Result<BTreeMap<StoryId, Candidate>, Error> {
    let told = stories::store::all_told(conn, keys, organisation).await?;
    let candidate = |story: Told| {
        let (told_by, heavy) = (story.told_by, story.facts.intensity == Some(Intensity::Heavy));
        let aloud = if told_by == ToldBy::Reader { story.text.minutes_aloud() } else { 0 };
        let aloud = i32::try_from(aloud).unwrap_or(i32::MAX);
        (story.id, Candidate { title: title(story), told_by, aloud, heavy })
    };
    Ok(told.into_iter().filter(is_for_stage).map(candidate).collect())
}

/// Returns true for a story that may be told on a day; others are only to be read.
fn is_for_stage(story: &Told) -> bool {
    story.told_by != ToldBy::Library
}

fn title(story: Told) -> Title {
    let known = story.anonymity == Anonymity::Named;
    Title {
        by: story.text.name.filter(|_| known),
        text: story.title,
        language: story.language,
        readers: story.readers,
    }
}
