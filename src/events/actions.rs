//! Acts of organisers on events.

use super::{
    agenda::{self, Move},
    change::changes,
    forms::SlotChange,
    model::{Event, Release, Slot, order},
    programme::{Day, Programme},
    slot::{Content, MOST_SLOTS},
    store,
};
use crate::{
    audit::{Actor, Verb},
    ids::{EventId, OrganisationId, SlotId, StoryId},
    platform::{
        db::transaction,
        error::Error,
        jobs::Failure,
        keys::Keys,
        state::App,
        web::{Seen, once::Made},
    },
    stories::{self, actions::erasing::mark_published, jobs::StoryWithdrawn, store::agreed_versions},
};
use diesel_async::AsyncPgConnection;

/// Creates an event with an empty agenda.
pub async fn create(conn: &mut AsyncPgConnection, actor: Actor, event: Event) -> Result<Made, Error> {
    transaction(conn, async |mut tx| {
        if !store::insert(&mut tx, actor.organisation, &event).await? {
            let known = store::event(&mut tx, actor.organisation, event.id).await?;
            return Ok(Made::before(known.day == event.day));
        }
        actor.record(&mut tx, Verb("event_created"), event.id).await?;
        Ok(Made::Created)
    })
    .await
}

/// Changes an event; the public sees it at the next release.
pub async fn change(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    event: EventId,
    day: Day,
    seen: &Seen,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        let stored = store::lock(&mut tx, actor.organisation, event).await?.day;
        if !seen.replaces(&stored, &day)? {
            return Ok(());
        }
        store::update(&mut tx, actor.organisation, &Event { id: event, day }).await?;
        actor.record(&mut tx, Verb("event_changed"), event).await
    })
    .await
}

/// Records that the texts of stories were read that are told on a day.
pub async fn note_papers(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    stories: &[StoryId],
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        for story in stories {
            actor.record(&mut tx, Verb("papers_read"), *story).await?;
        }
        Ok(())
    })
    .await
}

/// Appends a slot to an agenda.
pub async fn add_slot(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    actor: Actor,
    event: EventId,
    slot: Slot,
) -> Result<Made, Error> {
    let org = actor.organisation;
    if let Some(story) = slot.content.story() {
        let titles = store::titles(conn, keys, org, vec![story]).await?;
        if titles.is_empty() {
            return Err(Error::Conflict("story cannot be told"));
        }
    }
    transaction(conn, async |mut tx| {
        store::lock(&mut tx, org, event).await?;
        let slots = store::slots(&mut tx, org, event).await?;
        if let Some(known) = slots.iter().find(|known| known.id == slot.id) {
            return Ok(Made::before(*known == slot));
        }
        if store::has_slot(&mut tx, org, slot.id).await? {
            return Err(Error::NotFound);
        }
        if slots.len() >= MOST_SLOTS {
            return Err(Error::Conflict("agenda is full"));
        }
        store::append(&mut tx, org, event, &slot).await?;
        actor.record(&mut tx, Verb("slot_added"), event).await?;
        Ok(Made::Created)
    })
    .await
}

/// Changes minutes and title of a slot; a story keeps its title.
pub async fn change_slot(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    event: EventId,
    slot: SlotId,
    change: SlotChange,
) -> Result<(), Error> {
    let org = actor.organisation;
    transaction(conn, async |mut tx| {
        store::lock(&mut tx, org, event).await?;
        let slots = store::slots(&mut tx, org, event).await?;
        let stored = slots.into_iter().find(|s| s.id == slot).ok_or(Error::NotFound)?;
        let mut slot = stored.clone();
        slot.minutes = change.minutes.unwrap_or(slot.minutes);
        slot.content = match (slot.content, change.title) {
            (Content::Break(_), Some(title)) => Content::Break(title),
            (Content::Free(_), Some(title)) => Content::Free(title),
            (content, _) => content,
        };
        if !change.seen.replaces(&stored, &slot)? {
            return Ok(());
        }
        store::update_slot(&mut tx, org, &slot).await?;
        actor.record(&mut tx, Verb("slot_changed"), event).await
    })
    .await
}

