//! Making reading packs.

use crate::{
    audit::{Actor, Verb},
    ids::{PackId, StoryId},
    library::{
        pack::{MOST_PACKS, MOST_STORIES, Pack, one_up},
        store::{packs as store, reading},
    },
    platform::{
        db::transaction,
        error::Error,
        web::{Seen, once::Made},
    },
    readers::Reach,
};
use diesel_async::AsyncPgConnection;

/// Makes a pack without stories.
///
/// # Errors
/// [`Error::Conflict`] when there are [`MOST_PACKS`] already.
pub async fn create(conn: &mut AsyncPgConnection, actor: Actor, pack: Pack) -> Result<Made, Error> {
    transaction(conn, async |mut tx| {
        let known = store::all(&mut tx, actor.organisation, false).await?;
        if let Some(same) = known.iter().find(|known| known.id == pack.id) {
            return Ok(Made::before(*same == pack));
        }
        if known.len() >= MOST_PACKS {
            return Err(Error::Conflict("enough packs"));
        }
        store::put(&mut tx, actor.organisation, &pack).await?;
        actor.record(&mut tx, Verb("pack_changed"), pack.id).await?;
        Ok(Made::Created)
    })
    .await
}

/// Changes the words of a pack, and whether it is shown.
///
/// # Errors
/// [`Error::Changed`] when it is not the one `seen` any more.
pub async fn change(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    pack: Pack,
    seen: &Seen,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        store::lock(&mut tx, actor.organisation, pack.id).await?;
        let (stored, _) = store::pack(&mut tx, actor.organisation, pack.id).await?;
        if !seen.replaces(&stored, &pack)? {
            return Ok(());
        }
        store::put(&mut tx, actor.organisation, &pack).await?;
        actor.record(&mut tx, Verb("pack_changed"), pack.id).await
    })
    .await
}

/// Puts another order of stories in place of the one that a pack has.
async fn reorder(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    pack: PackId,
    order: impl FnOnce(Vec<StoryId>) -> Result<Vec<StoryId>, Error> + Send,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        store::lock(&mut tx, actor.organisation, pack).await?;
        let (_, before) = store::pack(&mut tx, actor.organisation, pack).await?;
        let after = order(before.clone())?;
        if after == before {
            return Ok(());
        }
        store::put_stories(&mut tx, actor.organisation, pack, &after).await?;
        actor.record(&mut tx, Verb("pack_changed"), pack).await
    })
    .await
}

/// Adds a story that can be read at the end of a pack, unless it is in it.
///
/// # Errors
/// [`Error::NotFound`] when the story cannot be read, [`Error::Conflict`] when the pack is full.
pub async fn add(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    pack: PackId,
    story: StoryId,
) -> Result<(), Error> {
    reading::readable(conn, actor.organisation, Reach::House, story).await?;
    let order = |mut order: Vec<StoryId>| {
        if order.contains(&story) {
            return Ok(order);
        }
        if order.len() >= MOST_STORIES {
            return Err(Error::Conflict("enough stories"));
        }
        order.push(story);
        Ok(order)
    };
    reorder(conn, actor, pack, order).await
}

/// Moves a story one place up.
pub async fn move_up(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    pack: PackId,
    story: StoryId,
) -> Result<(), Error> {
    reorder(conn, actor, pack, |order| Ok(one_up(order, story))).await
}

/// Takes a story out of a pack.
pub async fn take_out(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    pack: PackId,
    story: StoryId,
) -> Result<(), Error> {
    let without = |order: Vec<StoryId>| Ok(order.into_iter().filter(|id| *id != story).collect());
    reorder(conn, actor, pack, without).await
}

pub async fn remove(conn: &mut AsyncPgConnection, actor: Actor, pack: PackId) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        store::remove(&mut tx, actor.organisation, pack).await?;
        actor.record(&mut tx, Verb("pack_removed"), pack).await
    })
    .await
}
