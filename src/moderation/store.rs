//! Claims in the database.

use super::lease::Lease;
use crate::{
    ids::{OrganisationId, StaffId, StoryId},
    organisations::{self, Theme},
    platform::{db::Tx, error::Error, keys::Keys},
    schema::{reviews, staff, stories},
    stories::{
        Stage, StoryStatus,
        store::{self as told, Titled},
    },
};
use chrono::{DateTime, Utc};
use diesel::{prelude::*, sql_types};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use futures_util::future::try_join4;
use std::collections::BTreeMap;

/// Claims a story or renews a claim.
///
/// # Errors
/// [`Error::Claimed`] when somebody else has claimed it.
pub async fn claim(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    story: StoryId,
    by: StaffId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    // A single statement, so that only one of two simultaneous claims succeeds.
    let claimed = diesel::sql_query(
        "insert into reviews (organisation_id, story_id, staff_id, lease_until) values ($1, $2, $3, $4) \
         on conflict (organisation_id, story_id) do update \
             set staff_id = excluded.staff_id, lease_until = excluded.lease_until \
             where reviews.staff_id = excluded.staff_id or reviews.lease_until <= $5 \
                 or reviews.lease_until > $6",
    )
    .bind::<sql_types::Uuid, _>(organisation)
    .bind::<sql_types::Uuid, _>(story)
    .bind::<sql_types::Uuid, _>(by)
    .bind::<sql_types::Timestamptz, _>(now + super::lease::LENGTH)
    .bind::<sql_types::Timestamptz, _>(now)
    .bind::<sql_types::Timestamptz, _>(now + super::lease::LONGEST)
    .execute(&mut **tx)
    .await?;
    if claimed == 1 { Ok(()) } else { Err(Error::Claimed) }
}

pub async fn end_claim(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    story: StoryId,
    by: StaffId,
) -> Result<(), Error> {
    let own = reviews::table
        .filter(reviews::organisation_id.eq(organisation))
        .filter(reviews::story_id.eq(story))
        .filter(reviews::staff_id.eq(by));
    diesel::delete(own).execute(&mut **tx).await?;
    Ok(())
}

/// Deletes the claims on stories that are not under review any more.
pub async fn forget_claims(tx: &mut Tx<'_>, organisation: OrganisationId) -> Result<(), Error> {
    let reviewed = stories::table
        .filter(stories::organisation_id.eq(organisation))
        .filter(stories::status.eq_any([StoryStatus::Submitted, StoryStatus::InReview]))
        .select(stories::id);
    let idle = reviews::table
        .filter(reviews::organisation_id.eq(organisation))
        .filter(reviews::story_id.ne_all(reviewed));
    diesel::delete(idle).execute(&mut **tx).await?;
    Ok(())
}

/// Returns what a page of the queue shows: stories, how many there are in each stage, claims, and themes.
pub async fn queue(
    conn: &AsyncPgConnection,
    keys: &Keys,
    organisation: OrganisationId,
    (status, stage): (StoryStatus, Option<Stage>),
    (skip, most): (i64, i64),
    now: DateTime<Utc>,
) -> Result<(Vec<Titled>, BTreeMap<Stage, i64>, BTreeMap<StoryId, Lease>, Vec<Theme>), Error> {
    try_join4(
        told::queue(conn, keys, organisation, (status, stage), skip, most),
        told::counts(conn, organisation),
        leases(conn, organisation, now),
        organisations::store::themes(conn, organisation),
    )
    .await
}

type LeaseRow = (StoryId, StaffId, String, DateTime<Utc>);

fn as_lease((story, holder, name, until): LeaseRow) -> (StoryId, Lease) {
    (story, Lease { holder, name, until })
}

/// Returns the claim on a story.
pub async fn lease(
    mut conn: &AsyncPgConnection,
    organisation: OrganisationId,
    story: StoryId,
) -> Result<Option<Lease>, Error> {
    let row: Option<LeaseRow> = reviews::table
        .find((organisation, story))
        .inner_join(staff::table.on(staff::id.eq(reviews::staff_id)))
        .select((reviews::story_id, reviews::staff_id, staff::name, reviews::lease_until))
        .first(&mut conn)
        .await
        .optional()?;
    Ok(row.map(|row| as_lease(row).1))
}

/// Returns the claims that have not expired, by story: no more than people can work on at once.
pub async fn leases(
    mut conn: &AsyncPgConnection,
    organisation: OrganisationId,
    now: DateTime<Utc>,
) -> Result<BTreeMap<StoryId, Lease>, Error> {
    let rows: Vec<LeaseRow> = reviews::table
        .inner_join(staff::table.on(staff::id.eq(reviews::staff_id)))
        .filter(reviews::organisation_id.eq(organisation))
        .filter(reviews::lease_until.gt(now))
        .select((reviews::story_id, reviews::staff_id, staff::name, reviews::lease_until))
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(as_lease).collect())
}

/// Counts the stories under review that somebody has claimed.
pub async fn count_claims(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    by: StaffId,
) -> Result<i64, Error> {
    let theirs =
        reviews::table
            .inner_join(stories::table.on(
                stories::organisation_id.eq(reviews::organisation_id).and(stories::id.eq(reviews::story_id)),
            ))
            .filter(reviews::organisation_id.eq(organisation))
            .filter(reviews::staff_id.eq(by))
            .filter(stories::status.eq(StoryStatus::InReview));
    Ok(theirs.count().get_result(conn).await?)
}
