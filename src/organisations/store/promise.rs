//! Rounds and the public log of promises in the database.

use crate::{
    ids::OrganisationId,
    organisations::{
        house_code::HouseCode,
        promise::{Promise, Terms},
    },
    platform::{db::Tx, error::Error},
    schema::{letters, promises, rounds},
};
use anyhow::Context;
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// Period from one call for stories to the next.
#[derive(Debug, Clone)]
pub struct Round {
    /// Number, from 1.
    pub number: i32,
    pub house_code: HouseCode,
    /// Set when a story came out in it.
    pub relied_on: bool,
}

impl Round {
    /// Returns one for samples of pages.
    pub fn sample(relied_on: bool) -> Self {
        Self { number: 1, house_code: HouseCode::generate(), relied_on }
    }
}

/// Returns the present round.
pub async fn round(mut conn: &AsyncPgConnection, organisation: OrganisationId) -> Result<Round, Error> {
    let (number, house_code, relied_on) = rounds::table
        .filter(rounds::organisation_id.eq(organisation))
        .order(rounds::number.desc())
        .select((rounds::number, rounds::house_code, rounds::relied_on))
        .first(&mut conn)
        .await?;
    Ok(Round { number, house_code: HouseCode::known(house_code), relied_on })
}

/// Inserts a round; fails with [`Error::Conflict`] when it exists.
pub async fn add_round(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    number: i32,
    code: &HouseCode,
) -> Result<(), Error> {
    let added = diesel::insert_into(rounds::table)
        .values((
            rounds::organisation_id.eq(organisation),
            rounds::number.eq(number),
            rounds::house_code.eq(code.to_string()),
        ))
        .on_conflict_do_nothing()
        .execute(&mut **tx)
        .await?;
    if added == 1 { Ok(()) } else { Err(Error::Conflict("round started")) }
}

/// Marks the present promise: from now on it may not become weaker.
pub async fn mark_relied_on(tx: &mut Tx<'_>, organisation: OrganisationId) -> Result<(), Error> {
    diesel::update(rounds::table)
        .filter(rounds::organisation_id.eq(organisation))
        .filter(rounds::relied_on.eq(false))
        .set(rounds::relied_on.eq(true))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Returns true when somebody relies on the promise: a story came out in this round, or a letter waits. Letters are
/// sealed, so one that waits may be anybody's.
pub async fn relied_on(tx: &mut Tx<'_>, organisation: OrganisationId) -> Result<bool, Error> {
    let waiting = diesel::dsl::exists(letters::table.select(letters::id));
    let waits: bool = diesel::select(waiting).get_result(&mut **tx).await?;
    Ok(waits || round(tx, organisation).await?.relied_on)
}

/// Returns the log of promises, newest first.
pub async fn promises(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    most: i64,
) -> Result<Vec<Promise>, Error> {
    let rows: Vec<(i32, NaiveDate, serde_json::Value, Vec<u8>)> = promises::table
        .filter(promises::organisation_id.eq(organisation))
        .order(promises::number.desc())
        .limit(most)
        .select((promises::number, promises::day, promises::terms, promises::hash))
        .load(conn)
        .await?;
    let promise = |(number, day, terms, hash): (_, _, _, Vec<u8>)| -> anyhow::Result<Promise> {
        let terms: Terms = serde_json::from_value(terms).context("read a promise")?;
        let hash = hash.try_into().ok().context("read a promise's hash")?;
        Ok(Promise { number, day, terms, hash })
    };
    Ok(rows.into_iter().map(promise).collect::<anyhow::Result<_>>()?)
}

/// Appends an entry to the log; fails with [`Error::Conflict`] when its number exists.
pub async fn log(tx: &mut Tx<'_>, organisation: OrganisationId, promise: &Promise) -> Result<(), Error> {
    let terms = serde_json::to_value(&promise.terms).context("write a promise")?;
    let added = diesel::insert_into(promises::table)
        .values((
            promises::organisation_id.eq(organisation),
            promises::number.eq(promise.number),
            promises::day.eq(promise.day),
            promises::terms.eq(terms),
            promises::hash.eq(&promise.hash[..]),
        ))
        .on_conflict_do_nothing()
        .execute(&mut **tx)
        .await?;
    if added == 1 { Ok(()) } else { Err(Error::Conflict("promise changed")) }
}
