//! Filters that somebody keeps. They are theirs alone, so the audit trail says nothing of them.

use crate::{
    audit::Actor,
    ids::{OrganisationId, SavedViewId},
    moderation::{
        saved::{MOST, SavedView},
        store::views as store,
    },
    organisations,
    platform::{db::transaction, error::Error, web::once::Made},
};
use diesel_async::AsyncPgConnection;

/// Keeps filters under a name; `None` when there are [`MOST`] already.
pub async fn save(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    view: SavedView,
) -> Result<Option<Made>, Error> {
    transaction(conn, async |mut tx| {
        organisations::store::lock(&mut tx, actor.organisation).await?;
        let known = store::views(&tx, actor.organisation, actor.staff).await?;
        if let Some(same) = known.iter().find(|known| known.id == view.id) {
            return Ok(Some(Made::before(*same == view)));
        }
        if known.len() >= MOST {
            return Ok(None);
        }
        store::insert(&mut tx, actor.organisation, actor.staff, &view).await?;
        Ok(Some(Made::Created))
    })
    .await
}

/// Deletes a view.
///
/// # Errors
/// [`Error::NotFound`] when the actor has none of this id.
pub async fn delete(conn: &mut AsyncPgConnection, actor: Actor, view: SavedViewId) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        let gone = store::delete(&mut tx, actor.organisation, actor.staff, view).await?;
        if gone { Ok(()) } else { Err(Error::NotFound) }
    })
    .await
}

/// Deletes the views of people who are not here any more.
pub async fn forget(conn: &mut AsyncPgConnection, organisation: OrganisationId) -> Result<(), Error> {
    transaction(conn, async |mut tx| store::forget(&mut tx, organisation).await).await
}
