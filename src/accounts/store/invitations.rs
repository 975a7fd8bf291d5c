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

/// Longest time that a mail is tried: by then it has left, or was given up.
const MAILED: Duration = Duration::hours(24);

/// Adds an invitation, unless there is one of this id. Says whether it was added.
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

/// Adds a link that somebody asks for who forgot a password, unless one of theirs still works. Says whether it did.
pub async fn add_asked(
    tx: &mut Tx<'_>,
    id: InvitationId,
    staff: StaffId,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<bool, Error> {
    // One after the other, so that two at once make one.
    staff::table
        .find(staff)
        .select(staff::id)
        .for_update()
        .first::<StaffId>(&mut **tx)
        .await?;
    let asked = invitations::table
        .filter(invitations::staff_id.eq(staff))
        .filter(invitations::asked);
    diesel::delete(asked.filter(invitations::expires_at.le(now)))
        .execute(&mut **tx)
        .await?;
    if asked.count().get_result::<i64>(&mut **tx).await? > 0 {
        return Ok(false);
    }
    let new = (
        invitations::id.eq(id),
        invitations::staff_id.eq(staff),
        invitations::expires_at.eq(expires_at),
        invitations::asked.eq(true),
    );
    diesel::insert_into(invitations::table)
        .values(new)
        .execute(&mut **tx)
        .await?;
    Ok(true)
}

/// Lets a link work until `expires_at`: its time begins when it is sent. Says whether it was not used meanwhile.
pub async fn extend(tx: &mut Tx<'_>, id: InvitationId, expires_at: DateTime<Utc>) -> Result<bool, Error> {
    let extended = diesel::update(invitations::table.find(id))
        .set(invitations::expires_at.eq(expires_at))
        .execute(&mut **tx)
        .await?;
    Ok(extended == 1)
}

/// Whose invitation this is; nobody's when it was used.
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

/// Forgets the invitations that nobody took up in time. Not at once: the mail of one may still wait for its server, and
/// gives it time anew when it leaves.
pub async fn forget_ended(tx: &mut Tx<'_>, now: DateTime<Utc>) -> Result<(), Error> {
    diesel::delete(invitations::table.filter(invitations::expires_at.le(now - MAILED)))
        .execute(&mut **tx)
        .await?;
    Ok(())
}
