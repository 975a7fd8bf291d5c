//! Readers, and the key that opens their door.

use super::{promise::put_on_record, reader_keys::renew};
use crate::{
    audit::{Actor, Verb},
    ids::OrganisationId,
    organisations::{
        access::Access,
        reader_key::{KeyState, KnownKey},
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

/// Changes who may read, and logs it in public. What was told to the house stays with it: each story keeps its own
/// term.
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
/// Where the next one opens the door already, and none before it anything, the same was asked before; a new round leaves
/// calendars the key before.
///
/// # Errors
/// [`Error::Conflict`] when there is a later key.
pub async fn replace_key(conn: &mut AsyncPgConnection, actor: Actor, after: i32) -> Result<(), Error> {
    let id = actor.organisation;
    transaction(conn, async |mut tx| {
        let known = lock_keys(&mut tx, id).await?;
        let overlaps = known.iter().any(|key| key.feeds_until.is_some());
        match newest(&known) {
            (number, _) if number == after => {}
            (number, KeyState::Current) if number == after.saturating_add(1) && !overlaps => return Ok(()),
            _ => return Err(Error::Conflict("reader key replaced")),
        }
        reader_keys::end_overlaps(&mut tx, id).await?;
        renew(&mut tx, id, None).await?;
        actor.record(&mut tx, Verb("house_link_replaced"), id).await
    })
    .await
}

/// Ends key number `last`: nothing opens the door until there is a new key. Ending it again changes nothing.
///
/// # Errors
/// [`Error::Conflict`] when there is a later key.
pub async fn end_key(conn: &mut AsyncPgConnection, actor: Actor, last: i32) -> Result<(), Error> {
    let id = actor.organisation;
    transaction(conn, async |mut tx| {
        match newest(&lock_keys(&mut tx, id).await?) {
            (number, _) if number != last => return Err(Error::Conflict("reader key replaced")),
            (_, KeyState::Old) => return Ok(()),
            (_, KeyState::Current) => {}
        }
        reader_keys::end_overlaps(&mut tx, id).await?;
        reader_keys::retire(&mut tx, id, None).await?;
        actor.record(&mut tx, Verb("house_link_ended"), id).await
    })
    .await
}

/// Locks an organisation, and returns its keys, newest first.
async fn lock_keys(tx: &mut Tx<'_>, id: OrganisationId) -> Result<Vec<KnownKey>, Error> {
    store::lock(tx, id).await?;
    reader_keys::all(tx, id).await
}

fn newest(known: &[KnownKey]) -> (i32, KeyState) {
    known.first().map_or((0, KeyState::Old), |newest| (newest.number, newest.state))
}
