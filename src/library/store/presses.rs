//! Presses of “me too” in the database.

use crate::{
    ids::{OrganisationId, StoryId},
    library::me_too::{Level, Mark},
    platform::{db::Tx, error::Error},
    schema::{me_too_levels, me_toos},
};
use chrono::NaiveDate;
use diesel::{dsl::count_star, prelude::*};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// Presses of a story so far.
#[derive(Debug, Clone, Copy)]
pub struct Presses {
    pub all: i64,
    pub of_day: i64,
    /// Among those of the day, without a proof.
    pub unproven: i64,
}

/// Counts the presses of a story; those of a day by the day in their marks.
pub async fn count(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    story: StoryId,
    day: NaiveDate,
) -> Result<Presses, Error> {
    let marks: Vec<String> = me_toos::table
        .filter(me_toos::organisation_id.eq(organisation))
        .filter(me_toos::story_id.eq(story))
        .select(me_toos::mark)
        .load(&mut **tx)
        .await?;
    let number = |beginning: &str| {
        let found = marks.iter().filter(|mark| mark.starts_with(beginning)).count();
        i64::try_from(found).unwrap_or(i64::MAX)
    };
    let day = day.to_string();
    Ok(Presses { all: number(""), of_day: number(&day), unproven: number(&format!("{day}~")) })
}

/// Inserts a press, unless it is there already.
pub async fn insert(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    story: StoryId,
    mark: &Mark,
) -> Result<(), Error> {
    diesel::insert_into(me_toos::table)
        .values((
            me_toos::organisation_id.eq(organisation),
            me_toos::story_id.eq(story),
            me_toos::mark.eq(mark.to_string()),
            me_toos::released.eq(false),
        ))
        .on_conflict_do_nothing()
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Counts what was pressed in all under stories with presses that no level shows yet, and marks these as shown.
pub async fn release(tx: &mut Tx<'_>, organisation: OrganisationId) -> Result<Vec<(StoryId, i64)>, Error> {
    let fresh =
        me_toos::table.filter(me_toos::organisation_id.eq(organisation)).filter(me_toos::released.eq(false));
    let stories: Vec<StoryId> = diesel::update(fresh)
        .set(me_toos::released.eq(true))
        .returning(me_toos::story_id)
        .get_results(&mut **tx)
        .await?;
    let counts = me_toos::table
        .filter(me_toos::organisation_id.eq(organisation))
        .filter(me_toos::story_id.eq_any(stories))
        .group_by(me_toos::story_id)
        .select((me_toos::story_id, count_star()));
    Ok(counts.load(&mut **tx).await?)
}

pub async fn set_levels(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    levels: &[(StoryId, Level)],
) -> Result<(), Error> {
    use diesel::upsert::excluded;
    let row = |(story, level): &(StoryId, Level)| {
        (
            me_too_levels::organisation_id.eq(organisation),
            me_too_levels::story_id.eq(*story),
            me_too_levels::level.eq(*level),
        )
    };
    let rows: Vec<_> = levels.iter().map(row).collect();
    diesel::insert_into(me_too_levels::table)
        .values(rows)
        .on_conflict((me_too_levels::organisation_id, me_too_levels::story_id))
        .do_update()
        .set(me_too_levels::level.eq(excluded(me_too_levels::level)))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Returns the level of a story as of the last mix; `None` when nobody had pressed.
pub async fn level(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    story: StoryId,
) -> Result<Option<Level>, Error> {
    let level = me_too_levels::table.find((organisation, story)).select(me_too_levels::level);
    Ok(level.first(conn).await.optional()?)
}
