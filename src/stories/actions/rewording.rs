//! New wordings by an author whose story is out.

use super::StoryScope;
use crate::{
    platform::{db::Tx, error::Error},
    stories::{
        consent::GivenBy,
        model::Story,
        status::StoryAction,
        store::{
            self, Outcome, consents,
            versions::{self, Content, Version},
        },
        text::{StoryText, WrittenBy},
    },
};

/// Adds the author's own wording as the newest version, with their consent, and reopens the review: a moderator reads
/// it before anybody else does. Name and address stay as they were.
pub async fn edit_own(tx: &mut Tx<'_>, scope: StoryScope<'_>, text: StoryText) -> Result<(), Error> {
    let story = scope.lock(tx).await?;
    let all = versions::of_story(&*tx, scope.keys, scope.organisation, scope.story).await?;
    if let Some(newest) = all.last() {
        reword(tx, scope, &story, newest, text).await?;
    }
    Ok(())
}

/// Applies the form of a story that is out, sent again: words other than the author's last become a new version; all
/// other choices are ignored.
pub async fn correct(tx: &mut Tx<'_>, scope: StoryScope<'_>, text: StoryText) -> Result<(), Error> {
    let story = scope.lock(tx).await?;
    let all = versions::of_story(&*tx, scope.keys, scope.organisation, scope.story).await?;
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
    } else if story.status.awaits_verdict() {
        scope.note_step(tx).await?;
    } else {
        return Ok(());
    }
    let content = Content { text, facts: newest.facts.clone() };
    let number = scope.add_version(tx, WrittenBy::Author, &content).await?;
    consents::insert(tx, story, number, GivenBy::Author).await
}
