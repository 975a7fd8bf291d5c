//! Readers, and the key that opens their door.

use super::{promise::put_on_record, reader_keys::renew};
use crate::{
    audit::{Actor, Verb},
    organisations::{
        access::Access,
        reader_key::KeyState,
        store::{self, reader_keys},
    },
    platform::{
        config::Settings,
        db::{Tx, transaction},
        error::Error,
        web::Seen,
    },
};
use diesel_async::AsyncPgConnection;

/// Changes who may read, and logs it in public. What was told to the house stays with it: each story keeps its own term.
///
/// # Errors
/// [`Error::Changed`] when what is stored is not what was `seen`.
pub async fn change_access(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    access: Access,
    settings: &Settings,
    seen: &Seen,
) -> Result<(), Error> {
    let id = actor.organisation;
    transaction(conn, async |mut tx| {
        let mut organisation = store::lock(&mut tx, id).await?;
        if !seen.replaces(&organisation.access, &access)? {
            return Ok(());
        }
        organisation.access = access;
        store::update(&mut tx, &organisation).await?;
        put_on_record(&mut tx, id, organisation.terms(settings), actor.now.date_naive()).await?;
        actor.record(&mut tx, Verb("access_changed"), id).await
    })
    .await
}

/// Makes a new key after key number `after`; the one before opens nothing from now on, in calendars and feeds either.
///
/// # Errors
/// [`Error::Conflict`] when there is a later key: the same form was sent twice.
pub async fn replace_key(conn: &mut AsyncPgConnection, actor: Actor, after: i32) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        lock_last(&mut tx, actor, after).await?;
        reader_keys::end_overlaps(&mut tx, actor.organisation).await?;
        renew(&mut tx, actor.organisation, None).await?;
        actor.record(&mut tx, Verb("house_link_replaced"), actor.organisation).await
    })
    .await
}

/// Ends key number `last`: from now on nothing opens the door, until there is a new key. Ending it again changes nothing.
///
/// # Errors
/// [`Error::Conflict`] when there is a later key.
pub async fn end_key(conn: &mut AsyncPgConnection, actor: Actor, last: i32) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        if lock_last(&mut tx, actor, last).await? != Some(KeyState::Current) {
            return Ok(());
        }
        reader_keys::end_overlaps(&mut tx, actor.organisation).await?;
        reader_keys::retire(&mut tx, actor.organisation, None).await?;
        actor.record(&mut tx, Verb("house_link_ended"), actor.organisation).await
    })
    .await
}

/// Locks the organisation and returns the state of its key number `last`, which must be the newest.
async fn lock_last(tx: &mut Tx<'_>, actor: Actor, last: i32) -> Result<Option<KeyState>, Error> {
    store::lock(tx, actor.organisation).await?;
    let known = reader_keys::all(tx, actor.organisation).await?;
    let newest = known.first();
    if newest.map_or(0, |known| known.number) != last {
        return Err(Error::Conflict("reader key replaced"));
    }
    Ok(newest.map(|known| known.state))
}
