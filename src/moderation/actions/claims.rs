//! Claims on stories, and readings of them.

use super::review::{Review, SentText};
use crate::{
    accounts::{self, Permission},
    audit::{Actor, Verb},
    ids::{OrganisationId, StaffId},
    moderation::store,
    platform::{db::transaction, error::Error, keys::Keys},
    stories::StoryStatus,
};
use diesel_async::AsyncPgConnection;

/// Claims a story, starts the review of a new one, and saves text, facts and memo, if they were changed.
///
/// # Errors
/// [`Error::Claimed`] when somebody else has claimed it; those of [`edit`](super::edit) when something was changed.
pub async fn claim(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    review: Review,
    sent: SentText<'_>,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        review.settle(&mut tx, keys, sent).await?;
        review.record(&mut tx, Verb("story_claimed")).await
    })
    .await
}

/// Renews the claim on a story under review, while its holder works on its page.
///
/// # Errors
/// [`Error::Claimed`] when it is not theirs any more, [`Error::Conflict`] when the story is decided.
pub async fn renew(conn: &mut AsyncPgConnection, review: Review) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        if review.lock(&mut tx).await?.status != StoryStatus::InReview {
            return Err(Error::Conflict("story moved on"));
        }
        let Actor { organisation, staff, now } = review.actor;
        store::renew(&mut tx, organisation, review.story, staff, now).await
    })
    .await
}

/// Ends the claim on a story and saves text, facts and memo, if they were changed.
///
/// # Errors
/// Those of [`edit`](super::edit) when something was changed.
pub async fn put_back(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    review: Review,
    sent: SentText<'_>,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        if sent.is_changed() {
            review.write(&mut tx, keys, sent).await?;
        } else {
            review.lock(&mut tx).await?;
        }
        review.end_claim(&mut tx).await?;
        review.record(&mut tx, Verb("story_put_back")).await
    })
    .await
}

/// Leaves a story to others for good, since the moderator recognised somebody in it. The trail says only that it was
/// left to others. What was changed in the form is saved. Done twice, it is done once.
pub async fn recuse(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    review: Review,
    sent: SentText<'_>,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        let Actor { organisation, staff, .. } = review.actor;
        review.lock(&mut tx).await?;
        if store::recusals::of_story(&tx, organisation, review.story).await?.contains(&staff) {
            return Ok(());
        }
        review.settle(&mut tx, keys, sent).await?;
        store::recusals::add(&mut tx, organisation, review.story, staff).await?;
        review.end_claim(&mut tx).await?;
        review.record(&mut tx, Verb("story_put_back")).await
    })
    .await
}

/// Hands a story to another moderator, and saves text, facts and memo, if they were changed.
///
/// # Errors
/// [`Error::NotFound`] for somebody who does not review stories; those of [`edit`](super::edit).
pub async fn hand_over(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    review: Review,
    sent: SentText<'_>,
    to: StaffId,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        let organisation = review.actor.organisation;
        let moderators = accounts::store::who_may(&mut tx, organisation, Permission::ReviewStories).await?;
        let colleague = accounts::store::staff(&mut tx, to).await?;
        if !moderators.contains(&to) || colleague.is_away(review.actor.now.date_naive()) {
            return Err(Error::NotFound);
        }
        review.settle(&mut tx, keys, sent).await?;
        review.end_claim(&mut tx).await?;
        store::claim(&mut tx, organisation, review.story, to, review.actor.now).await?;
        review.record(&mut tx, Verb("story_handed_over")).await
    })
    .await
}

/// Records that a story was read.
pub async fn note_reading(conn: &mut AsyncPgConnection, review: Review) -> Result<(), Error> {
    transaction(conn, async |mut tx| review.record(&mut tx, Verb("story_read")).await).await
}

/// Records that a story was read, the first time: by an answer that shows it to somebody who has not opened its page.
pub async fn note_first_reading(conn: &mut AsyncPgConnection, review: Review) -> Result<(), Error> {
    if store::has_read(conn, review.actor, review.story).await? {
        return Ok(());
    }
    note_reading(conn, review).await
}

/// Deletes the work of moderators on stories that are decided or gone.
pub async fn forget_work(conn: &mut AsyncPgConnection, organisation: OrganisationId) -> Result<(), Error> {
    transaction(conn, async |mut tx| store::forget_work(&mut tx, organisation).await).await
}
