//! Recording and checking acts.

use super::{
    chain::{self, Broken},
    model::{Actor, Entry, Verb},
    store,
};
use crate::{
    ids::{OrganisationId, StaffId},
    platform::{
        db::{Tx, transaction},
        error::Error,
    },
    retention::AUDIT,
};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

/// Records that `staff` did `verb` on `object`, in the transaction that does it.
pub async fn record(
    tx: &mut Tx<'_>,
    organisation_id: OrganisationId,
    staff_id: Option<StaffId>,
    verb: Verb,
    object_id: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let before = store::last(tx, organisation_id).await?;
    // Postgres stores microseconds; the hash must be of what is stored.
    let at = now.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(now);
    let mut entry = Entry {
        organisation_id,
        number: before.number + 1,
        at,
        staff_id,
        verb: verb.0.to_owned(),
        object_id,
        hash: vec![],
    };
    entry.hash = chain::hash(&before.hash, entry.link()).to_vec();
    store::append(tx, &entry).await
}

impl Actor {
    /// Records that the actor did `verb` on `object`, in the transaction that does it.
    pub async fn record(self, tx: &mut Tx<'_>, verb: Verb, object: impl Into<Uuid>) -> Result<(), Error> {
        let object = Some(object.into());
        record(tx, self.organisation, Some(self.staff), verb, object, self.now).await
    }
}

/// Checks an organisation's trail, from where it was last pruned.
pub async fn verify(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
) -> Result<Result<usize, Broken>, Error> {
    // In this order: when the trail is pruned meanwhile, rows before the anchor are not looked at.
    let entries = store::all(conn, organisation).await?;
    let anchor = store::anchor(conn, organisation).await?;
    let left = entries.iter().filter(|entry| entry.number > anchor.number);
    Ok(chain::check(&anchor, left.map(|entry| (entry.link(), entry.hash.as_slice()))))
}

/// Prunes entries that are old enough, and records it. The rest still verifies.
pub async fn prune(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        let before = store::anchor(&mut tx, organisation).await?;
        store::prune(&mut tx, AUDIT.before(now)).await?;
        if store::anchor(&mut tx, organisation).await? == before {
            return Ok(());
        }
        record(&mut tx, organisation, None, Verb("trail_pruned"), None, now).await
    })
    .await
}
