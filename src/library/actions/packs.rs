//! Making reading packs.

use crate::{
    audit::{Actor, Verb},
    ids::PackId,
    library::{
        pack::{MOST_PACKS, MOST_STORIES, Pack, Reordering},
        store::packs as store,
    },
    organisations,
    platform::{
        db::transaction,
        error::Error,
        web::{Seen, once::Made},
    },
    readers::Reach,
    stories,
};
use diesel_async::AsyncPgConnection;

/// Outcome of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// Nothing was done: the story to add cannot be read.
    Unreadable,
    /// Nothing was done: there are [`MOST_STORIES`] in the pack.
    Full,
}

/// Makes a pack without stories; `None` when there are [`MOST_PACKS`] already.
pub async fn create(conn: &mut AsyncPgConnection, actor: Actor, pack: Pack) -> Result<Option<Made>, Error> {
    transaction(conn, async |mut tx| {
        organisations::store::lock(&mut tx, actor.organisation).await?;
        let known = store::all(&mut tx, actor.organisation, false).await?;
        if let Some(same) = known.iter().find(|known| known.id == pack.id) {
            return Ok(Some(Made::before(*same == pack)));
        }
        if known.len() >= MOST_PACKS {
            return Ok(None);
        }
        store::put(&mut tx, actor.organisation, &pack).await?;
        actor.record(&mut tx, Verb("pack_changed"), pack.id).await?;
        Ok(Some(Made::Created))
    })
    .await
}

/// Changes a pack: its words, whether it is shown, and its stories; all of it or nothing.
///
/// # Errors
/// [`Error::Changed`] when words are not those `seen` any more.
pub async fn change(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    pack: Pack,
    seen: &Seen,
    reordering: Reordering,
) -> Result<Outcome, Error> {
    let org = actor.organisation;
    transaction(conn, async |mut tx| {
        let added = match reordering {
            Reordering::Add(story) => vec![story],
            _ => vec![],
        };
        // So that what is withdrawn meanwhile comes into no pack.
        stories::store::lock_all(&mut tx, org, &added).await?;
        store::lock(&mut tx, org, pack.id).await?;
        let (stored, before) = store::pack(&mut tx, org, pack.id).await?;
        let reworded = seen.replaces(&stored, &pack)?;
        let after = reordering.apply(&before);
        let readable = stories::store::readable(&tx, org, Reach::House, &added).await?;
        if readable.len() < added.len() {
            return Ok(Outcome::Unreadable);
        }
        if after.len() > before.len().max(MOST_STORIES) {
            return Ok(Outcome::Full);
        }
        if reworded {
            store::put(&mut tx, org, &pack).await?;
        }
        if after != before {
            store::put_stories(&mut tx, org, pack.id, &after).await?;
        }
        if reworded || after != before {
            actor.record(&mut tx, Verb("pack_changed"), pack.id).await?;
        }
        Ok(Outcome::Done)
    })
    .await
}

pub async fn remove(conn: &mut AsyncPgConnection, actor: Actor, pack: PackId) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        store::remove(&mut tx, actor.organisation, pack).await?;
        actor.record(&mut tx, Verb("pack_removed"), pack).await
    })
    .await
}
