//! Steps in the life of a story, taken by other features within their transactions.

pub mod asking;
pub mod erasing;
mod rewording;

pub use rewording::{correct, edit_own};

use super::{
    consent::{self, GivenBy},
    dialogue::{Message, ROUNDS},
    facts::Facts,
    jobs::StoryWithdrawn,
    model::{HiddenBy, Story},
    status::{StoryAction, StoryStatus},
    store::{
        self, Outcome, consents, memos, messages, reader_questions,
        versions::{self, Content, Version},
    },
    text::{NameTag, StoryText, WrittenBy},
    vault::{self, Part, TextId},
};
use crate::{
    ids::{MessageId, OrganisationId, StoryId},
    platform::{db::Tx, error::Error, jobs::enqueue, keys::Keys, time, web::Seen},
};
use chrono::NaiveDate;

/// Story with the means to seal its text.
#[derive(Debug, Clone, Copy)]
pub struct StoryScope<'a> {
    pub keys: &'a Keys,
    pub organisation: OrganisationId,
    pub story: StoryId,
    /// Day whose month names the wrapping key.
    pub today: NaiveDate,
}

impl StoryScope<'_> {
    fn text_id(&self, part: Part) -> TextId {
        TextId { organisation: self.organisation, story: self.story, part }
    }

    fn seal(&self, part: Part, words: &impl serde::Serialize) -> anyhow::Result<vault::Sealed> {
        vault::seal(self.keys, self.text_id(part), &time::month(self.today), words)
    }

    fn week(&self) -> String {
        time::iso_week(self.today)
    }

    async fn lock(&self, tx: &mut Tx<'_>) -> Result<Story, Error> {
        store::lock(tx, self.organisation, self.story).await
    }

    async fn note_step(&self, tx: &mut Tx<'_>) -> Result<(), Error> {
        store::note_step(tx, self.organisation, self.story, &self.week()).await
    }

    async fn add_message(&self, tx: &mut Tx<'_>, message: &Message) -> Result<(), Error> {
        let sealed = self.seal(Part::Message(message.id), &message.text)?;
        messages::insert(tx, self.organisation, self.story, message, &sealed).await?;
        self.note_step(tx).await
    }

    /// Adds a version to a locked story and returns its number. No number is used twice, not even after erasing.
    async fn add_version(&self, tx: &mut Tx<'_>, by: WrittenBy, content: &Content) -> Result<i32, Error> {
        let number = versions::last_number(tx, self.organisation, self.story).await? + 1;
        let sealed = self.seal(Part::Version(number), content)?;
        versions::insert(tx, self.organisation, self.story, number, by, &sealed).await?;
        Ok(number)
    }

    async fn replace(&self, tx: &mut Tx<'_>, number: i32, content: &Content) -> Result<(), Error> {
        let sealed = self.seal(Part::Version(number), content)?;
        versions::replace(tx, self.organisation, self.story, number, &sealed).await
    }
}

/// Adds a story from the mix, with the author's own words as version 1.
pub async fn add(
    tx: &mut Tx<'_>,
    keys: &Keys,
    today: NaiveDate,
    story: &Story,
    text: &StoryText,
) -> Result<(), Error> {
    let scope = StoryScope { keys, organisation: story.organisation_id, story: story.id, today };
    store::insert(tx, story).await?;
    let content = Content { text: text.clone(), facts: Facts::default() };
    scope.add_version(tx, WrittenBy::Author, &content).await.map(drop)
}

/// Adds a moderator's version and returns its number.
///
/// # Errors
/// [`Error::Conflict`] when `after` is not the newest version any more, or the story is not under review.
pub async fn edit(
    tx: &mut Tx<'_>,
    scope: StoryScope<'_>,
    after: i32,
    content: &Content,
) -> Result<i32, Error> {
    let story = scope.lock(tx).await?;
    if story.status != StoryStatus::InReview {
        return Err(Error::Conflict("story moved on"));
    }
    check_newest(tx, scope, after).await?;
    let number = scope.add_version(tx, WrittenBy::Moderator, content).await?;
    scope.note_step(tx).await?;
    Ok(number)
}

/// Stores what moderators write about a story for each other, empty to erase it, and tells whether that changed
/// something.
///
/// # Errors
/// [`Error::Changed`] unless `seen` is the mark of what is stored.
pub async fn set_memo(
    tx: &mut Tx<'_>,
    scope: StoryScope<'_>,
    memo: &str,
    seen: &Seen,
) -> Result<bool, Error> {
    scope.lock(tx).await?;
    let stored = memos::of_story(&*tx, scope.keys, scope.organisation, scope.story).await?;
    if !seen.replaces(stored.as_str(), memo)? {
        return Ok(false);
    }
    if memo.is_empty() {
        memos::erase(tx, scope.organisation, scope.story).await?;
    } else {
        let sealed = scope.seal(Part::Memo, &memo)?;
        memos::replace(tx, scope.organisation, scope.story, &sealed).await?;
    }
    Ok(true)
}

/// Sets the facts of the newest version; its number and its author's consent stay.
///
/// # Errors
/// [`Error::Conflict`] when the story is not under review, or there is a newer version.
pub async fn set_facts(
    tx: &mut Tx<'_>,
    scope: StoryScope<'_>,
    newest: &Version,
    facts: Facts,
) -> Result<(), Error> {
    if scope.lock(tx).await?.status != StoryStatus::InReview {
        return Err(Error::Conflict("story moved on"));
    }
    check_newest(tx, scope, newest.number).await?;
    scope.replace(tx, newest.number, &Content { text: newest.text.clone(), facts }).await
}

