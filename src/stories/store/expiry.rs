//! Ages of stories in the database. Which of them are over is for the rules to say, not for a query.

use crate::{
    ids::{OrganisationId, StoryId},
    platform::{db::Tx, error::Error},
    schema::stories,
    stories::{model::Story, status::StoryStatus},
};
use diesel::{dsl::sql, prelude::*, sql_types};
use diesel_async::RunQueryDsl;

/// Whether anything is left of a story but the version its author agreed to.
const MORE: &str = "(exists (select from story_versions v where v.organisation_id = stories.organisation_id \
        and v.story_id = stories.id and v.wrapped_key is not null \
        and v.number is distinct from stories.agreed_version) \
    or exists (select from messages m where m.organisation_id = stories.organisation_id \
        and m.story_id = stories.id and m.wrapped_key is not null))";

/// The stories that are not erased and had no step taken, or were first released, before `week`; and of each whether
/// there is more of it than the version its author agreed to.
pub async fn older_than(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    week: &str,
) -> Result<Vec<(Story, bool)>, Error> {
    let old = stories::changed_week
        .lt(week)
        .or(stories::published_week.lt(week).assume_not_null());
    // Random ids: what is done in this order says nothing of the order of arrival.
    let rows = stories::table
        .filter(stories::organisation_id.eq(organisation))
        .filter(stories::status.ne_all([StoryStatus::Withdrawn, StoryStatus::Expired]))
        .filter(old)
        .order(stories::id)
        .select((Story::as_select(), sql::<sql_types::Bool>(MORE)));
    Ok(rows.load(&mut **tx).await?)
}

/// Forgets why stories were declined before `week`: by then no code leads to them.
pub async fn forget_refusals(tx: &mut Tx<'_>, organisation: OrganisationId, week: &str) -> Result<(), Error> {
    let unread = stories::table
        .filter(stories::organisation_id.eq(organisation))
        .filter(stories::status.eq(StoryStatus::Declined))
        .filter(stories::changed_week.lt(week))
        .filter(stories::refusal.is_not_null());
    diesel::update(unread)
        .set(stories::refusal.eq(None::<String>))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Notes the week of the first release that these stories are on.
pub async fn note_published(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    ids: &[StoryId],
    week: &str,
) -> Result<(), Error> {
    let first = stories::table
        .filter(stories::organisation_id.eq(organisation))
        .filter(stories::id.eq_any(ids))
        .filter(stories::published_week.is_null());
    diesel::update(first)
        .set(stories::published_week.eq(week))
        .execute(&mut **tx)
        .await?;
    Ok(())
}
