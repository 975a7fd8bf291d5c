//! Several stories at once: which of them an act can be done on, and why not on the others.

use super::lease::Claim;
use crate::{
    ids::StoryId,
    platform::i18n::Language,
    stories::{StoryStatus, Turn},
};

/// Most stories of one act.
pub const MOST: usize = 50;

/// A story, as it stands when somebody wants to act on it.
#[derive(Debug, Clone, Copy)]
pub struct Candidate {
    pub story: StoryId,
    /// Language it is written in.
    pub language: Language,
    pub status: StoryStatus,
    pub turn: Turn,
    /// Number of the newest version; absent when it was erased.
    pub newest: Option<i32>,
    pub claim: Claim,
    /// Set when the person who acts has opened it since anybody else edited it.
    pub opened: bool,
    /// Set when its author agreed to the newest version already.
    pub agreed: bool,
}

/// Reason why nothing was done on a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Unknown or erased.
    Gone,
    /// Not under review any more.
    Decided,
    /// Somebody else has claimed it.
    Held,
    /// Its words are not those that were on the page.
    Changed,
    /// A question waits for its answer.
    Asked,
    /// Its author answered, or wrote other words: only its own page shows them.
    Answered,
    /// The person who decides has not opened it, or not since it was edited.
    Unread,
    /// Accepted by the first of two people.
    ByOne,
}

impl Refusal {
    /// Returns the Fluent key of its words.
    pub const fn key(self) -> &'static str {
        match self {
            Self::ByOne => "moderation-batch-by-one",
            Self::Gone => "moderation-batch-gone",
            Self::Decided => "moderation-batch-decided",
            Self::Held => "moderation-batch-held",
            Self::Changed => "moderation-batch-changed",
            Self::Asked => "moderation-batch-asked",
            Self::Answered => "moderation-batch-answered",
            Self::Unread => "moderation-batch-unread",
        }
    }
}

impl Candidate {
    /// Returns why the story cannot be claimed.
    pub fn unclaimable(&self) -> Option<Refusal> {
        if self.newest.is_none() {
            Some(Refusal::Gone)
        } else if !self.status.awaits_verdict() {
            Some(Refusal::Decided)
        } else if self.claim == Claim::Theirs {
            Some(Refusal::Held)
        } else {
            None
        }
    }

    /// Returns why the story cannot be decided on beside others, by somebody who was shown version `seen`: nobody
    /// decides on what they have not read.
    pub fn undecidable(&self, seen: i32) -> Option<Refusal> {
        if let Some(refusal) = self.unclaimable() {
            return Some(refusal);
        }
        match self.turn {
            _ if self.newest != Some(seen) => Some(Refusal::Changed),
            Turn::Asked => Some(Refusal::Asked),
            Turn::Answered => Some(Refusal::Answered),
            Turn::Moderator if !self.opened => Some(Refusal::Unread),
            Turn::Moderator => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_read_and_stands_as_it_was_is_decided_on() {
        let fine = Candidate {
            story: StoryId::new(),
            language: Language::Nl,
            status: StoryStatus::InReview,
            turn: Turn::Moderator,
            newest: Some(2),
            claim: Claim::Yours,
            opened: true,
            agreed: false,
        };
        for (candidate, refusal) in [
            (fine, None),
            (Candidate { claim: Claim::Free, status: StoryStatus::Submitted, ..fine }, None),
            (Candidate { newest: None, ..fine }, Some(Refusal::Gone)),
            (Candidate { status: StoryStatus::Accepted, ..fine }, Some(Refusal::Decided)),
            (Candidate { status: StoryStatus::Declined, opened: false, ..fine }, Some(Refusal::Decided)),
            (Candidate { claim: Claim::Theirs, ..fine }, Some(Refusal::Held)),
            (Candidate { newest: Some(3), ..fine }, Some(Refusal::Changed)),
            (Candidate { turn: Turn::Asked, ..fine }, Some(Refusal::Asked)),
            (Candidate { turn: Turn::Answered, ..fine }, Some(Refusal::Answered)),
            (Candidate { opened: false, ..fine }, Some(Refusal::Unread)),
        ] {
            assert_eq!(candidate.undecidable(2), refusal, "{candidate:?}");
        }
    }

    #[test]
    fn whatever_is_under_review_and_free_can_be_claimed() {
        let new = Candidate {
            story: StoryId::new(),
            language: Language::Nl,
            status: StoryStatus::Submitted,
            turn: Turn::Answered,
            newest: Some(1),
            claim: Claim::Free,
            opened: false,
            agreed: false,
        };
        assert_eq!(new.unclaimable(), None);
        for status in StoryStatus::ALL {
            let refused = Candidate { status: *status, ..new }.unclaimable().is_some();
            let reviewed = [StoryStatus::Submitted, StoryStatus::InReview].contains(status);
            assert_eq!(refused, !reviewed, "{status}");
        }
        assert_eq!(Candidate { claim: Claim::Theirs, ..new }.unclaimable(), Some(Refusal::Held));
    }
}
