//! Writing down, and checking what was written.

use super::{
    chain::{self, Broken},
    model::{Entry, Verb},
    store,
};
use crate::{
    ids::{OrganisationId, StaffId},
    platform::{db::Tx, error::Error},
};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

/// Writes down that `staff` did `verb` on `object`, in the transaction that does it.
///
/// # Errors
/// Any database error.
pub async fn record(
    tx: &mut Tx<'_>,
    organisation_id: OrganisationId,
    staff_id: Option<StaffId>,
    verb: Verb,
    object_id: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let (number, before) = store::last(tx, organisation_id)
        .await?
        .unwrap_or((0, chain::START.to_vec()));
    // Postgres keeps microseconds; the hash must be of what is kept.
    let at = now.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(now);
    let number = number + 1;
    let mut entry = Entry {
        organisation_id,
        number,
        at,
        staff_id,
        verb,
        object_id,
        hash: vec![],
    };
    entry.hash = chain::hash(&before, entry.link()).to_vec();
    store::append(tx, &entry).await
}

/// Checks an organisation's whole trail.
///
/// # Errors
/// Any database error; the inner result names the first broken row.
pub async fn verify(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
) -> Result<Result<usize, Broken>, Error> {
    let entries = store::all(conn, organisation).await?;
    Ok(chain::check(
        entries.iter().map(|entry| (entry.link(), entry.hash.as_slice())),
    ))
}
