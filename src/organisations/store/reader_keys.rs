//! Keys to the readers' door in the database.

use crate::{
    ids::OrganisationId,
    organisations::reader_key::{KeyState, KnownKey, ReaderKey},
    platform::{db::Tx, error::Error},
    schema::reader_keys as table,
};
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// Keys that are known, the newest: older ones are like any unknown key.
const MOST: i64 = 100;

/// Returns the keys of an organisation, newest first.
pub async fn all(conn: &mut AsyncPgConnection, organisation: OrganisationId) -> Result<Vec<KnownKey>, Error> {
    let rows: Vec<(i32, String, KeyState, Option<NaiveDate>)> = table::table
        .filter(table::organisation_id.eq(organisation))
        .order(table::number.desc())
        .limit(MOST)
        .select((table::number, table::key, table::state, table::feeds_until))
        .load(conn)
        .await?;
    let known = |(number, key, state, feeds_until)| KnownKey {
        number,
        key: ReaderKey::known(key),
        state,
        feeds_until,
    };
    Ok(rows.into_iter().map(known).collect())
}

/// Returns the key that opens the door; none after an administrator ended it.
pub async fn current(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
) -> Result<Option<ReaderKey>, Error> {
    let key = table::table
        .filter(table::organisation_id.eq(organisation))
        .filter(table::state.eq(KeyState::Current))
        .select(table::key);
    Ok(key.first(conn).await.optional()?.map(ReaderKey::known))
}

/// Makes the current key old; calendars and feeds that have it go on until `feeds_until`.
pub async fn retire(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    feeds_until: Option<NaiveDate>,
) -> Result<(), Error> {
    diesel::update(table::table)
        .filter(table::organisation_id.eq(organisation))
        .filter(table::state.eq(KeyState::Current))
        .set((table::state.eq(KeyState::Old), table::feeds_until.eq(feeds_until)))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Ends the time in which calendars and feeds with old keys go on.
pub async fn end_overlaps(tx: &mut Tx<'_>, organisation: OrganisationId) -> Result<(), Error> {
    diesel::update(table::table)
        .filter(table::organisation_id.eq(organisation))
        .filter(table::feeds_until.is_not_null())
        .set(table::feeds_until.eq(None::<NaiveDate>))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Inserts the current key; fails with [`Error::Conflict`] when there is one or the number is taken.
pub async fn add(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    number: i32,
    key: &ReaderKey,
) -> Result<(), Error> {
    let added = diesel::insert_into(table::table)
        .values((
            table::organisation_id.eq(organisation),
            table::number.eq(number),
            table::key.eq(key.as_str()),
            table::state.eq(KeyState::Current),
        ))
        .on_conflict_do_nothing()
        .execute(&mut **tx)
        .await?;
    if added == 1 { Ok(()) } else { Err(Error::Conflict("reader key replaced")) }
}
