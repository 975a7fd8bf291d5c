//! Actions of moderators, each one transaction with an audit entry.

use super::store;
use crate::{
    audit::{Actor, Verb},
    ids::{OrganisationId, StoryId},
    platform::{
        db::{Tx, transaction},
        error::Error,
        keys::Keys,
    },
    stories::{self, Facts, Story, StoryAction, StoryStatus, StoryText, actions::StoryScope, store::Outcome},
};
use diesel_async::AsyncPgConnection;

/// Moderator at work on a story.
#[derive(Debug, Clone, Copy)]
pub struct Review {
    pub actor: Actor,
    pub story: StoryId,
}

/// Text and facts that every button on the page of a story sends.
#[derive(Debug, Clone, Copy, Default)]
pub struct SentText<'a> {
    /// Number of the version that the page showed; `None` stands for the newest.
    pub seen: Option<i32>,
    /// Changed text.
    pub text: Option<&'a StoryText>,
    /// Changed facts.
    pub facts: Option<&'a Facts>,
}

impl Review {
    fn scope<'a>(&self, keys: &'a Keys) -> StoryScope<'a> {
        StoryScope {
            keys,
            organisation: self.actor.organisation,
            story: self.story,
            today: self.actor.now.date_naive(),
        }
    }

    async fn record(&self, tx: &mut Tx<'_>, verb: Verb) -> Result<(), Error> {
        self.actor.record(tx, verb, self.story).await
    }

    async fn claim(&self, tx: &mut Tx<'_>) -> Result<(), Error> {
        self.lock(tx).await?;
        let Actor { organisation, staff, now } = self.actor;
        store::claim(tx, organisation, self.story, staff, now).await
    }

    async fn end_claim(&self, tx: &mut Tx<'_>) -> Result<(), Error> {
        store::end_claim(tx, self.actor.organisation, self.story, self.actor.staff).await
    }

    async fn lock(&self, tx: &mut Tx<'_>) -> Result<Story, Error> {
        stories::store::lock(tx, self.actor.organisation, self.story).await
    }

    /// Claims the story, saves text and facts if they were changed, and returns the number of the newest version. The version is
    /// compared inside the transaction: nobody decides on a text that they have not seen.
    async fn write(&self, tx: &mut Tx<'_>, keys: &Keys, sent: SentText<'_>) -> Result<i32, Error> {
        self.claim(tx).await?;
        let newest = stories::store::versions::newest(tx, self.actor.organisation, self.story)
            .await?
            .ok_or(Error::Conflict("erased"))?;
        if sent.seen.is_some_and(|seen| seen != newest) {
            return Err(Error::Changed);
        }
        let (mut number, mut edited) = (newest, false);
        if let Some(facts) = sent.facts {
            edited = stories::actions::set_facts(tx, self.scope(keys), facts).await?;
        }
        if let Some(text) = sent.text {
            number = stories::actions::edit(tx, self.scope(keys), newest, text).await?;
            edited = true;
        }
        if edited {
            self.record(tx, Verb("story_edited")).await?;
        }
        Ok(number)
    }

    async fn advance(&self, tx: &mut Tx<'_>, action: StoryAction, outcome: Outcome) -> Result<(), Error> {
        let today = self.actor.now.date_naive();
        stories::actions::advance(tx, self.actor.organisation, self.story, action, outcome, today)
            .await
            .map(drop)
    }
}

/// Claims a story and starts the review of a new one.
///
/// # Errors
/// [`Error::Claimed`] when somebody else has claimed it.
pub async fn claim(conn: &mut AsyncPgConnection, review: Review) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        let story = review.lock(&mut tx).await?;
        if !matches!(story.status, StoryStatus::Submitted | StoryStatus::InReview) {
            return Err(Error::Conflict("story moved on"));
        }
        review.claim(&mut tx).await?;
        if story.status == StoryStatus::Submitted {
            review.advance(&mut tx, StoryAction::StartReview, Outcome::default()).await?;
        }
        review.record(&mut tx, Verb("story_claimed")).await
    })
    .await
}

/// Ends the claim on a story and saves text and facts, if they were changed.
///
/// # Errors
/// Those of [`edit`] when something was changed.
pub async fn put_back(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    review: Review,
    sent: SentText<'_>,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        if sent.text.is_some() || sent.facts.is_some() {
            review.write(&mut tx, keys, sent).await?;
        } else {
            review.lock(&mut tx).await?;
        }
        review.end_claim(&mut tx).await?;
        review.record(&mut tx, Verb("story_put_back")).await
    })
    .await
}

/// Records that a story was read.
pub async fn note_reading(conn: &mut AsyncPgConnection, review: Review) -> Result<(), Error> {
    transaction(conn, async |mut tx| review.record(&mut tx, Verb("story_read")).await).await
}

/// Saves the text.
///
/// # Errors
/// [`Error::Claimed`] when somebody else has claimed the story, [`Error::Changed`] when it was edited after the page was
/// rendered, [`Error::Conflict`] when it is not under review.
pub async fn edit(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    review: Review,
    sent: SentText<'_>,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| review.write(&mut tx, keys, sent).await.map(drop)).await
}

/// Saves the text and asks the author a question.
///
/// # Errors
/// Those of [`edit`]; [`Error::Conflict`] when enough was asked.
pub async fn ask(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    review: Review,
    sent: SentText<'_>,
    question: String,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        review.write(&mut tx, keys, sent).await?;
        stories::actions::ask(&mut tx, review.scope(keys), question).await?;
        review.record(&mut tx, Verb("story_asked")).await
    })
    .await
}

/// Saves the text and accepts it.
pub async fn accept(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    review: Review,
    sent: SentText<'_>,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        let version = review.write(&mut tx, keys, sent).await?;
        stories::actions::accept(&mut tx, review.scope(keys), version).await?;
        review.end_claim(&mut tx).await?;
        review.record(&mut tx, Verb("story_accepted")).await
    })
    .await
}

/// Saves the text and declines the story, with a reason for its author.
pub async fn decline(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    review: Review,
    sent: SentText<'_>,
    reason: String,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        review.write(&mut tx, keys, sent).await?;
        let outcome = Outcome { refusal: Some(reason), ..Outcome::default() };
        review.advance(&mut tx, StoryAction::Decline, outcome).await?;
        review.end_claim(&mut tx).await?;
        review.record(&mut tx, Verb("story_declined")).await
    })
    .await
}

/// Reopens an accepted or declined story: until it is accepted again, no page shows it.
pub async fn reopen(conn: &mut AsyncPgConnection, review: Review) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        review.claim(&mut tx).await?;
        if !stories::store::versions::is_left(&mut tx, review.actor.organisation, review.story).await? {
            return Err(Error::Conflict("erased"));
        }
        review.advance(&mut tx, StoryAction::Reopen, Outcome::default()).await?;
        review.record(&mut tx, Verb("story_reopened")).await
    })
    .await
}

/// Deletes the claims on stories that are decided or gone.
pub async fn forget_claims(conn: &mut AsyncPgConnection, organisation: OrganisationId) -> Result<(), Error> {
    transaction(conn, async |mut tx| store::forget_claims(&mut tx, organisation).await).await
}
