//! Invitations in the database.

use crate::{
    accounts::model::Staff,
    ids::{InvitationId, StaffId},
    platform::{db::Tx, error::Error},
    schema::{invitations, staff},
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// Adds an invitation, unless there is one of this id. Says whether it was added.
///
/// # Errors
/// Any database error.
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

/// Whose invitation this is; nobody's when it was used.
///
/// # Errors
/// Any database error.
pub async fn holder(tx: &mut Tx<'_>, id: InvitationId) -> Result<Option<StaffId>, Error> {
    let one = invitations::table.find(id).select(invitations::staff_id);
    Ok(one.first(&mut **tx).await.optional()?)
}

/// Who an invitation is for.
///
/// # Errors
/// [`Error::NotFound`] when it was used, has expired or never was.
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

/// Uses an invitation up, and with it all others of the same person.
///
/// # Errors
/// [`Error::NotFound`] when it was used, has expired or never was.
pub async fn use_up(tx: &mut Tx<'_>, id: InvitationId, now: DateTime<Utc>) -> Result<StaffId, Error> {
    let one = invitations::table
        .filter(invitations::id.eq(id))
        .filter(invitations::expires_at.gt(now));
    let staff: StaffId = diesel::delete(one)
        .returning(invitations::staff_id)
        .get_result(&mut **tx)
        .await?;
    diesel::delete(invitations::table.filter(invitations::staff_id.eq(staff)))
        .execute(&mut **tx)
        .await?;
    Ok(staff)
}

/// Forgets the invitations that nobody took up in time.
///
/// # Errors
/// Any database error.
pub async fn forget_ended(tx: &mut Tx<'_>, now: DateTime<Utc>) -> Result<(), Error> {
    diesel::delete(invitations::table.filter(invitations::expires_at.le(now)))
        .execute(&mut **tx)
        .await?;
    Ok(())
}
