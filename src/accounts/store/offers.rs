//! Offers of roles in the database.

use crate::{
    accounts::{model::Invited, permission::Role},
    ids::{InvitationId, OrganisationId, StaffId},
    platform::{db::Tx, error::Error},
    schema::{role_offers, staff},
};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// Offers somebody a role, or renews the offer under another id. Returns true when something changed.
pub async fn offer(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    staff: StaffId,
    role: Role,
    name: &str,
    id: InvitationId,
) -> Result<bool, Error> {
    use diesel::query_dsl::methods::FilterDsl;
    let changed = diesel::insert_into(role_offers::table)
        .values((
            role_offers::organisation_id.eq(organisation),
            role_offers::staff_id.eq(staff),
            role_offers::role.eq(role),
            role_offers::name.eq(name),
            role_offers::id.eq(id),
        ))
        .on_conflict((role_offers::organisation_id, role_offers::staff_id, role_offers::role))
        .do_update()
        .set((role_offers::name.eq(name), role_offers::id.eq(id)))
        .filter(role_offers::id.ne(id))
        .execute(&mut **tx)
        .await?;
    Ok(changed == 1)
}

pub async fn of_person(
    conn: &mut AsyncPgConnection,
    staff: StaffId,
) -> Result<Vec<(OrganisationId, Role)>, Error> {
    let rows = role_offers::table
        .filter(role_offers::staff_id.eq(staff))
        .select((role_offers::organisation_id, role_offers::role))
        .order((role_offers::organisation_id, role_offers::role));
    Ok(rows.load(conn).await?)
}

pub async fn of_invitation(
    conn: &mut AsyncPgConnection,
    staff: StaffId,
    id: InvitationId,
) -> Result<Vec<(OrganisationId, Role)>, Error> {
    let rows = role_offers::table
        .filter(role_offers::staff_id.eq(staff))
        .filter(role_offers::id.eq(id))
        .select((role_offers::organisation_id, role_offers::role))
        .order((role_offers::organisation_id, role_offers::role));
    Ok(rows.load(conn).await?)
}

/// Lists the people with an offer from an organisation, by name.
pub async fn of_organisation(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
) -> Result<Vec<Invited>, Error> {
    let rows: Vec<(StaffId, String, String, Role)> = role_offers::table
        .inner_join(staff::table.on(staff::id.eq(role_offers::staff_id)))
        .filter(role_offers::organisation_id.eq(organisation))
        .select((role_offers::staff_id, staff::email, role_offers::name, role_offers::role))
        .order((role_offers::name, role_offers::staff_id, role_offers::role))
        .load(conn)
        .await?;
    let mut all: Vec<Invited> = vec![];
    for (id, email, name, role) in rows {
        match all.last_mut() {
            Some(last) if last.id == id => last.roles.push(role),
            _ => all.push(Invited { id, email, name, roles: vec![role] }),
        }
    }
    Ok(all)
}

/// Deletes an offer that is answered.
pub async fn answer(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    staff: StaffId,
    role: Role,
) -> Result<(), Error> {
    let one = diesel::delete(role_offers::table.find((organisation, staff, role)));
    match one.execute(&mut **tx).await? {
        0 => Err(Error::NotFound),
        _ => Ok(()),
    }
}

/// Withdraws all offers of an organisation to somebody, and returns them.
pub async fn withdraw(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    staff: StaffId,
) -> Result<Vec<Role>, Error> {
    let theirs = role_offers::table
        .filter(role_offers::organisation_id.eq(organisation))
        .filter(role_offers::staff_id.eq(staff));
    let gone = diesel::delete(theirs).returning(role_offers::role);
    Ok(gone.get_results(&mut **tx).await?)
}
