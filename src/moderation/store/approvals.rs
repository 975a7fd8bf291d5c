//! People who have had a version of a story before them.

use crate::{
    ids::{OrganisationId, StaffId, StoryId},
    moderation::four_eyes::{Approval, Had},
    platform::{db::Tx, error::Error},
    schema::{approvals, staff},
};
use diesel::{Table, prelude::*, upsert::excluded};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// Notes that somebody edited or approved a version, beside what they did with it before.
pub async fn add(
    tx: &mut Tx<'_>,
    (organisation, story, version): (OrganisationId, StoryId, i32),
    by: StaffId,
    had: Had,
) -> Result<(), Error> {
    let noted = match had {
        Had::Edited => (approvals::edited.eq(true), approvals::approved.eq(false)),
        Had::Approved => (approvals::edited.eq(false), approvals::approved.eq(true)),
    };
    diesel::insert_into(approvals::table)
        .values((
            approvals::organisation_id.eq(organisation),
            approvals::story_id.eq(story),
            approvals::version.eq(version),
            approvals::staff_id.eq(by),
            noted,
        ))
        .on_conflict(approvals::table.primary_key())
        .do_update()
        .set((
            approvals::edited.eq(approvals::edited.or(excluded(approvals::edited))),
            approvals::approved.eq(approvals::approved.or(excluded(approvals::approved))),
        ))
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
    let rows: Vec<(StaffId, String, bool, bool)> = approvals::table
        .inner_join(staff::table.on(staff::id.eq(approvals::staff_id)))
        .filter(approvals::organisation_id.eq(organisation))
        .filter(approvals::story_id.eq(story))
        .filter(approvals::version.eq(version))
        .order(staff::name)
        .select((staff::id, staff::name, approvals::edited, approvals::approved))
        .load(&mut conn)
        .await?;
    let approval = |(staff, name, edited, approved)| Approval { staff, name, edited, approved };
    Ok(rows.into_iter().map(approval).collect())
}

/// Deletes the approvals of a story.
pub async fn void(tx: &mut Tx<'_>, organisation: OrganisationId, story: StoryId) -> Result<(), Error> {
    let all = approvals::table
        .filter(approvals::organisation_id.eq(organisation))
        .filter(approvals::story_id.eq(story));
    diesel::delete(all).execute(&mut **tx).await?;
    Ok(())
}
