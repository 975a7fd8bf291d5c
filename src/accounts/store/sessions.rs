//! Sessions in the database.

use crate::{
    accounts::{
        model::Staff,
        permission::Role,
        session::{Csrf, IDLE, LONGEST, Session, Token},
    },
    ids::{OrganisationId, StaffId},
    platform::{db::Tx, error::Error},
    schema::{organisations, sessions, staff, staff_roles},
};
use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_types::{Array, Uuid as SqlUuid},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

diesel::define_sql_function! {
    /// `array_append` of Postgres.
    fn array_append(list: Array<SqlUuid>, one: SqlUuid) -> Array<SqlUuid>;
}

/// Inserts a session and deletes those that have ended.
pub async fn add(tx: &mut Tx<'_>, token: &Token, staff: StaffId, now: DateTime<Utc>) -> Result<(), Error> {
    forget_ended(tx, now).await?;
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

/// Deletes sessions that have ended.
pub async fn forget_ended(tx: &mut Tx<'_>, now: DateTime<Utc>) -> Result<(), Error> {
    let ended = sessions::seen_at.le(now - IDLE).or(sessions::started_at.le(now - LONGEST));
    diesel::delete(sessions::table.filter(ended)).execute(&mut **tx).await?;
    Ok(())
}

/// Returns a session with its person.
pub async fn session(mut conn: &AsyncPgConnection, token: &Token) -> Result<Option<(Session, Staff)>, Error> {
    type Row = (StaffId, Vec<u8>, DateTime<Utc>, DateTime<Utc>, Vec<OrganisationId>, Staff);
    let row: Option<Row> = sessions::table
        .inner_join(staff::table.on(staff::id.eq(sessions::staff_id)))
        .filter(sessions::token_hash.eq(token.hash()))
        .select((
            sessions::staff_id,
            sessions::csrf,
            sessions::started_at,
            sessions::seen_at,
            sessions::entered,
            Staff::as_select(),
        ))
        .first(&mut conn)
        .await
        .optional()?;
    Ok(row.map(|(staff, csrf, started_at, seen_at, entered, person)| {
        (Session { staff, csrf: Csrf(csrf), started_at, seen_at, entered }, person)
    }))
}

/// Returns the roles of a session's person in an organisation.
pub async fn roles(
    mut conn: &AsyncPgConnection,
    token: &Token,
    organisation: &str,
) -> Result<Vec<Role>, Error> {
    let rows = sessions::table
        .inner_join(staff_roles::table.on(staff_roles::staff_id.eq(sessions::staff_id)))
        .inner_join(organisations::table.on(organisations::id.eq(staff_roles::organisation_id)))
        .filter(sessions::token_hash.eq(token.hash()))
        .filter(organisations::slug.eq(organisation))
        .select(staff_roles::role)
        .order(staff_roles::role);
    Ok(rows.load(&mut conn).await?)
}

/// Updates the last use of a session.
pub async fn touch(conn: &mut AsyncPgConnection, token: &Token, now: DateTime<Utc>) -> Result<(), Error> {
    diesel::update(sessions::table.find(token.hash())).set(sessions::seen_at.eq(now)).execute(conn).await?;
    Ok(())
}

/// Records that a session came to the desk of an organisation. Returns true the first time.
pub async fn enter(tx: &mut Tx<'_>, token: &Token, organisation: OrganisationId) -> Result<bool, Error> {
    let first = sessions::table
        .find(token.hash())
        .filter(diesel::dsl::not(sessions::entered.contains(vec![organisation])));
    let entered = diesel::update(first)
        .set(sessions::entered.eq(array_append(sessions::entered, organisation)))
        .execute(&mut **tx)
        .await?;
    Ok(entered == 1)
}

/// Returns start and last use of a person's live sessions, except that of `token`, newest first.
pub async fn others(
    conn: &mut AsyncPgConnection,
    staff: StaffId,
    token: &Token,
    now: DateTime<Utc>,
) -> Result<Vec<(DateTime<Utc>, DateTime<Utc>)>, Error> {
    let rows = sessions::table
        .filter(sessions::staff_id.eq(staff))
        .filter(sessions::token_hash.ne(token.hash()))
        .filter(sessions::seen_at.gt(now - IDLE))
        .filter(sessions::started_at.gt(now - LONGEST))
        .select((sessions::started_at, sessions::seen_at))
        .order(sessions::started_at.desc());
    Ok(rows.load(conn).await?)
}

/// Ends all sessions of a person except that of `token`. Returns their number.
pub async fn end_others(tx: &mut Tx<'_>, staff: StaffId, token: &Token) -> Result<usize, Error> {
    let others =
        sessions::table.filter(sessions::staff_id.eq(staff)).filter(sessions::token_hash.ne(token.hash()));
    Ok(diesel::delete(others).execute(&mut **tx).await?)
}

pub async fn end_all(tx: &mut Tx<'_>) -> Result<(), Error> {
    diesel::delete(sessions::table).execute(&mut **tx).await?;
    Ok(())
}

pub async fn end(tx: &mut Tx<'_>, token: &Token) -> Result<bool, Error> {
    let ended = diesel::delete(sessions::table.find(token.hash())).execute(&mut **tx).await?;
    Ok(ended == 1)
}

/// Ends all sessions of a person: after a new password, or when no role is left.
pub async fn end_of(tx: &mut Tx<'_>, staff: StaffId) -> Result<(), Error> {
    diesel::delete(sessions::table.filter(sessions::staff_id.eq(staff))).execute(&mut **tx).await?;
    Ok(())
}
