//! What moderators do. Each act is one transaction, and written down in it.

use super::store;
use crate::{
    audit::{self, Verb},
    ids::{OrganisationId, StaffId, StoryId},
    platform::{
        db::{Tx, transaction},
        error::Error,
        keys::Keys,
    },
    stories::{self, StoryAction, StoryStatus, StoryText, actions::Desk, store::Outcome},
};
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;

/// A moderator at work on a story.
#[derive(Debug, Clone, Copy)]
pub struct Review {
    /// Whose story.
    pub organisation: OrganisationId,
    /// Which.
    pub story: StoryId,
    /// Who.
    pub by: StaffId,
    /// When.
    pub now: DateTime<Utc>,
}

impl Review {
    fn desk<'a>(&self, keys: &'a Keys) -> Desk<'a> {
        Desk {
            keys,
            organisation: self.organisation,
            story: self.story,
            today: self.now.date_naive(),
        }
    }

    async fn note(&self, tx: &mut Tx<'_>, verb: Verb) -> Result<(), Error> {
        let object = Some(self.story.untyped());
        audit::record(tx, self.organisation, Some(self.by), verb, object, self.now).await
    }

    async fn claim(&self, tx: &mut Tx<'_>) -> Result<(), Error> {
        // Foreign and unknown stories end here.
        stories::store::hold(tx, self.organisation, self.story).await?;
        store::claim(tx, self.organisation, self.story, self.by, self.now).await
    }

    async fn advance(&self, tx: &mut Tx<'_>, action: StoryAction, outcome: Outcome) -> Result<(), Error> {
        let today = self.now.date_naive();
        stories::actions::advance(tx, self.organisation, self.story, action, outcome, today)
            .await
            .map(drop)
    }
}

/// Takes a story on one's desk; a new one comes under review.
///
/// # Errors
/// [`Error::Conflict`] when somebody else has it; [`Error::NotFound`] when there is none.
pub async fn claim(conn: &mut AsyncPgConnection, review: Review) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        let story = stories::store::hold(&mut tx, review.organisation, review.story).await?;
        if !matches!(story.status, StoryStatus::Submitted | StoryStatus::InReview) {
            return Err(Error::Conflict("story moved on"));
        }
        review.claim(&mut tx).await?;
        if story.status == StoryStatus::Submitted {
            review
                .advance(&mut tx, StoryAction::StartReview, Outcome::default())
                .await?;
        }
        review.note(&mut tx, Verb::StoryClaimed).await
    })
    .await
}

/// Leaves a story to others.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn put_back(conn: &mut AsyncPgConnection, review: Review) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        stories::store::hold(&mut tx, review.organisation, review.story).await?;
        store::end_claim(&mut tx, review.organisation, review.story, review.by).await?;
        review.note(&mut tx, Verb::StoryReleased).await
    })
    .await
}

/// Writes down that a story was read before it was accepted.
///
/// # Errors
/// Any database error.
pub async fn note_reading(conn: &mut AsyncPgConnection, review: Review) -> Result<(), Error> {
    transaction(conn, async |mut tx| review.note(&mut tx, Verb::StoryRead).await).await
}

/// Saves an edited version after version `after`.
///
/// # Errors
/// [`Error::Conflict`] when somebody else has the story, edited it meanwhile, or it is not under review.
pub async fn edit(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    review: Review,
    after: i32,
    text: &StoryText,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        review.claim(&mut tx).await?;
        stories::actions::edit(&mut tx, review.desk(keys), after, text).await?;
        review.note(&mut tx, Verb::StoryEdited).await
    })
    .await
}

/// Asks the author something; they see it after the next mix.
///
/// # Errors
/// [`Error::Conflict`] when somebody else has the story, or enough was asked.
pub async fn ask(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    review: Review,
    question: String,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        review.claim(&mut tx).await?;
        stories::actions::ask(&mut tx, review.desk(keys), question).await?;
        review.note(&mut tx, Verb::StoryAsked).await
    })
    .await
}

/// Accepts a version of a story: it may be told once its author agrees.
///
/// # Errors
/// [`Error::Conflict`] when somebody else has it or it is not under review any more.
pub async fn accept(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    review: Review,
    version: i32,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        review.claim(&mut tx).await?;
        stories::actions::accept(&mut tx, review.desk(keys), version).await?;
        store::end_claim(&mut tx, review.organisation, review.story, review.by).await?;
        review.note(&mut tx, Verb::StoryAccepted).await
    })
    .await
}

/// Declines a story, with a reason that its author reads.
///
/// # Errors
/// As [`accept`].
pub async fn decline(conn: &mut AsyncPgConnection, review: Review, reason: String) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        review.claim(&mut tx).await?;
        let outcome = Outcome {
            refusal: Some(reason),
            ..Outcome::default()
        };
        review.advance(&mut tx, StoryAction::Decline, outcome).await?;
        store::end_claim(&mut tx, review.organisation, review.story, review.by).await?;
        review.note(&mut tx, Verb::StoryDeclined).await
    })
    .await
}

/// Has another look at an accepted or declined story: until it is accepted again, no page shows it.
///
/// # Errors
/// As [`accept`], and when its words are erased.
pub async fn reopen(conn: &mut AsyncPgConnection, review: Review) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        review.claim(&mut tx).await?;
        if !stories::store::versions::is_left(&mut tx, review.organisation, review.story).await? {
            return Err(Error::Conflict("erased"));
        }
        review
            .advance(&mut tx, StoryAction::Reopen, Outcome::default())
            .await?;
        review.note(&mut tx, Verb::StoryReopened).await
    })
    .await
}

/// Forgets who had stories on the desk that are decided or gone.
///
/// # Errors
/// Any database error.
pub async fn forget_claims(conn: &mut AsyncPgConnection, organisation: OrganisationId) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        store::forget_claims(&mut tx, organisation).await
    })
    .await
}
