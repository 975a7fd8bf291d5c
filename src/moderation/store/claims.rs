//! Claims in the database.

use crate::{
    ids::{OrganisationId, StaffId, StoryId},
    moderation::lease::{LENGTH, LONGEST, Lease},
    platform::{db::Tx, error::Error},
    schema::{reviews, staff, stories},
    stories::StoryStatus,
};
use chrono::{DateTime, Utc};
use diesel::{prelude::*, sql_types};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
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
    .bind::<sql_types::Timestamptz, _>(now + LENGTH)
    .bind::<sql_types::Timestamptz, _>(now)
    .bind::<sql_types::Timestamptz, _>(now + LONGEST)
    .execute(&mut **tx)
    .await?;
    if claimed == 1 { Ok(()) } else { Err(Error::Claimed) }
}

/// Renews somebody's own claim, and takes none: they may just have left the story to others.
///
/// # Errors
/// [`Error::Claimed`] when it is not theirs any more.
pub async fn renew(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    story: StoryId,
    by: StaffId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let own = reviews::table.find((organisation, story)).filter(reviews::staff_id.eq(by));
    let renewed = diesel::update(own).set(reviews::lease_until.eq(now + LENGTH)).execute(&mut **tx).await?;
    if renewed == 1 { Ok(()) } else { Err(Error::Claimed) }
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

/// Tables of what moderators do about a story, with the states of stories whose rows stay: who recognised somebody
/// steps aside as long as there is a text.
const WORK: &[(&str, &str)] = &[
    ("reviews", "'submitted', 'in_review'"),
    ("approvals", "'submitted', 'in_review'"),
    ("recusals", "'submitted', 'in_review', 'accepted', 'declined'"),
];

/// Deletes the work on stories that are done with.
pub async fn forget_work(tx: &mut Tx<'_>, organisation: OrganisationId) -> Result<(), Error> {
    for (table, states) in WORK {
        let idle = format!(
            "delete from {table} where organisation_id = $1 and not exists (select from stories s \
               where s.organisation_id = $1 and s.id = {table}.story_id and s.status in ({states}))"
        );
        diesel::sql_query(idle).bind::<sql_types::Uuid, _>(organisation).execute(&mut **tx).await?;
    }
    Ok(())
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
