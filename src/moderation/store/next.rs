//! The story that a moderator reads next.

use crate::{
    audit::Actor,
    ids::StoryId,
    moderation::lease::LONGEST,
    platform::{db::prepared, error::Error},
    schema::audit_entries,
    stories::{
        Story,
        store::queue::{FROM_ANYBODY, TURN},
    },
};
use chrono::NaiveTime;
use diesel::{
    dsl::{count, exists},
    prelude::*,
    select, sql_query, sql_types,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql_types::Uuid)]
    id: StoryId,
}

/// Tells whether somebody has opened a story before.
pub async fn has_read(mut conn: &AsyncPgConnection, actor: Actor, story: StoryId) -> Result<bool, Error> {
    let read = audit_entries::table
        .filter(audit_entries::organisation_id.eq(actor.organisation))
        .filter(audit_entries::object_id.eq(story.untyped()))
        .filter(audit_entries::staff_id.eq(actor.staff))
        .filter(audit_entries::verb.eq("story_read"));
    Ok(select(exists(read)).get_result(&mut conn).await?)
}

/// Counts the stories that somebody opened since midnight (UTC).
pub async fn read_today(mut conn: &AsyncPgConnection, actor: Actor) -> Result<i64, Error> {
    let midnight = actor.now.date_naive().and_time(NaiveTime::MIN).and_utc();
    let read = audit_entries::table
        .filter(audit_entries::organisation_id.eq(actor.organisation))
        .filter(audit_entries::staff_id.eq(actor.staff))
        .filter(audit_entries::verb.eq("story_read"))
        .filter(audit_entries::at.ge(midnight))
        .select(count(audit_entries::object_id).aggregate_distinct());
    Ok(read.first(&mut conn).await?)
}

/// Returns the story after `story` in the queue, and after its end from its beginning on, that waits for a moderator and
/// that nobody else has claimed.
pub async fn next(
    mut conn: &AsyncPgConnection,
    actor: Actor,
    story: &Story,
) -> Result<Option<StoryId>, Error> {
    let query = sql_query(format!(
        "select id from stories where organisation_id = $1 and id <> $2 \
           and (status = 'submitted' or (status = 'in_review' and {TURN} <> 'asked')) \
           and not exists (select from recusals r where r.organisation_id = stories.organisation_id \
             and r.story_id = stories.id and r.staff_id = $3) \
           and not exists (select from approvals a join organisations o on o.id = a.organisation_id \
             where o.four_eyes and a.organisation_id = stories.organisation_id \
             and a.story_id = stories.id and a.staff_id = $3 and a.approved and a.version = \
             (select max(number) from story_versions v where v.organisation_id = a.organisation_id \
               and v.story_id = a.story_id)) \
           and not exists (select from reviews where reviews.organisation_id = stories.organisation_id \
             and story_id = stories.id and staff_id <> $3 and lease_until > $4 and lease_until <= $5) \
         order by ({FROM_ANYBODY}, week, id) < ($6, $7, $2), {FROM_ANYBODY}, week, id limit 1"
    ))
    .bind::<sql_types::Uuid, _>(actor.organisation)
    .bind::<sql_types::Uuid, _>(story.id)
    .bind::<sql_types::Uuid, _>(actor.staff)
    .bind::<sql_types::Timestamptz, _>(actor.now)
    .bind::<sql_types::Timestamptz, _>(actor.now + LONGEST)
    .bind::<sql_types::Bool, _>(story.lane.is_from_anybody())
    .bind::<sql_types::Text, _>(&story.week);
    let found: Option<Row> = prepared(query).get_result(&mut conn).await.optional()?;
    Ok(found.map(|row| row.id))
}
