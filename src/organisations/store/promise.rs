//! Rounds and the public log of promises.

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

/// From one call for stories to the next.
#[derive(Debug, Clone)]
pub struct Round {
    /// Which, from 1.
    pub number: i32,
    /// Its poster code.
    pub house_code: HouseCode,
    /// Whether a story came out in it.
    pub relied_on: bool,
}

impl Round {
    /// One for samples of pages.
    pub fn sample(relied_on: bool) -> Self {
        Self {
            number: 1,
            house_code: HouseCode::generate(),
            relied_on,
        }
    }
}

/// The round that runs.
pub async fn round(conn: &mut AsyncPgConnection, organisation: OrganisationId) -> Result<Round, Error> {
    let (number, house_code, relied_on) = rounds::table
        .filter(rounds::organisation_id.eq(organisation))
        .order(rounds::number.desc())
        .select((rounds::number, rounds::house_code, rounds::relied_on))
        .first(conn)
        .await?;
    Ok(Round {
        number,
        house_code: HouseCode::known(house_code),
        relied_on,
    })
}

/// Adds a round.
///
/// # Errors
/// [`Error::Conflict`] when somebody else added it meanwhile.
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
    if added == 1 {
        Ok(())
    } else {
        Err(Error::Conflict("round started"))
    }
}

/// From now on somebody relies on what is promised in the round that runs.
pub async fn mark_relied_on(tx: &mut Tx<'_>, organisation: OrganisationId) -> Result<(), Error> {
    diesel::update(rounds::table)
        .filter(rounds::organisation_id.eq(organisation))
        .filter(rounds::relied_on.eq(false))
        .set(rounds::relied_on.eq(true))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Whether somebody relies on what is promised: a story came out in this round, or a letter waits. Letters are
/// sealed, so one that waits may be anybody's.
pub async fn relied_on(tx: &mut Tx<'_>, organisation: OrganisationId) -> Result<bool, Error> {
    let waiting = diesel::dsl::exists(letters::table.select(letters::id));
    let waits: bool = diesel::select(waiting).get_result(&mut **tx).await?;
    Ok(waits || round(tx, organisation).await?.relied_on)
}

/// The log of promises, newest first.
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
        Ok(Promise {
            number,
            day,
            terms,
            hash,
        })
    };
    Ok(rows.into_iter().map(promise).collect::<anyhow::Result<_>>()?)
}

/// Adds an entry to the log.
///
/// # Errors
/// [`Error::Conflict`] when somebody else added it meanwhile.
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
    if added == 1 {
        Ok(())
    } else {
        Err(Error::Conflict("promise changed"))
    }
}
