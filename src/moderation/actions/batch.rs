//! Acts on several stories, each of them one transaction with its own audit entry: what cannot be done on one story is
//! done on the others.

use super::{
    claims::claim,
    review::{Accepted, Review, SentText, decide},
};
use crate::{
    audit::Actor,
    ids::StoryId,
    moderation::{
        batch::{Candidate, Refusal},
        forms::batch::{Decided, Picks},
        store::batch::candidates,
    },
    platform::{db::transaction, error::Error, keys::Keys},
};
use diesel_async::AsyncPgConnection;
use std::collections::BTreeMap;

/// Outcome for each story: nothing was done where there is a reason.
pub type Outcome = BTreeMap<StoryId, Option<Refusal>>;

/// Claims stories.
pub async fn claim_all(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    actor: Actor,
    stories: impl Iterator<Item = StoryId>,
) -> Result<Outcome, Error> {
    let mut outcome = Outcome::new();
    for story in stories {
        outcome
            .insert(story, refusal(claim(conn, keys, Review { actor, story }, SentText::default()).await)?);
    }
    Ok(outcome)
}

/// Accepts or declines stories, each in the version that was on the page.
pub async fn decide_all(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    actor: Actor,
    picks: &Picks,
    decided: &Decided,
) -> Result<Outcome, Error> {
    let mut outcome = Outcome::new();
    for (story, seen) in picks {
        let review = Review { actor, story: *story };
        let done = transaction(conn, async |mut tx| {
            review.lock(&mut tx).await?;
            let candidate = candidates(&tx, actor, &[*story]).await?.pop();
            let refusal = candidate.map_or(Some(Refusal::Gone), |it: Candidate| it.undecidable(*seen));
            if refusal.is_some() {
                return Ok(refusal);
            }
            let accepted = decide(&mut tx, keys, review, *seen, decided).await?;
            Ok((accepted == Accepted::ByOne).then_some(Refusal::ByOne))
        });
        let refused = match done.await {
            Ok(refused) => refused,
            Err(error) => refusal(Err(error))?,
        };
        outcome.insert(*story, refused);
    }
    Ok(outcome)
}

/// Says why nothing was done on a story; anything else stops the batch.
fn refusal(done: Result<(), Error>) -> Result<Option<Refusal>, Error> {
    match done {
        Ok(()) => Ok(None),
        Err(Error::NotFound) => Ok(Some(Refusal::Gone)),
        Err(Error::Claimed) => Ok(Some(Refusal::Held)),
        Err(Error::Changed) => Ok(Some(Refusal::Changed)),
        Err(Error::Conflict(_)) => Ok(Some(Refusal::Decided)),
        Err(error) => Err(error),
    }
}
