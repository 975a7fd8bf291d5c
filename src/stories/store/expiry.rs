//! Candidates for expiry in the database; the rules decide.

use crate::{
    ids::{OrganisationId, StoryId},
    platform::{db::Tx, error::Error},
    schema::stories,
    stories::{
        model::{RefusalKind, Story},
        status::StoryStatus,
    },
};
use diesel::{dsl::sql, prelude::*, sql_types};
use diesel_async::RunQueryDsl;

/// SQL condition for stories with text besides the version their author agreed to.
const MORE: &str = "(exists (select from story_versions v where v.organisation_id = stories.organisation_id \
        and v.story_id = stories.id and v.wrapped_key is not null \
        and v.number is distinct from stories.agreed_version) \
    or exists (select from messages m where m.organisation_id = stories.organisation_id \
        and m.story_id = stories.id and m.wrapped_key is not null) \
    or exists (select from memos n where n.organisation_id = stories.organisation_id and n.story_id = stories.id))";

/// Returns the stories that are not erased and had their last step or first release before `week`,
/// and whether each has text besides the version agreed to.
pub async fn older_than(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    week: &str,
) -> Result<Vec<(Story, bool)>, Error> {
    let old = stories::changed_week.lt(week).or(stories::published_week.lt(week).assume_not_null());
    // Random ids: this order says nothing of the order of arrival.
    let rows = stories::table
        .filter(stories::organisation_id.eq(organisation))
        .filter(stories::status.ne_all([StoryStatus::Withdrawn, StoryStatus::Expired]))
        .filter(old)
        .order(stories::id)
        .select((Story::as_select(), sql::<sql_types::Bool>(MORE)));
    Ok(rows.load(&mut **tx).await?)
}

/// Deletes the reasons for declining stories before `week`: their codes have expired.
pub async fn forget_refusals(tx: &mut Tx<'_>, organisation: OrganisationId, week: &str) -> Result<(), Error> {
    let unread = stories::table
        .filter(stories::organisation_id.eq(organisation))
        .filter(stories::status.eq(StoryStatus::Declined))
        .filter(stories::changed_week.lt(week))
        .filter(stories::refusal.is_not_null());
    let nothing = (stories::refusal.eq(None::<String>), stories::refusal_kind.eq(None::<RefusalKind>));
    diesel::update(unread).set(nothing).execute(&mut **tx).await?;
    Ok(())
}

/// Sets the week of the first release, unless it is set.
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
    diesel::update(first).set(stories::published_week.eq(week)).execute(&mut **tx).await?;
    Ok(())
}
