//! Staff and roles in the database.

pub mod invitations;
pub mod offers;
pub mod sessions;

use super::{
    model::{Colleague, Staff},
    permission::{Permission, Role},
};
use crate::{
    ids::{OrganisationId, StaffId},
    platform::{db::Tx, error::Error},
    schema::{staff, staff_roles},
};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::collections::{BTreeMap, BTreeSet};

pub async fn staff(conn: &mut AsyncPgConnection, id: StaffId) -> Result<Staff, Error> {
    Ok(staff::table.find(id).select(Staff::as_select()).first(conn).await?)
}

/// Finds the person of an address, with the hash of their password.
pub async fn by_email(
    conn: &mut AsyncPgConnection,
    email: &str,
) -> Result<Option<(StaffId, Option<String>)>, Error> {
    let row = staff::table.filter(staff::email.eq(email)).select((staff::id, staff::password_hash));
    Ok(row.first(conn).await.optional()?)
}

/// Inserts a person, or returns the one of that address.
pub async fn add_staff(tx: &mut Tx<'_>, new: &Staff) -> Result<StaffId, Error> {
    diesel::insert_into(staff::table).values(new).on_conflict_do_nothing().execute(&mut **tx).await?;
    Ok(staff::table.filter(staff::email.eq(&new.email)).select(staff::id).first(&mut **tx).await?)
}

/// Locks a person's password until the transaction ends; fails with [`Error::NotFound`] when it is another one by now.
pub async fn lock_password(tx: &mut Tx<'_>, id: StaffId, hash: &str) -> Result<(), Error> {
    let same = staff::table.find(id).filter(staff::password_hash.eq(hash)).select(staff::id).for_share();
    same.first::<StaffId>(&mut **tx).await?;
    Ok(())
}

/// Returns true when a person has chosen a password.
pub async fn is_active(conn: &mut AsyncPgConnection, id: StaffId) -> Result<bool, Error> {
    let active = staff::table.find(id).select(staff::password_hash.is_not_null());
    Ok(active.first(conn).await?)
}

pub async fn password_hash(conn: &mut AsyncPgConnection, id: StaffId) -> Result<Option<String>, Error> {
    Ok(staff::table.find(id).select(staff::password_hash).first(conn).await?)
}

/// Sets what the profile says, if it still says what is in `before`. Returns true when it did.
pub async fn change_profile(tx: &mut Tx<'_>, before: &Staff, changed: &Staff) -> Result<bool, Error> {
    let unchanged = staff::table
        .find(before.id)
        .filter(staff::name.eq(&before.name))
        .filter(staff::language.eq(before.language))
        .filter(staff::away_until.is_not_distinct_from(before.away_until))
        .filter(staff::stories_a_day.is_not_distinct_from(before.stories_a_day));
    let said = (
        staff::name.eq(&changed.name),
        staff::language.eq(changed.language),
        staff::away_until.eq(changed.away_until),
        staff::stories_a_day.eq(changed.stories_a_day),
    );
    Ok(diesel::update(unchanged).set(said).execute(&mut **tx).await? == 1)
}

pub async fn set_password(tx: &mut Tx<'_>, id: StaffId, hash: &str) -> Result<(), Error> {
    diesel::update(staff::table.find(id)).set(staff::password_hash.eq(hash)).execute(&mut **tx).await?;
    Ok(())
}

/// Adds a role. Returns true when they did not have it.
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

pub async fn has_role(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    id: StaffId,
    role: Role,
) -> Result<bool, Error> {
    let one = staff_roles::table.find((organisation, id, role)).select(staff_roles::staff_id);
    Ok(one.first::<StaffId>(conn).await.optional()?.is_some())
}

/// Removes all roles of a person in an organisation, and returns them.
pub async fn remove_roles(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    id: StaffId,
) -> Result<Vec<Role>, Error> {
    let theirs = staff_roles::table
        .filter(staff_roles::organisation_id.eq(organisation))
        .filter(staff_roles::staff_id.eq(id));
    let gone = diesel::delete(theirs).returning(staff_roles::role);
    Ok(gone.get_results(&mut **tx).await?)
}

pub async fn roles(conn: &mut AsyncPgConnection, id: StaffId) -> Result<Vec<(OrganisationId, Role)>, Error> {
    let rows = staff_roles::table
        .filter(staff_roles::staff_id.eq(id))
        .select((staff_roles::organisation_id, staff_roles::role))
        .order((staff_roles::organisation_id, staff_roles::role));
    Ok(rows.load(conn).await?)
}

/// Lists the people with a role in an organisation, by name.
pub async fn colleagues(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
) -> Result<Vec<Colleague>, Error> {
    let rows: Vec<(Staff, Role)> = staff_roles::table
        .inner_join(staff::table.on(staff::id.eq(staff_roles::staff_id)))
        .filter(staff_roles::organisation_id.eq(organisation))
        .select((Staff::as_select(), staff_roles::role))
        .order((staff::name, staff::id, staff_roles::role))
        .load(conn)
        .await?;
    let mut all: Vec<Colleague> = vec![];
    for (staff, role) in rows {
        match all.last_mut() {
            Some(last) if last.staff.id == staff.id => last.roles.push(role),
            _ => all.push(Colleague { staff, roles: vec![role] }),
        }
    }
    Ok(all)
}

/// Returns the people who have a permission in an organisation.
pub async fn who_may(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    permission: Permission,
) -> Result<BTreeSet<StaffId>, Error> {
    let roles = Role::ALL.iter().copied().filter(|role| role.may(permission));
    let those = staff_roles::table
        .filter(staff_roles::organisation_id.eq(organisation))
        .filter(staff_roles::role.eq_any(roles))
        .select(staff_roles::staff_id);
    Ok(those.load(conn).await?.into_iter().collect())
}

/// Returns the names of people, even of those without a role by now.
pub async fn names(
    conn: &mut AsyncPgConnection,
    ids: &[StaffId],
) -> Result<BTreeMap<StaffId, String>, Error> {
    let rows: Vec<(StaffId, String)> =
        staff::table.filter(staff::id.eq_any(ids)).select((staff::id, staff::name)).load(conn).await?;
    Ok(rows.into_iter().collect())
}
