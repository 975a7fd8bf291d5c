//! Letters and receipts in the database.

use super::mix::LetterKey;
use crate::{
    ids::{LetterId, OrganisationId, StoryId},
    platform::{db::Tx, error::Error},
    schema::{letters, receipts, stories},
    stories::{Story, StoryStatus},
};
use chrono::NaiveDate;
use diesel::{dsl::sql, prelude::*, sql_types};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::collections::{BTreeMap, BTreeSet};

/// Key of the advisory lock that lets one mix run at a time.
const MIX_LOCK: i64 = 0x004d_4958;

/// Inserts a letter into the pool and returns its key.
pub async fn put_letter(tx: &mut Tx<'_>, day: NaiveDate, sealed: &[u8]) -> Result<LetterKey, Error> {
    let id = LetterId::new();
    diesel::insert_into(letters::table)
        .values((letters::id.eq(id), letters::day.eq(day), letters::sealed.eq(sealed)))
        .execute(&mut **tx)
        .await?;
    Ok((day, id))
}

/// Creates the partitions for the letters of `days` days from `first` on, unless they exist.
pub async fn add_days(tx: &mut Tx<'_>, first: NaiveDate, days: i32) -> Result<(), Error> {
    diesel::sql_query("call make_letter_days($1, $2)")
        .bind::<sql_types::Date, _>(first)
        .bind::<sql_types::Integer, _>(days)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Drops the empty partitions of days before `day`.
pub async fn drop_days(tx: &mut Tx<'_>, day: NaiveDate) -> Result<(), Error> {
    diesel::sql_query("call drop_letter_days($1)").bind::<sql_types::Date, _>(day).execute(&mut **tx).await?;
    Ok(())
}

/// Tells whether the partition of a day exists.
pub async fn has_day(tx: &mut Tx<'_>, day: NaiveDate) -> Result<bool, Error> {
    let name = day.format("letters_%Y%m%d").to_string();
    let there = sql::<sql_types::Bool>("to_regclass(").bind::<sql_types::Text, _>(name).sql(") is not null");
    Ok(diesel::select(there).get_result(&mut **tx).await?)
}

/// Returns the rank of this transaction: higher than that of every transaction committed before it began. No clock is
/// involved, and nothing is stored for it.
pub async fn rank(tx: &mut Tx<'_>) -> Result<i64, Error> {
    let rank = sql::<sql_types::BigInt>("pg_current_xact_id()::text::bigint");
    Ok(diesel::select(rank).get_result(&mut **tx).await?)
}

/// Lists the keys of all letters in the pool, after waiting for any other mix to end: until this transaction ends,
/// letters are only added.
pub async fn lock_pool(tx: &mut Tx<'_>) -> Result<Vec<LetterKey>, Error> {
    diesel::sql_query("select pg_advisory_xact_lock($1)")
        .bind::<sql_types::BigInt, _>(MIX_LOCK)
        .execute(&mut **tx)
        .await?;
    // Random ids: this order has nothing to do with the order of arrival.
    let keys = letters::table.order((letters::day, letters::id)).select((letters::day, letters::id));
    Ok(keys.load(&mut **tx).await?)
}

/// Returns sealed letters.
pub async fn letters(tx: &mut Tx<'_>, keys: &[LetterKey]) -> Result<Vec<(LetterKey, Vec<u8>)>, Error> {
    let (days, ids): (BTreeSet<NaiveDate>, Vec<LetterId>) = keys.iter().copied().unzip();
    let rows = letters::table
        .filter(letters::day.eq_any(days))
        .filter(letters::id.eq_any(ids))
        .order(letters::id)
        .select(((letters::day, letters::id), letters::sealed));
    Ok(rows.load(&mut **tx).await?)
}

/// Tells whether a letter is still in the pool.
pub async fn is_waiting(conn: &mut AsyncPgConnection, (day, id): LetterKey) -> Result<bool, Error> {
    let there = diesel::dsl::exists(letters::table.find((day, id)));
    Ok(diesel::select(there).get_result(conn).await?)
}

pub async fn delete_letters(tx: &mut Tx<'_>, keys: &[LetterKey]) -> Result<(), Error> {
    let (days, ids): (BTreeSet<NaiveDate>, Vec<LetterId>) = keys.iter().copied().unzip();
    let mixed = letters::table.filter(letters::day.eq_any(days)).filter(letters::id.eq_any(ids));
    diesel::delete(mixed).execute(&mut **tx).await?;
    Ok(())
}

/// Returns the earliest day of a letter in the pool.
pub async fn oldest_day(conn: &mut AsyncPgConnection) -> Result<Option<NaiveDate>, Error> {
    Ok(letters::table.select(diesel::dsl::min(letters::day)).first(conn).await?)
}

/// Returns the known codes among `hashes` and their stories.
pub async fn known(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    hashes: &[&[u8; 32]],
) -> Result<BTreeMap<Vec<u8>, Option<StoryId>>, Error> {
    let mut known = BTreeMap::new();
    for some in hashes.chunks(1_000) {
        let some = some.iter().map(|hash| hash.as_slice());
        let rows: Vec<(Vec<u8>, Option<StoryId>)> = receipts::table
            .filter(receipts::organisation_id.eq(organisation))
            .filter(receipts::code_hash.eq_any(some))
            .select((receipts::code_hash, receipts::story_id))
            .load(&mut **tx)
            .await?;
        known.extend(rows);
    }
    Ok(known)
}

/// Target of a receipt code.
#[derive(Debug, Clone)]
pub enum CodeTarget {
    Story(StoryId),
    /// No story since this ISO week: the letter was withdrawn or erased before it came out.
    Nowhere(String),
}

pub async fn add_receipt(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    hash: &[u8],
    target: CodeTarget,
) -> Result<(), Error> {
    let (story, week) = match target {
        CodeTarget::Story(story) => (Some(story), None),
        CodeTarget::Nowhere(week) => (None, Some(week)),
    };
    diesel::insert_into(receipts::table)
        .values((
            receipts::organisation_id.eq(organisation),
            receipts::code_hash.eq(hash),
            receipts::story_id.eq(story),
            receipts::closed_week.eq(week),
            receipts::burnt.eq(false),
        ))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Disables a code from `week` on. Its row stays, so that the same letter sent again makes no second story.
pub async fn burn(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    hash: &[u8],
    week: String,
) -> Result<(), Error> {
    diesel::update(receipts::table.find((organisation, hash)))
        .set((
            receipts::story_id.eq(None::<StoryId>),
            receipts::closed_week.eq(Some(week)),
            receipts::burnt.eq(true),
        ))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn is_burnt(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    hash: &[u8],
) -> Result<bool, Error> {
    let burnt = receipts::table.find((organisation, hash)).filter(receipts::burnt.eq(true));
    Ok(diesel::select(diesel::dsl::exists(burnt)).get_result(conn).await?)
}

/// Returns the target of a code: `None` when unknown or disabled, `Some(None)` when withdrawn before it came out.
pub async fn receipt(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    hash: &[u8],
) -> Result<Option<Option<StoryId>>, Error> {
    let row = receipts::table
        .find((organisation, hash))
        .filter(receipts::burnt.eq(false))
        .select(receipts::story_id);
    Ok(row.first(conn).await.optional()?)
}

/// Returns the story of a code: `None` when unknown or disabled, `Some(None)` when withdrawn before it came out.
pub async fn story_of(
    mut conn: &AsyncPgConnection,
    organisation: OrganisationId,
    hash: &[u8],
) -> Result<Option<Option<Story>>, Error> {
    let row = receipts::table
        .find((organisation, hash))
        .filter(receipts::burnt.eq(false))
        .left_join(
            stories::table.on(stories::organisation_id
                .eq(receipts::organisation_id)
                .and(stories::id.nullable().eq(receipts::story_id))),
        )
        .select(Option::<Story>::as_select());
    Ok(row.first(&mut conn).await.optional()?)
}

/// Deletes the codes of stories that ended before `week`, and those closed before it: from then on they are like any
/// unknown code.
pub async fn forget_codes(tx: &mut Tx<'_>, organisation: OrganisationId, week: &str) -> Result<(), Error> {
    let ended = stories::table
        .filter(stories::organisation_id.eq(organisation))
        .filter(stories::status.eq_any([StoryStatus::Declined, StoryStatus::Withdrawn, StoryStatus::Expired]))
        .filter(stories::changed_week.lt(week))
        .select(stories::id.nullable());
    let dead = receipts::table.filter(receipts::organisation_id.eq(organisation)).filter(
        receipts::closed_week
            .lt(week)
            .assume_not_null()
            .or(receipts::story_id.eq_any(ended).assume_not_null()),
    );
    diesel::delete(dead).execute(&mut **tx).await?;
    Ok(())
}
