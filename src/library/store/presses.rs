//! Presses of “me too” in the database.

use crate::{
    ids::{OrganisationId, StoryId},
    library::me_too::{Level, Mark, Presses},
    platform::{db::Tx, error::Error},
    schema::{me_too_levels, me_toos},
};
use diesel::{dsl::count_star, prelude::*};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

pub async fn of_story(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    story: StoryId,
) -> Result<Presses, Error> {
    let marks = me_toos::table
        .filter(me_toos::organisation_id.eq(organisation))
        .filter(me_toos::story_id.eq(story))
        .select(me_toos::mark);
    Ok(Presses(marks.load(&mut **tx).await?))
}

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
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Returns the stories with presses that no level shows yet.
pub async fn unreleased(tx: &mut Tx<'_>, organisation: OrganisationId) -> Result<Vec<StoryId>, Error> {
    let fresh =
        me_toos::table.filter(me_toos::organisation_id.eq(organisation)).filter(me_toos::released.eq(false));
    Ok(fresh.select(me_toos::story_id).distinct().load(&mut **tx).await?)
}

/// Marks the presses of these stories as shown, and counts them.
pub async fn release(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    stories: &[StoryId],
) -> Result<Vec<(StoryId, i64)>, Error> {
    let fresh = me_toos::table
        .filter(me_toos::organisation_id.eq(organisation))
        .filter(me_toos::story_id.eq_any(stories))
        .filter(me_toos::released.eq(false));
    diesel::update(fresh).set(me_toos::released.eq(true)).execute(&mut **tx).await?;
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
