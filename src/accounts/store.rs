//! Staff, roles, invitations and sessions in the database.

use super::{
    model::{Colleague, Staff},
    permission::Role,
    session::{Csrf, IDLE, LONGEST, Session, Token},
};
use crate::{
    ids::{InvitationId, OrganisationId, StaffId},
    platform::{db::Tx, error::Error},
    schema::{invitations, sessions, staff, staff_roles},
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::collections::BTreeMap;

/// A person.
///
/// # Errors
/// [`Error::NotFound`] when there is none of that id.
pub async fn staff(conn: &mut AsyncPgConnection, id: StaffId) -> Result<Staff, Error> {
    Ok(staff::table
        .find(id)
        .select(Staff::as_select())
        .first(conn)
        .await?)
}

/// The person of an address and their password's hash.
///
/// # Errors
/// Any database error.
pub async fn by_email(
    conn: &mut AsyncPgConnection,
    email: &str,
) -> Result<Option<(StaffId, Option<String>)>, Error> {
    let row = staff::table
        .filter(staff::email.eq(email))
        .select((staff::id, staff::password_hash));
    Ok(row.first(conn).await.optional()?)
}

/// Adds a person, or finds the one of that address.
///
/// # Errors
/// Any database error.
pub async fn add_staff(tx: &mut Tx<'_>, new: &Staff) -> Result<StaffId, Error> {
    diesel::insert_into(staff::table)
        .values(new)
        .on_conflict_do_nothing()
        .execute(&mut **tx)
        .await?;
    Ok(staff::table
        .filter(staff::email.eq(&new.email))
        .select(staff::id)
        .first(&mut **tx)
        .await?)
}

/// Sets a person's password.
///
/// # Errors
/// Any database error.
pub async fn set_password(tx: &mut Tx<'_>, id: StaffId, hash: &str) -> Result<(), Error> {
    diesel::update(staff::table.find(id))
        .set(staff::password_hash.eq(hash))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Gives a person a role. Says whether they did not have it.
///
/// # Errors
/// Any database error.
pub async fn add_role(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    id: StaffId,
    role: Role,
) -> Result<bool, Error> {
    let added = diesel::insert_into(staff_roles::table)
        .values((
            staff_roles::organisation_id.eq(organisation),
            staff_roles::staff_id.eq(id),
            staff_roles::role.eq(role),
        ))
        .on_conflict_do_nothing()
        .execute(&mut **tx)
        .await?;
    Ok(added == 1)
}

/// Takes all roles in an organisation away from a person.
///
/// # Errors
/// [`Error::NotFound`] when there were none.
pub async fn remove_roles(tx: &mut Tx<'_>, organisation: OrganisationId, id: StaffId) -> Result<(), Error> {
    let theirs = staff_roles::table
        .filter(staff_roles::organisation_id.eq(organisation))
        .filter(staff_roles::staff_id.eq(id));
    let gone = diesel::delete(theirs).execute(&mut **tx).await?;
    if gone == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// A person's roles, by organisation.
///
/// # Errors
/// Any database error.
pub async fn roles(conn: &mut AsyncPgConnection, id: StaffId) -> Result<Vec<(OrganisationId, Role)>, Error> {
    let rows = staff_roles::table
        .filter(staff_roles::staff_id.eq(id))
        .select((staff_roles::organisation_id, staff_roles::role))
        .order((staff_roles::organisation_id, staff_roles::role));
    Ok(rows.load(conn).await?)
}

/// Everybody with a role in an organisation, by name.
///
/// # Errors
/// Any database error.
pub async fn colleagues(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
) -> Result<Vec<Colleague>, Error> {
    let rows: Vec<(Staff, Role, bool)> = staff_roles::table
        .inner_join(staff::table.on(staff::id.eq(staff_roles::staff_id)))
        .filter(staff_roles::organisation_id.eq(organisation))
        .select((
            Staff::as_select(),
            staff_roles::role,
            staff::password_hash.is_not_null(),
        ))
        .order((staff::name, staff::id, staff_roles::role))
        .load(conn)
        .await?;
    let mut all: Vec<Colleague> = vec![];
    for (staff, role, active) in rows {
        match all.last_mut() {
            Some(last) if last.staff.id == staff.id => last.roles.push(role),
            _ => all.push(Colleague {
                staff,
                roles: vec![role],
                active,
            }),
        }
    }
    Ok(all)
}

/// The names of people, whether or not they still have a role.
///
/// # Errors
/// Any database error.
pub async fn names(
    conn: &mut AsyncPgConnection,
    ids: &[StaffId],
) -> Result<BTreeMap<StaffId, String>, Error> {
    let rows: Vec<(StaffId, String)> = staff::table
        .filter(staff::id.eq_any(ids))
        .select((staff::id, staff::name))
        .load(conn)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Adds an invitation, unless there is one of this id. Says whether it was added.
///
/// # Errors
/// Any database error.
pub async fn add_invitation(
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
pub async fn use_invitation(tx: &mut Tx<'_>, id: InvitationId, now: DateTime<Utc>) -> Result<StaffId, Error> {
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

/// Adds a session and forgets those that have ended.
///
/// # Errors
/// Any database error.
pub async fn add_session(
    tx: &mut Tx<'_>,
    token: &Token,
    staff: StaffId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    forget_sessions(tx, now).await?;
    diesel::insert_into(sessions::table)
        .values((
            sessions::token_hash.eq(token.hash()),
            sessions::staff_id.eq(staff),
            sessions::csrf.eq(Csrf::generate().0),
            sessions::started_at.eq(now),
            sessions::seen_at.eq(now),
        ))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Forgets the sessions that have ended.
///
/// # Errors
/// Any database error.
pub async fn forget_sessions(tx: &mut Tx<'_>, now: DateTime<Utc>) -> Result<(), Error> {
    let ended = sessions::seen_at
        .le(now - IDLE)
        .or(sessions::started_at.le(now - LONGEST));
    diesel::delete(sessions::table.filter(ended))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Forgets the invitations that nobody took up in time.
///
/// # Errors
/// Any database error.
pub async fn forget_invitations(tx: &mut Tx<'_>, now: DateTime<Utc>) -> Result<(), Error> {
    diesel::delete(invitations::table.filter(invitations::expires_at.le(now)))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The session of a token and its person.
///
/// # Errors
/// Any database error.
pub async fn session(conn: &mut AsyncPgConnection, token: &Token) -> Result<Option<(Session, Staff)>, Error> {
    type Row = (StaffId, Vec<u8>, DateTime<Utc>, DateTime<Utc>, Staff);
    let row: Option<Row> = sessions::table
        .inner_join(staff::table.on(staff::id.eq(sessions::staff_id)))
        .filter(sessions::token_hash.eq(token.hash()))
        .select((
            sessions::staff_id,
            sessions::csrf,
            sessions::started_at,
            sessions::seen_at,
            Staff::as_select(),
        ))
        .first(conn)
        .await
        .optional()?;
    Ok(row.map(|(staff, csrf, started_at, seen_at, person)| {
        (
            Session {
                staff,
                csrf: Csrf(csrf),
                started_at,
                seen_at,
            },
            person,
        )
    }))
}

/// Notes that a session is in use.
///
/// # Errors
/// Any database error.
pub async fn touch_session(
    conn: &mut AsyncPgConnection,
    token: &Token,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    diesel::update(sessions::table.find(token.hash()))
        .set(sessions::seen_at.eq(now))
        .execute(conn)
        .await?;
    Ok(())
}

/// Ends all sessions of everybody.
///
/// # Errors
/// Any database error.
pub async fn end_all_sessions(tx: &mut Tx<'_>) -> Result<(), Error> {
    diesel::delete(sessions::table).execute(&mut **tx).await?;
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// Any database error.
pub async fn end_session(tx: &mut Tx<'_>, token: &Token) -> Result<bool, Error> {
    let ended = diesel::delete(sessions::table.find(token.hash()))
        .execute(&mut **tx)
        .await?;
    Ok(ended == 1)
}

/// Ends all sessions of a person: after a new password or a change of roles.
///
/// # Errors
/// Any database error.
pub async fn end_sessions(tx: &mut Tx<'_>, staff: StaffId) -> Result<(), Error> {
    diesel::delete(sessions::table.filter(sessions::staff_id.eq(staff)))
        .execute(&mut **tx)
        .await?;
    Ok(())
}
