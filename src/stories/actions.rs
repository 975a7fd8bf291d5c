//! Steps in the life of a story; the features that take them add what they must in the same transaction.

use super::{
    jobs::StoryWithdrawn,
    model::Story,
    status::{StoryAction, StoryStatus},
    store::{self, Outcome},
    text::StoryText,
    vault::{self, Place},
};
use crate::{
    ids::{OrganisationId, StoryId},
    platform::{db::Tx, error::Error, jobs::enqueue, keys::Keys},
};

/// Adds a story that came out of the mix, with the author's own words as version 1.
///
/// # Errors
/// Any database error, or when it cannot be sealed.
pub async fn add(
    tx: &mut Tx<'_>,
    keys: &Keys,
    story: &Story,
    month: &str,
    text: &StoryText,
) -> Result<(), Error> {
    let place = Place {
        organisation: story.organisation_id,
        story: story.id,
        number: 1,
    };
    let sealed = vault::seal(keys, place, month, text)?;
    store::insert(tx, story).await?;
    store::insert_version(tx, place, &sealed).await
}

/// Adds an edited version after version `after`, the newest the editor saw.
///
/// # Errors
/// [`Error::Conflict`] when somebody else edited meanwhile or the story is not under review.
pub async fn edit(
    tx: &mut Tx<'_>,
    keys: &Keys,
    place: Place,
    month: &str,
    text: &StoryText,
) -> Result<(), Error> {
    let story = store::hold(tx, place.organisation, place.story).await?;
    if story.status != StoryStatus::InReview {
        return Err(Error::Conflict("story moved on"));
    }
    let sealed = vault::seal(keys, place, month, text)?;
    store::insert_version(tx, place, &sealed).await
}

/// Moves a story on.
///
/// # Errors
/// [`Error::Conflict`] when the table of [`StoryStatus`] has no such step from where it is.
pub async fn advance(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    id: StoryId,
    action: StoryAction,
    outcome: Outcome,
) -> Result<StoryStatus, Error> {
    let story = store::hold(tx, organisation, id).await?;
    let to = story.status.after(action)?;
    store::advance(tx, &story, to, outcome).await?;
    Ok(to)
}

/// Takes a story back for its author: gone from every page at once, its words erased, and whoever refers to it told.
/// Nothing happens when it is withdrawn already.
///
/// # Errors
/// Any database error.
pub async fn withdraw(tx: &mut Tx<'_>, organisation: OrganisationId, id: StoryId) -> Result<(), Error> {
    let story = store::hold(tx, organisation, id).await?;
    let Ok(to) = story.status.after(StoryAction::Withdraw) else {
        return Ok(());
    };
    store::advance(tx, &story, to, Outcome::default()).await?;
    store::erase(tx, organisation, id).await?;
    enqueue(tx, Some(organisation), &StoryWithdrawn { story: id }).await
}
