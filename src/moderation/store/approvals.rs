//! People who have had a version of a story before them.

use crate::{
    ids::{OrganisationId, StaffId, StoryId},
    moderation::four_eyes::Approval,
    platform::{db::Tx, error::Error},
    schema::{approvals, staff},
};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// Notes that somebody edited or approved a version; the first note of a person stays.
pub async fn add(
    tx: &mut Tx<'_>,
    (organisation, story, version): (OrganisationId, StoryId, i32),
    by: StaffId,
    approved: bool,
) -> Result<(), Error> {
    diesel::insert_into(approvals::table)
        .values((
            approvals::organisation_id.eq(organisation),
            approvals::story_id.eq(story),
            approvals::version.eq(version),
            approvals::staff_id.eq(by),
            approvals::approved.eq(approved),
        ))
        .on_conflict_do_nothing()
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Returns who edited and who approved a version.
pub async fn of_version(
    mut conn: &AsyncPgConnection,
    organisation: OrganisationId,
    story: StoryId,
    version: i32,
) -> Result<Vec<Approval>, Error> {
    let rows: Vec<(StaffId, String, bool)> = approvals::table
        .inner_join(staff::table.on(staff::id.eq(approvals::staff_id)))
        .filter(approvals::organisation_id.eq(organisation))
        .filter(approvals::story_id.eq(story))
        .filter(approvals::version.eq(version))
        .order(staff::name)
        .select((staff::id, staff::name, approvals::approved))
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(|(staff, name, approved)| Approval { staff, name, approved }).collect())
}

/// Deletes the approvals of a story.
pub async fn void(tx: &mut Tx<'_>, organisation: OrganisationId, story: StoryId) -> Result<(), Error> {
    let all = approvals::table
        .filter(approvals::organisation_id.eq(organisation))
        .filter(approvals::story_id.eq(story));
    diesel::delete(all).execute(&mut **tx).await?;
    Ok(())
}
