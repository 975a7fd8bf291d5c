//! New words of an author, once their story is out.

use super::StoryScope;
use crate::{
    platform::{db::Tx, error::Error},
    stories::{
        consent::GivenBy,
        model::Story,
        status::{StoryAction, StoryStatus},
        store::{
            self, Outcome, consents,
            versions::{self, Version},
        },
        text::{StoryText, WrittenBy},
    },
};

/// Adds the author's own wording as the newest version, with their consent, and brings the story under review again:
/// a moderator reads it before anybody else does. Name and address stay as they were.
pub async fn edit_own(tx: &mut Tx<'_>, scope: StoryScope<'_>, text: StoryText) -> Result<(), Error> {
    let story = store::hold(tx, scope.organisation, scope.story).await?;
    let all = versions::of_story(&mut *tx, scope.keys, scope.organisation, scope.story).await?;
    if let Some(newest) = all.last() {
        reword(tx, scope, &story, newest, text).await?;
    }
    Ok(())
}

/// Carries out what an author wrote on the form of a story that is out: other words than their last become a version
/// of their own; the same words are the same form again. What else was chosen stays as it was.
pub async fn correct(tx: &mut Tx<'_>, scope: StoryScope<'_>, text: StoryText) -> Result<(), Error> {
    let story = store::hold(tx, scope.organisation, scope.story).await?;
    let all = versions::of_story(&mut *tx, scope.keys, scope.organisation, scope.story).await?;
    match (versions::last_own(&all), all.last()) {
        (Some(own), Some(newest)) if !own.text.same_words(&text) => {
            reword(tx, scope, &story, newest, text).await
        }
        _ => Ok(()),
    }
}

async fn reword(
    tx: &mut Tx<'_>,
    scope: StoryScope<'_>,
    story: &Story,
    newest: &Version,
    text: StoryText,
) -> Result<(), Error> {
    let text = text.signed_as(&newest.text);
    if let Ok(to) = story.status.after(StoryAction::Reopen) {
        store::advance(tx, story, to, Outcome::default(), &scope.week()).await?;
    } else if matches!(story.status, StoryStatus::Submitted | StoryStatus::InReview) {
        store::note_step(tx, scope.organisation, scope.story, &scope.week()).await?;
    } else {
        return Ok(());
    }
    let number = scope.add_version(tx, WrittenBy::Author, &text).await?;
    consents::insert(tx, story, number, GivenBy::Author).await
}
