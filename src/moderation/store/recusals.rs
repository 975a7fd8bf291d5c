//! Moderators who recognised somebody in a story.

use crate::{
    ids::{OrganisationId, StaffId, StoryId},
    platform::{db::Tx, error::Error},
    schema::recusals,
};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

pub async fn add(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    story: StoryId,
    by: StaffId,
) -> Result<(), Error> {
    let row =
        (recusals::organisation_id.eq(organisation), recusals::story_id.eq(story), recusals::staff_id.eq(by));
    diesel::insert_into(recusals::table).values(row).on_conflict_do_nothing().execute(&mut **tx).await?;
    Ok(())
}

/// Returns who recognised somebody in a story.
pub async fn of_story(
    mut conn: &AsyncPgConnection,
    organisation: OrganisationId,
    story: StoryId,
) -> Result<Vec<StaffId>, Error> {
    let those = recusals::table
        .filter(recusals::organisation_id.eq(organisation))
        .filter(recusals::story_id.eq(story))
        .select(recusals::staff_id);
    Ok(those.load(&mut conn).await?)
}