/// Moves a slot within its agenda, but not beyond its ends. Without `seen` the order is not checked.
pub async fn move_slot(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    event: EventId,
    slot: SlotId,
    to: Move,
    seen: Option<&Seen>,
) -> Result<(), Error> {
    let org = actor.organisation;
    transaction(conn, async |mut tx| {
        store::lock(&mut tx, org, event).await?;
        let before = store::slots(&mut tx, org, event).await?;
        let mut order = order(&before);
        let from = order.iter().position(|id| *id == slot).ok_or(Error::NotFound)?;
        if let Some(seen) = seen {
            seen.check(&order)?;
        }
        agenda::shift(&mut order, from, to);
        for (position, id) in (1..).zip(order) {
            store::put_at(&mut tx, org, id, position).await?;
        }
        actor.record(&mut tx, Verb("slot_moved"), event).await
    })
    .await
}

pub async fn remove_slot(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    event: EventId,
    slot: SlotId,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        store::lock(&mut tx, actor.organisation, event).await?;
        store::remove(&mut tx, actor.organisation, event, slot).await?;
        actor.record(&mut tx, Verb("slot_removed"), event).await
    })
    .await
}

/// Outcome of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// A new version, with its number.
    Released(i32),
    /// The agenda equals the latest version.
    Unchanged,
    /// A story on the agenda cannot be told.
    Unconfirmed,
}

/// Freezes the working agenda as the next version, which is public at once. Without `seen` nothing is checked.
pub async fn release(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    actor: Actor,
    event: EventId,
    seen: Option<&Seen>,
) -> Result<Outcome, Error> {
    let org = actor.organisation;
    transaction(conn, async |mut tx| {
        let day = store::lock(&mut tx, org, event).await?.day;
        let slots = store::slots(&mut tx, org, event).await?;
        let stories: Vec<_> = slots.iter().filter_map(|slot| slot.content.story()).collect();
        stories::store::lock_all(&mut tx, org, &stories).await?;
        let told = store::titles(&mut tx, keys, org, stories.clone()).await?;
        if stories.iter().any(|story| !told.contains_key(story)) {
            return Ok(Outcome::Unconfirmed);
        }
        let agreed = agreed_versions(&mut tx, org, &stories).await?;
        let placed = agenda::place(&day, slots.into_iter().map(|s| (s.content, s.minutes)));
        let after = Programme { day, slots: placed };
        let (version, changes) = match store::release(&mut tx, org, event, None).await {
            Err(Error::NotFound) => (1, vec![]),
            Err(error) => return Err(error),
            Ok(latest) => {
                let before = store::placed(&mut tx, org, &latest).await?;
                (latest.version + 1, changes(&latest.programme(before), &after))
            }
        };
        if version > 1 && changes.is_empty() {
            return Ok(Outcome::Unchanged);
        }
        if let Some(seen) = seen {
            seen.check(&after)?;
        }
        let release = Release { event, version, released_at: actor.now, day: after.day, changes };
        store::insert_release(&mut tx, org, &release, &after.slots, &agreed).await?;
        mark_published(&mut tx, org, &stories, actor.now.date_naive()).await?;
        actor.record(&mut tx, Verb("agenda_released"), event).await?;
        Ok(Outcome::Released(version))
    })
    .await
}

/// Removes a story that was withdrawn or expired from all working agendas. Releases need no change: they only show
/// stories that can be told.
pub async fn forget_story(
    app: App,
    organisation: OrganisationId,
    job: StoryWithdrawn,
) -> Result<(), Failure> {
    let mut conn = app.db.tenant(organisation).await?;
    transaction(&mut conn, async |mut tx| store::forget(&mut tx, organisation, job.story).await).await?;
    Ok(())
}
