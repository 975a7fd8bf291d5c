//! Actions of moderators, each one transaction with an audit entry.

use crate::{
    audit::{Actor, Verb},
    ids::StoryId,
    moderation::{
        forms::batch::{Decided, Verdict},
        four_eyes::{self, Had},
        store,
    },
    organisations,
    platform::{
        db::{Tx, transaction},
        error::Error,
        keys::Keys,
        web::Seen,
    },
    stories::{
        self, Facts, RefusalKind, Story, StoryAction, StoryStatus, StoryText,
        actions::StoryScope,
        store::{Outcome, versions::Content},
    },
};
use diesel_async::AsyncPgConnection;

/// Moderator at work on a story.
#[derive(Debug, Clone, Copy)]
pub struct Review {
    pub actor: Actor,
    pub story: StoryId,
}

/// Text, facts and memo that every button on the page of a story sends.
#[derive(Debug, Clone, Copy, Default)]
pub struct SentText<'a> {
    /// Number of the version that the page showed; `None` stands for the newest.
    pub seen: Option<i32>,
    /// Changed text.
    pub text: Option<&'a StoryText>,
    /// Changed facts, and those that the page was made from.
    pub facts: Option<(&'a Facts, &'a Seen)>,
    /// Changed memo, and the one that the page was made from.
    pub memo: Option<(&'a str, &'a Seen)>,
}

/// Outcome of accepting a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accepted {
    Wholly,
    /// A second person must accept it, too.
    ByOne,
}

/// Reason for declining a story, for its author.
#[derive(Debug, Clone)]
pub struct Reasoned {
    pub words: String,
    pub kind: Option<RefusalKind>,
}

