//! Recording and checking acts.

use super::{
    chain::{self, Anchor, Broken},
    heads::Heads,
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

/// Checks an organisation's trail, from where it was last pruned, and that it has the `head` that was kept of it.
pub async fn verify(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    head: Option<&Anchor>,
) -> Result<Result<usize, Broken>, Error> {
    // In this order: when the trail is pruned meanwhile, rows before the anchor are not looked at.
    let entries = store::all(conn, organisation).await?;
    let anchor = store::anchor(conn, organisation).await?;
    let left = entries.iter().filter(|entry| entry.number > anchor.number);
    let chain = chain::check(&anchor, left.map(|entry| (entry.link(), entry.hash.as_slice())));
    Ok(match (chain, head) {
        (Ok(count), Some(head)) => find_head(conn, organisation, head).await?.map(|()| count),
        (chain, _) => chain,
    })
}

/// Moves the head of a trail on to its newest entry. A trail that has lost its head keeps it, as evidence.
pub async fn keep_head(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    heads: &Heads,
) -> Result<(), Error> {
    let newest = store::newest_hash(conn, organisation).await?;
    let kept = heads.read(organisation)?;
    if kept.as_ref() == Some(&newest) || newest.number == 0 && kept.is_none() {
        return Ok(());
    }
    if let Some(kept) = kept
        && let Err(Broken(entry)) = find_head(conn, organisation, &kept).await?
    {
        tracing::error!(%organisation, entry, "the audit trail has lost its head");
        return Ok(());
    }
    Ok(heads.write(organisation, &newest)?)
}

/// Checks that a trail still holds the entry that its head names, or was pruned beyond it.
async fn find_head(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    head: &Anchor,
) -> Result<Result<(), Broken>, Error> {
    let pruned = store::anchor(conn, organisation).await?;
    let there = if head.number > pruned.number {
        store::hash_of(conn, organisation, head.number).await?.as_ref() == Some(&head.hash)
    } else {
        head.number < pruned.number || head.hash == pruned.hash
    };
    Ok(if there { Ok(()) } else { Err(Broken(head.number)) })
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
