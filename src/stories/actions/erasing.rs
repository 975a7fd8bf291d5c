//! Erasing by age. The mix runs these, so that their moment says nothing; each may run again at any time.

use super::close_and_erase;
use crate::{
    audit::{self, Verb},
    ids::{OrganisationId, StoryId},
    platform::{db::Tx, error::Error, state::App, time},
    retention::{CODE, DECLINED, IDLE_KEY, ORIGINALS},
    stories::{
        expiry::Erasure,
        model::Story,
        status::StoryAction,
        store::{self, memos, messages, reader_questions, versions},
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel_async::AsyncPgConnection;

/// Erases stories and versions whose life is over, with an audit entry for each.
pub async fn expire(tx: &mut Tx<'_>, organisation: OrganisationId, now: DateTime<Utc>) -> Result<(), Error> {
    let today = now.date_naive();
    let shortest = DECLINED.before_week(today).max(ORIGINALS.before_week(today));
    for (story, more) in store::expiry::older_than(tx, organisation, &shortest).await? {
        if story.age().due(more, today).is_none() {
            continue;
        }
        let story = store::lock(tx, organisation, story.id).await?;
        // Another step may have been taken before the lock.
        if let Some(erasure) = story.age().due(more, today) {
            let verb = erase(tx, &story, erasure, today).await?;
            audit::record(tx, organisation, None, verb, Some(story.id.untyped()), now).await?;
        }
    }
    store::expiry::forget_refusals(tx, organisation, &CODE.before_week(today)).await
}

async fn erase(tx: &mut Tx<'_>, story: &Story, erasure: Erasure, today: NaiveDate) -> Result<Verb, Error> {
    let (told, verb) = match erasure {
        Erasure::Story => {
            close_and_erase(tx, story, StoryAction::Expire, today).await?;
            return Ok(Verb("story_expired"));
        }
        Erasure::Words => {
            reader_questions::erase(tx, story.organisation_id, story.id).await?;
            (None, Verb("story_erased"))
        }
        Erasure::AllBut(told) => (Some(told), Verb("original_erased")),
    };
    versions::erase(tx, story.organisation_id, story.id, told).await?;
    messages::erase(tx, story.organisation_id, story.id).await?;
    memos::erase(tx, story.organisation_id, story.id).await?;
    Ok(verb)
}

/// Marks stories as published, unless they are already: from now on their lives are counted from this week.
pub async fn mark_published(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    ids: &[StoryId],
    today: NaiveDate,
) -> Result<(), Error> {
    store::expiry::note_published(tx, organisation, ids, &time::iso_week(today)).await
}

/// Destroys the keys of past months that wrap nothing any more: from then on no old copy of the database opens with the
/// keys that are left.
pub async fn destroy_idle_keys(
    app: &App,
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
) -> Result<(), Error> {
    let present = time::month(IDLE_KEY.before(app.clock.now()).date_naive());
    let used = versions::key_months(conn, organisation).await?;
    for month in app.keys.months(organisation)? {
        if month < present && !used.contains(&month) {
            app.keys.destroy_month(organisation, &month)?;
        }
    }
    Ok(())
}
