//! Steps in the life of a story; the features that take them add what they must in the same transaction.

pub mod erasing;
mod rewording;

pub use rewording::{correct, edit_own};

use super::{
    consent::{self, GivenBy},
    dialogue::{Message, ROUNDS},
    jobs::StoryWithdrawn,
    model::Story,
    status::{StoryAction, StoryStatus},
    store::{self, Outcome, consents, messages, versions},
    text::{NameTag, StoryText, WrittenBy},
    vault::{self, Part, Place},
};
use crate::{
    ids::{MessageId, OrganisationId, StoryId},
    platform::{db::Tx, error::Error, jobs::enqueue, keys::Keys, time},
};
use chrono::NaiveDate;

/// Which story, and what is needed to seal words of it.
#[derive(Debug, Clone, Copy)]
pub struct StoryScope<'a> {
    pub keys: &'a Keys,
    pub organisation: OrganisationId,
    pub story: StoryId,
    /// Today: its month names the key that wraps.
    pub today: NaiveDate,
}

impl StoryScope<'_> {
    fn place(&self, part: Part) -> Place {
        Place {
            organisation: self.organisation,
            story: self.story,
            part,
        }
    }

    fn seal(&self, part: Part, words: &impl serde::Serialize) -> anyhow::Result<vault::Sealed> {
        vault::seal(self.keys, self.place(part), &time::month(self.today), words)
    }

    fn week(&self) -> String {
        time::iso_week(self.today)
    }

    /// Adds a version after all there ever were, of a story that is held; gives its number.
    async fn add_version(&self, tx: &mut Tx<'_>, by: WrittenBy, text: &StoryText) -> Result<i32, Error> {
        let number = versions::last_number(tx, self.organisation, self.story).await? + 1;
        let sealed = self.seal(Part::Version(number), text)?;
        versions::insert(tx, self.organisation, self.story, number, by, &sealed).await?;
        Ok(number)
    }
}

/// Adds a story that came out of the mix, with the author's own words as version 1.
pub async fn add(
    tx: &mut Tx<'_>,
    keys: &Keys,
    today: NaiveDate,
    story: &Story,
    text: &StoryText,
) -> Result<(), Error> {
    let scope = StoryScope {
        keys,
        organisation: story.organisation_id,
        story: story.id,
        today,
    };
    store::insert(tx, story).await?;
    scope.add_version(tx, WrittenBy::Author, text).await.map(drop)
}

/// Adds a moderator's version after version `after`, the newest they saw; returns its number.
///
/// # Errors
/// [`Error::Conflict`] when somebody else edited meanwhile or the story is not under review.
pub async fn edit(
    tx: &mut Tx<'_>,
    scope: StoryScope<'_>,
    after: i32,
    text: &StoryText,
) -> Result<i32, Error> {
    let story = store::hold(tx, scope.organisation, scope.story).await?;
    if story.status != StoryStatus::InReview {
        return Err(Error::Conflict("story moved on"));
    }
    newest_is(tx, scope, after).await?;
    let number = scope.add_version(tx, WrittenBy::Moderator, text).await?;
    store::note_step(tx, scope.organisation, scope.story, &scope.week()).await?;
    Ok(number)
}

/// Holds `version` against the newest there is: with the story held, none comes in between.
async fn newest_is(tx: &mut Tx<'_>, scope: StoryScope<'_>, version: i32) -> Result<(), Error> {
    if versions::newest(tx, scope.organisation, scope.story).await? == Some(version) {
        Ok(())
    } else {
        Err(Error::Conflict("there are newer words"))
    }
}

/// Accepts the newest version. It may be told at once when its author agreed to it already; else they are asked.
///
/// # Errors
/// [`Error::Conflict`] when the story is not under review, or `version` is not the newest any more.
pub async fn accept(tx: &mut Tx<'_>, scope: StoryScope<'_>, version: i32) -> Result<(), Error> {
    store::hold(tx, scope.organisation, scope.story).await?;
    newest_is(tx, scope, version).await?;
    let given = consents::is_given(tx, scope.organisation, scope.story, version).await?;
    let outcome = Outcome {
        told_version: Some(version),
        asked_week: Some(scope.week()),
        agreed_version: given.then_some(version),
        refusal: None,
    };
    advance(
        tx,
        scope.organisation,
        scope.story,
        StoryAction::Accept,
        outcome,
        scope.today,
    )
    .await
    .map(drop)
}

/// Writes down an author's consent to a version. Consent to one that is not told any more changes nothing.
pub async fn consent(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    id: StoryId,
    version: i32,
    today: NaiveDate,
) -> Result<(), Error> {
    let story = store::hold(tx, organisation, id).await?;
    if story.told_version == Some(version) {
        consents::insert(tx, &story, version, GivenBy::Author).await?;
        consents::agree(tx, &story, version, &time::iso_week(today)).await?;
    }
    Ok(())
}

