//! Invitations in the database.

use crate::{
    accounts::model::Staff,
    ids::{InvitationId, StaffId},
    platform::{db::Tx, error::Error},
    schema::{invitations, staff},
};
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// Longest time for which a mail is retried.
const MAILED: Duration = Duration::hours(24);

/// Inserts an invitation, unless there is one of this id. Returns true when it was inserted.
pub async fn add(
    tx: &mut Tx<'_>,
    id: InvitationId,
    staff: StaffId,
    expires_at: DateTime<Utc>,
) -> Result<bool, Error> {
    let added = diesel::insert_into(invitations::table)
        .values((
            invitations::id.eq(id),
            invitations::staff_id.eq(staff),
            invitations::expires_at.eq(expires_at),
        ))
        .on_conflict_do_nothing()
        .execute(&mut **tx)
        .await?;
    Ok(added == 1)
}

/// Inserts a link for a forgotten password, unless an earlier one still works. Returns true when it was inserted.
pub async fn add_reset(
    tx: &mut Tx<'_>,
    id: InvitationId,
    staff: StaffId,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<bool, Error> {
    // Locks the person, so that two requests at once make one link.
    staff::table.find(staff).select(staff::id).for_update().first::<StaffId>(&mut **tx).await?;
    let asked = invitations::table.filter(invitations::staff_id.eq(staff)).filter(invitations::asked);
    diesel::delete(asked.filter(invitations::expires_at.le(now))).execute(&mut **tx).await?;
    if asked.count().get_result::<i64>(&mut **tx).await? > 0 {
        return Ok(false);
    }
    let new = (
        invitations::id.eq(id),
        invitations::staff_id.eq(staff),
        invitations::expires_at.eq(expires_at),
        invitations::asked.eq(true),
    );
    diesel::insert_into(invitations::table).values(new).execute(&mut **tx).await?;
    Ok(true)
}

/// Extends a link to `expires_at`: its lifetime starts when it is mailed. Returns false when it was used.
pub async fn extend(tx: &mut Tx<'_>, id: InvitationId, expires_at: DateTime<Utc>) -> Result<bool, Error> {
    let extended = diesel::update(invitations::table.find(id))
        .set(invitations::expires_at.eq(expires_at))
        .execute(&mut **tx)
        .await?;
    Ok(extended == 1)
}

/// Returns the owner of an invitation; `None` when it was used.
pub async fn holder(tx: &mut Tx<'_>, id: InvitationId) -> Result<Option<StaffId>, Error> {
    let one = invitations::table.find(id).select(invitations::staff_id);
    Ok(one.first(&mut **tx).await.optional()?)
}

/// Returns the person of an invitation that is neither used nor expired.
pub async fn invited(
    conn: &mut AsyncPgConnection,
    id: InvitationId,
    now: DateTime<Utc>,
) -> Result<Staff, Error> {
    let row = invitations::table
        .inner_join(staff::table.on(staff::id.eq(invitations::staff_id)))
        .filter(invitations::id.eq(id))
        .filter(invitations::expires_at.gt(now))
        .select(Staff::as_select());
    Ok(row.first(conn).await?)
}

/// Deletes an invitation and all others of the same person.
pub async fn consume(tx: &mut Tx<'_>, id: InvitationId, now: DateTime<Utc>) -> Result<StaffId, Error> {
    let one = invitations::table.filter(invitations::id.eq(id)).filter(invitations::expires_at.gt(now));
    let staff: StaffId = diesel::delete(one).returning(invitations::staff_id).get_result(&mut **tx).await?;
    diesel::delete(invitations::table.filter(invitations::staff_id.eq(staff))).execute(&mut **tx).await?;
    Ok(staff)
}

/// Deletes invitations that expired some time ago. Not at once: a mail may still wait for its server, and extends its
/// link when it leaves.
pub async fn forget_ended(tx: &mut Tx<'_>, now: DateTime<Utc>) -> Result<(), Error> {
    diesel::delete(invitations::table.filter(invitations::expires_at.le(now - MAILED)))
        .execute(&mut **tx)
        .await?;
    Ok(())
}