impl SentText<'_> {
    pub(super) const fn is_changed(&self) -> bool {
        self.text.is_some() || self.facts.is_some() || self.memo.is_some()
    }
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

    pub(super) async fn record(&self, tx: &mut Tx<'_>, verb: Verb) -> Result<(), Error> {
        self.actor.record(tx, verb, self.story).await
    }

    /// Claims the story, unless the moderator recognised somebody in it.
    async fn claim(&self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let Actor { organisation, staff, now } = self.actor;
        if store::recusals::of_story(&*tx, organisation, self.story).await?.contains(&staff) {
            return Err(Error::Conflict("recused"));
        }
        store::claim(tx, organisation, self.story, staff, now).await
    }

    /// Claims a story that waits for its verdict, and starts the review of a new one.
    async fn begin(&self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let status = self.lock(tx).await?.status;
        if !status.awaits_verdict() {
            return Err(Error::Conflict("story moved on"));
        }
        self.claim(tx).await?;
        if status == StoryStatus::Submitted {
            self.advance(tx, StoryAction::StartReview, Outcome::default()).await?;
        }
        Ok(())
    }

    /// Claims a story, and saves text, facts and memo, if they were changed.
    pub(super) async fn settle(&self, tx: &mut Tx<'_>, keys: &Keys, sent: SentText<'_>) -> Result<(), Error> {
        if sent.is_changed() { self.write(tx, keys, sent).await.map(drop) } else { self.begin(tx).await }
    }

    pub(super) async fn end_claim(&self, tx: &mut Tx<'_>) -> Result<(), Error> {
        store::end_claim(tx, self.actor.organisation, self.story, self.actor.staff).await
    }

    pub(super) async fn lock(&self, tx: &mut Tx<'_>) -> Result<Story, Error> {
        stories::store::lock(tx, self.actor.organisation, self.story).await
    }

    /// Claims the story, saves text, facts and memo if they were changed, and returns the number of the newest version. All are
    /// compared inside the transaction: nobody decides on what they have not seen.
    pub(super) async fn write(&self, tx: &mut Tx<'_>, keys: &Keys, sent: SentText<'_>) -> Result<i32, Error> {
        self.begin(tx).await?;
        let newest = stories::store::versions::last(&*tx, keys, self.actor.organisation, self.story)
            .await?
            .ok_or(Error::Conflict("erased"))?;
        if sent.seen.is_some_and(|seen| seen != newest.number) {
            return Err(Error::Changed);
        }
        let facts = match sent.facts.filter(|(facts, _)| **facts != newest.facts) {
            Some((_, seen)) if seen.given().is_some_and(|seen| *seen != Seen::of(&newest.facts)) => {
                return Err(Error::Changed);
            }
            Some((facts, _)) => {
                self.record(tx, Verb("story_noted")).await?;
                facts.clone()
            }
            None => newest.facts.clone(),
        };
        let scope = self.scope(keys);
        if let Some((memo, seen)) = sent.memo
            && stories::actions::set_memo(tx, scope, memo, seen).await?
        {
            self.record(tx, Verb("memo_written")).await?;
        }
        if let Some(text) = sent.text {
            self.record(tx, Verb("story_edited")).await?;
            let content = Content { text: text.clone(), facts };
            let number = stories::actions::edit(tx, scope, newest.number, &content).await?;
            self.note_had(tx, number, Had::Edited).await?;
            return Ok(number);
        }
        if facts != newest.facts {
            stories::actions::set_facts(tx, scope, &newest, facts).await?;
        }
        Ok(newest.number)
    }

    async fn note_had(&self, tx: &mut Tx<'_>, version: i32, had: Had) -> Result<(), Error> {
        let Actor { organisation, staff, .. } = self.actor;
        store::approvals::add(tx, (organisation, self.story, version), staff, had).await
    }

    /// Accepts a version; where that takes two people, notes what the first of them wants.
    async fn accept(&self, tx: &mut Tx<'_>, keys: &Keys, version: i32) -> Result<Accepted, Error> {
        let organisation = self.actor.organisation;
        if organisations::store::review_rules::four_eyes(&*tx, organisation).await? {
            self.note_had(tx, version, Had::Approved).await?;
            let seen = store::approvals::of_version(&*tx, organisation, self.story, version).await?;
            if !four_eyes::suffice(&seen) {
                self.end_claim(tx).await?;
                self.record(tx, Verb("story_approved")).await?;
                return Ok(Accepted::ByOne);
            }
        }
        stories::actions::accept(tx, self.scope(keys), version).await?;
        self.end_claim(tx).await?;
        self.record(tx, Verb("story_accepted")).await?;
        Ok(Accepted::Wholly)
    }

    async fn decline(&self, tx: &mut Tx<'_>, reason: Reasoned) -> Result<(), Error> {
        let outcome =
            Outcome { refusal: Some(reason.words), refusal_kind: reason.kind, ..Outcome::default() };
        self.advance(tx, StoryAction::Decline, outcome).await?;
        self.end_claim(tx).await?;
        self.record(tx, Verb("story_declined")).await
    }

    async fn advance(&self, tx: &mut Tx<'_>, action: StoryAction, outcome: Outcome) -> Result<(), Error> {
        let today = self.actor.now.date_naive();
        stories::actions::advance(tx, self.actor.organisation, self.story, action, outcome, today)
            .await
            .map(drop)
    }
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
) -> Result<Accepted, Error> {
    transaction(conn, async |mut tx| {
        let version = review.write(&mut tx, keys, sent).await?;
        review.accept(&mut tx, keys, version).await
    })
    .await
}

/// Saves the text and declines the story, with a reason for its author.
pub async fn decline(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    review: Review,
    sent: SentText<'_>,
    reason: Reasoned,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        review.write(&mut tx, keys, sent).await?;
        review.decline(&mut tx, reason).await
    })
    .await
}

/// Accepts or declines a story that may be new, in version `seen`: one of several.
pub(super) async fn decide(
    tx: &mut Tx<'_>,
    keys: &Keys,
    review: Review,
    seen: i32,
    decided: &Decided,
) -> Result<Accepted, Error> {
    review.begin(tx).await?;
    match decided.verdict {
        Verdict::Accept => review.accept(tx, keys, seen).await,
        Verdict::Decline => {
            let reason = Reasoned { words: decided.reason.clone(), kind: decided.category };
            review.decline(tx, reason).await.map(|()| Accepted::Wholly)
        }
    }
}

/// Reopens an accepted or declined story: until it is accepted again, no page shows it.
pub async fn reopen(conn: &mut AsyncPgConnection, review: Review) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        review.lock(&mut tx).await?;
        review.claim(&mut tx).await?;
        if !stories::store::versions::is_left(&mut tx, review.actor.organisation, review.story).await? {
            return Err(Error::Conflict("erased"));
        }
        // It is looked at anew, by as many people as before.
        store::approvals::void(&mut tx, review.actor.organisation, review.story).await?;
        review.advance(&mut tx, StoryAction::Reopen, Outcome::default()).await?;
        review.record(&mut tx, Verb("story_reopened")).await
    })
    .await
}
