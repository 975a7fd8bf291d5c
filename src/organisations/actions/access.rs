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

/// Change of the key to the readers' door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyChange {
    Keep,
    /// Makes a new one; the one before opens nothing from now on, in calendars and feeds either.
    Replace,
    /// Nothing opens the door until there is a new one. Ending it again changes nothing.
    End,
}

/// Changes who may read, and logs it in public, and the key, whose number was `last` on the page. What was told to the
/// house stays with it: each story keeps its own term.
///
/// # Errors
/// [`Error::Changed`] when what is stored is not what was `seen`; [`Error::Conflict`] when there is a later key to be
/// changed.
pub async fn change_access(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    access: Access,
    settings: &Settings,
    seen: &Seen,
    (key, last): (KeyChange, i32),
) -> Result<(), Error> {
    let id = actor.organisation;
    transaction(conn, async |mut tx| {
        let mut organisation = store::lock(&mut tx, id).await?;
        if seen.replaces(&organisation.access, &access)? {
            organisation.access = access;
            store::update(&mut tx, &organisation).await?;
            put_on_record(&mut tx, id, organisation.terms(settings), actor.now.date_naive()).await?;
            actor.record(&mut tx, Verb("access_changed"), id).await?;
        }
        change_key(&mut tx, actor, key, last).await
    })
    .await
}

/// Changes the key of a locked organisation.
async fn change_key(tx: &mut Tx<'_>, actor: Actor, change: KeyChange, last: i32) -> Result<(), Error> {
    let id = actor.organisation;
    let known = reader_keys::all(tx, id).await?;
    let newest = known.first();
    let is_last = newest.map_or(0, |known| known.number) == last;
    let is_open = newest.is_some_and(|known| known.state == KeyState::Current);
    let verb = match change {
        KeyChange::Keep => return Ok(()),
        _ if !is_last => return Err(Error::Conflict("reader key replaced")),
        KeyChange::Replace => {
            reader_keys::end_overlaps(tx, id).await?;
            renew(tx, id, None).await?;
            Verb("house_link_replaced")
        }
        KeyChange::End if is_open => {
            reader_keys::end_overlaps(tx, id).await?;
            reader_keys::retire(tx, id, None).await?;
            Verb("house_link_ended")
        }
        KeyChange::End => return Ok(()),
    };
    actor.record(tx, verb, id).await
}