/// Takes silence for consent where its author chose so and it has lasted long enough.
pub async fn apply_silent_consent(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    today: NaiveDate,
) -> Result<(), Error> {
    let week = consent::silent_before(today);
    for story in consents::silent_since(tx, organisation, &week).await? {
        if let Some(version) = story.told_version {
            consents::insert(tx, &story, version, GivenBy::Silence).await?;
            consents::agree(tx, &story, version, &time::iso_week(today)).await?;
        }
    }
    Ok(())
}

/// Counts silence from today on again: after a backup was put back, since an answer that was given meanwhile may be lost.
pub async fn ask_anew(tx: &mut Tx<'_>, organisation: OrganisationId, today: NaiveDate) -> Result<(), Error> {
    consents::ask_anew(tx, organisation, &time::iso_week(today)).await
}

/// Asks the author something. They see it after the next mix.
///
/// # Errors
/// [`Error::Conflict`] when enough was asked, this very thing waits for an answer already, or the story is withdrawn.
pub async fn ask(tx: &mut Tx<'_>, scope: StoryScope<'_>, text: String) -> Result<(), Error> {
    let story = store::hold(tx, scope.organisation, scope.story).await?;
    let asked = messages::questions(tx, scope.organisation, scope.story).await?;
    if asked >= ROUNDS || story.status.is_erased() {
        return Err(Error::Conflict("no more questions"));
    }
    let said = messages::of_story(tx, scope.keys, scope.organisation, scope.story).await?;
    let last = said.last().map(|message| (message.written_by, &message.text));
    if last == Some((WrittenBy::Moderator, &text)) {
        return Err(Error::Conflict("asked already"));
    }
    let question = Message {
        id: MessageId::new(),
        round: asked + 1,
        written_by: WrittenBy::Moderator,
        shown: false,
        text,
    };
    let sealed = scope.seal(Part::Message(question.id), &question.text)?;
    messages::insert(tx, scope.organisation, scope.story, &question, &sealed).await?;
    store::note_step(tx, scope.organisation, scope.story, &scope.week()).await
}

/// Adds an author's answer to a question of theirs. The same answer twice is one.
pub async fn answer(
    tx: &mut Tx<'_>,
    scope: StoryScope<'_>,
    id: MessageId,
    round: i16,
    text: String,
) -> Result<(), Error> {
    let story = store::hold(tx, scope.organisation, scope.story).await?;
    let asked = messages::questions(tx, scope.organisation, scope.story).await?;
    if story.status.is_erased() || !(1..=asked).contains(&round) {
        return Ok(());
    }
    let answer = Message {
        id,
        round,
        written_by: WrittenBy::Author,
        shown: true,
        text,
    };
    let sealed = scope.seal(Part::Message(id), &answer.text)?;
    messages::insert(tx, scope.organisation, scope.story, &answer, &sealed).await?;
    store::note_step(tx, scope.organisation, scope.story, &scope.week()).await
}

/// Makes an author known, or unknown again: their word alone does. Unknown again, their name is in no version.
pub async fn name(tx: &mut Tx<'_>, scope: StoryScope<'_>, tag: Option<NameTag>) -> Result<(), Error> {
    let story = store::hold(tx, scope.organisation, scope.story).await?;
    if story.status.is_erased() {
        return Ok(());
    }
    store::set_anonymity(tx, &story, tag.as_ref().into()).await?;
    store::note_step(tx, scope.organisation, scope.story, &scope.week()).await?;
    let (name, email) = tag.map_or((None, None), |tag| (Some(tag.name), tag.email));
    for version in versions::of_story(&mut *tx, scope.keys, scope.organisation, scope.story).await? {
        let text = StoryText {
            name: name.clone(),
            email: email.clone(),
            ..version.text
        };
        let sealed = scope.seal(Part::Version(version.number), &text)?;
        versions::replace(tx, scope.organisation, scope.story, version.number, &sealed).await?;
    }
    Ok(())
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
    today: NaiveDate,
) -> Result<StoryStatus, Error> {
    let story = store::hold(tx, organisation, id).await?;
    let to = story.status.after(action)?;
    store::advance(tx, &story, to, outcome, &time::iso_week(today)).await?;
    Ok(to)
}

/// Takes a story back for its author: gone from every page at once, its words erased, and whoever refers to it told.
/// Nothing happens when it is erased already.
pub async fn withdraw(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    id: StoryId,
    today: NaiveDate,
) -> Result<(), Error> {
    let story = store::hold(tx, organisation, id).await?;
    if story.status.can(StoryAction::Withdraw) {
        close_and_erase(tx, &story, StoryAction::Withdraw, today).await?;
    }
    Ok(())
}

/// The end of a story, whether its author or its age wants it.
async fn close_and_erase(
    tx: &mut Tx<'_>,
    story: &Story,
    action: StoryAction,
    today: NaiveDate,
) -> Result<(), Error> {
    let (organisation, id) = (story.organisation_id, story.id);
    let to = story.status.after(action)?;
    store::advance(tx, story, to, Outcome::default(), &time::iso_week(today)).await?;
    versions::erase(tx, organisation, id, None).await?;
    messages::erase(tx, organisation, id).await?;
    enqueue(tx, Some(organisation), &StoryWithdrawn { story: id }).await
}