/// Checks that `version` is the newest. The story must be locked.
async fn check_newest(tx: &mut Tx<'_>, scope: StoryScope<'_>, version: i32) -> Result<(), Error> {
    if versions::newest(tx, scope.organisation, scope.story).await? == Some(version) {
        Ok(())
    } else {
        Err(Error::Conflict("there are newer words"))
    }
}

/// Accepts the newest version. If its author agreed to it already, it may be told at once; else they are asked.
///
/// # Errors
/// [`Error::Conflict`] when the story is not under review, or `version` is not the newest any more.
pub async fn accept(tx: &mut Tx<'_>, scope: StoryScope<'_>, version: i32) -> Result<(), Error> {
    scope.lock(tx).await?;
    check_newest(tx, scope, version).await?;
    let given = consents::is_given(tx, scope.organisation, scope.story, version).await?;
    let outcome = Outcome {
        told_version: Some(version),
        asked_week: Some(scope.week()),
        agreed_version: given.then_some(version),
        refusal: None,
        refusal_kind: None,
    };
    advance(tx, scope.organisation, scope.story, StoryAction::Accept, outcome, scope.today).await.map(drop)
}

/// Records an author's consent to a version, unless another version is to be told by now.
pub async fn consent(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    id: StoryId,
    version: i32,
    today: NaiveDate,
) -> Result<(), Error> {
    let story = store::lock(tx, organisation, id).await?;
    if story.told_version == Some(version) {
        consents::insert(tx, &story, version, GivenBy::Author).await?;
        consents::agree(tx, &story, version, &time::iso_week(today)).await?;
    }
    Ok(())
}

/// Takes silence for consent if the author chose so and it has lasted long enough.
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

/// Counts silence from today on again, after a backup was restored: an answer may have been lost.
pub async fn restart_silence(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    today: NaiveDate,
) -> Result<(), Error> {
    consents::restart_silence(tx, organisation, &time::iso_week(today)).await
}

/// Asks the author something, which they see after the next mix.
///
/// # Errors
/// [`Error::Conflict`] when enough was asked, this very thing waits for an answer already, or the story is withdrawn.
pub async fn ask(tx: &mut Tx<'_>, scope: StoryScope<'_>, text: String) -> Result<(), Error> {
    let story = scope.lock(tx).await?;
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
    scope.add_message(tx, &question).await
}

/// Adds an author's answer to a question. The same answer sent twice is one.
pub async fn answer(
    tx: &mut Tx<'_>,
    scope: StoryScope<'_>,
    id: MessageId,
    round: i16,
    text: String,
) -> Result<(), Error> {
    let story = scope.lock(tx).await?;
    let asked = messages::questions(tx, scope.organisation, scope.story).await?;
    if story.status.is_erased() || !(1..=asked).contains(&round) {
        return Ok(());
    }
    let answer = Message { id, round, written_by: WrittenBy::Author, shown: true, text };
    scope.add_message(tx, &answer).await
}

/// Sets or removes the author's name, in every version. Removed, it is not left in the memo of moderators either.
pub async fn set_name(tx: &mut Tx<'_>, scope: StoryScope<'_>, tag: Option<NameTag>) -> Result<(), Error> {
    let story = scope.lock(tx).await?;
    if story.status.is_erased() {
        return Ok(());
    }
    store::set_anonymity(tx, &story, tag.as_ref().into()).await?;
    scope.note_step(tx).await?;
    if tag.is_none() {
        memos::erase(tx, scope.organisation, scope.story).await?;
    }
    let (name, email) = tag.map_or((None, None), |tag| (Some(tag.name), tag.email));
    for version in versions::of_story(&*tx, scope.keys, scope.organisation, scope.story).await? {
        let (name, email) = (name.clone(), email.clone());
        let text = StoryText { name, email, ..version.text };
        let content = Content { text, facts: version.facts };
        scope.replace(tx, version.number, &content).await?;
    }
    Ok(())
}

/// Applies an action to a story's status.
///
/// # Errors
/// [`Error::Conflict`] when [`StoryStatus::after`] does not allow it.
pub async fn advance(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    id: StoryId,
    action: StoryAction,
    outcome: Outcome,
    today: NaiveDate,
) -> Result<StoryStatus, Error> {
    let story = store::lock(tx, organisation, id).await?;
    let to = story.status.after(action)?;
    store::advance(tx, &story, to, outcome, &time::iso_week(today)).await?;
    Ok(to)
}

/// Withdraws a story for its author: removes it from every page at once and erases its text. Does nothing if it is
/// erased already.
pub async fn withdraw(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    id: StoryId,
    today: NaiveDate,
) -> Result<(), Error> {
    let story = store::lock(tx, organisation, id).await?;
    if story.status.can(StoryAction::Withdraw) {
        close_and_erase(tx, &story, StoryAction::Withdraw, today).await?;
    }
    Ok(())
}

/// Hides a story for its author from every page at once, or not any more; what a reader had hidden stays so.
pub async fn hide_for_author(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    id: StoryId,
    hide: bool,
) -> Result<(), Error> {
    let story = store::lock(tx, organisation, id).await?;
    if story.status.is_erased() {
        return Ok(());
    }
    store::set_hidden(tx, &story, HiddenBy::new(hide, story.is_hidden_by_reader())).await
}

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
    memos::erase(tx, organisation, id).await?;
    reader_questions::erase(tx, organisation, id).await?;
    enqueue(tx, Some(organisation), &StoryWithdrawn { story: id }).await
}
