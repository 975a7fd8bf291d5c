//! What is erased by age. The mix calls these, so that the moment says nothing; each may run again at any time.

use super::let_go;
use crate::{
    audit::{self, Verb},
    ids::{OrganisationId, StoryId},
    platform::{db::Tx, error::Error, state::App, time},
    retention::{CODE, DECLINED, IDLE_KEY, ORIGINALS},
    stories::{
        expiry::{self, Erasure},
        model::Story,
        status::StoryAction,
        store::{self, messages, versions},
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel_async::AsyncPgConnection;

/// Erases what has lived long enough of an organisation's stories, and writes down what staff will miss.
///
/// # Errors
/// Any database error.
pub async fn expire(tx: &mut Tx<'_>, organisation: OrganisationId, now: DateTime<Utc>) -> Result<(), Error> {
    let today = now.date_naive();
    let shortest = DECLINED.before_week(today).max(ORIGINALS.before_week(today));
    for story in store::expiry::older_than(tx, organisation, &shortest).await? {
        if let Some(verb) = erase_of(tx, &story, today).await? {
            audit::record(tx, organisation, None, verb, Some(story.id.untyped()), now).await?;
        }
    }
    store::expiry::forget_refusals(tx, organisation, &CODE.before_week(today)).await
}

/// Erases what is due of one story; says what that was.
async fn erase_of(tx: &mut Tx<'_>, story: &Story, today: NaiveDate) -> Result<Option<Verb>, Error> {
    let (organisation, id) = (story.organisation_id, story.id);
    let due = |day: NaiveDate| today >= day;
    match expiry::next(story).filter(|(_, day)| due(*day)) {
        Some((Erasure::Story, _)) => {
            let_go(tx, story, StoryAction::Expire, today).await?;
            return Ok(Some(Verb::StoryExpired));
        }
        Some((Erasure::Words, _)) => {
            let words = versions::erase(tx, organisation, id, None).await?;
            let said = messages::erase(tx, organisation, id).await?;
            return Ok((words + said > 0).then_some(Verb::StoryErased));
        }
        None => {}
    }
    if let Some((told, _)) = expiry::originals(story).filter(|(_, day)| due(*day)) {
        let words = versions::erase(tx, organisation, id, Some(told)).await?;
        let said = messages::erase(tx, organisation, id).await?;
        return Ok((words + said > 0).then_some(Verb::OriginalErased));
    }
    Ok(None)
}

/// Notes that stories are on a release: from here on their lives are counted from this week.
///
/// # Errors
/// Any database error.
pub async fn publish(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    ids: &[StoryId],
    today: NaiveDate,
) -> Result<(), Error> {
    store::expiry::note_published(tx, organisation, ids, &time::iso_week(today)).await
}

/// Destroys the keys of past months that wrap nothing any more: from then on no copy of the database opens with what
/// is left.
///
/// # Errors
/// Any database error, or a key file that cannot be removed.
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
