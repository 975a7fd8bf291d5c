//! Staff and roles in the database; sessions and invitations in files of their own.

pub mod invitations;
pub mod sessions;

use super::{
    model::{Colleague, Staff},
    permission::Role,
};
use crate::{
    ids::{OrganisationId, StaffId},
    platform::{db::Tx, error::Error},
    schema::{staff, staff_roles},
};
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
