//! The trail in the database.

use super::model::Entry;
use crate::{
    ids::OrganisationId,
    platform::{db::Tx, error::Error},
    schema::audit_entries,
};
use diesel::{prelude::*, sql_types};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// Number and hash of the last row, held until the transaction ends so that rows are numbered one by one.
///
/// # Errors
/// Any database error.
pub async fn last(tx: &mut Tx<'_>, organisation: OrganisationId) -> Result<Option<(i64, Vec<u8>)>, Error> {
    diesel::sql_query("select pg_advisory_xact_lock(hashtextextended($1::text, 1))")
        .bind::<sql_types::Uuid, _>(organisation)
        .execute(&mut **tx)
        .await?;
    let last = audit_entries::table
        .filter(audit_entries::organisation_id.eq(organisation))
        .order(audit_entries::number.desc())
        .select((audit_entries::number, audit_entries::hash))
        .first(&mut **tx)
        .await;
    Ok(last.optional()?)
}

/// Adds a row.
///
/// # Errors
/// Any database error.
pub async fn append(tx: &mut Tx<'_>, entry: &Entry) -> Result<(), Error> {
    diesel::insert_into(audit_entries::table)
        .values(entry)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The whole trail, oldest first.
///
/// # Errors
/// Any database error.
pub async fn all(conn: &mut AsyncPgConnection, organisation: OrganisationId) -> Result<Vec<Entry>, Error> {
    let rows = audit_entries::table
        .filter(audit_entries::organisation_id.eq(organisation))
        .order(audit_entries::number)
        .select(Entry::as_select())
        .load(conn)
        .await?;
    Ok(rows)
}

/// The newest rows, newest first.
///
/// # Errors
/// Any database error.
pub async fn newest(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    most: i64,
) -> Result<Vec<Entry>, Error> {
    let rows = audit_entries::table
        .filter(audit_entries::organisation_id.eq(organisation))
        .order(audit_entries::number.desc())
        .limit(most)
        .select(Entry::as_select())
        .load(conn)
        .await?;
    Ok(rows)
}
