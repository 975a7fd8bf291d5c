//! States of a story as a moderator thinks of them: whose turn it is, and what became of it.

use super::{stage::Stage, status::StoryStatus};
use crate::text_enum;

text_enum! {
    /// Side whose turn it is while a story is reviewed.
    pub enum Turn {
        Moderator = "moderator",
        /// The author's: the last question has no answer yet.
        Asked = "asked",
        /// A moderator's again: the author answered, or wrote other words.
        Answered = "answered",
    }
}

text_enum! {
    /// State of a story; every story is in exactly one.
    pub enum State {
        New = "submitted",
        Reviewing = "reviewing",
        /// For an answer of its author, or for their OK.
        Waiting = "waiting",
        Answered = "answered",
        Ready = "ready",
        Told = "told",
        Declined = "declined",
        Withdrawn = "withdrawn",
        Expired = "expired",
    }
}

impl State {
    pub const fn of(stage: Stage, turn: Turn) -> Self {
        match (stage, turn) {
            (Stage::New, _) => Self::New,
            (Stage::InReview, Turn::Moderator) => Self::Reviewing,
            (Stage::InReview, Turn::Answered) => Self::Answered,
            (Stage::InReview, Turn::Asked) | (Stage::Waiting, _) => Self::Waiting,
            (Stage::Ready, _) => Self::Ready,
            (Stage::Told, _) => Self::Told,
            (Stage::Declined, _) => Self::Declined,
            (Stage::Withdrawn, _) => Self::Withdrawn,
            (Stage::Expired, _) => Self::Expired,
        }
    }
}

/// Facts from which the state of a story follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub status: StoryStatus,
    pub agreed: bool,
    pub published: bool,
    pub turn: Turn,
}

impl Standing {
    /// Returns every standing that there can be.
    pub fn all() -> impl Iterator<Item = Self> {
        let flags = [(false, false), (false, true), (true, false), (true, true)];
        StoryStatus::ALL.iter().flat_map(move |status| {
            flags.into_iter().flat_map(move |(agreed, published)| {
                Turn::ALL.iter().map(move |turn| Self { status: *status, agreed, published, turn: *turn })
            })
        })
    }

    pub const fn state(self) -> State {
        State::of(Stage::new(self.status, self.agreed, self.published), self.turn)
    }

    /// Returns it in one line, as the store reads it from a row.
    pub fn line(self) -> String {
        let flag = |is: bool| if is { 't' } else { 'f' };
        format!("{} {} {} {}", self.status, flag(self.agreed), flag(self.published), self.turn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn every_standing_is_one_state_and_every_state_is_reached() {
        let all: Vec<Standing> = Standing::all().collect();
        assert_eq!(all.len(), 72);
        let lines: BTreeSet<String> = all.iter().map(|standing| standing.line()).collect();
        assert_eq!(lines.len(), all.len(), "no two are told as one");
        let mut found: BTreeMap<State, BTreeSet<StoryStatus>> = BTreeMap::new();
        for standing in all {
            found.entry(standing.state()).or_default().insert(standing.status);
        }
        let only = |status| BTreeSet::from([status]);
        for (state, statuses) in [
            (State::New, only(StoryStatus::Submitted)),
            (State::Reviewing, only(StoryStatus::InReview)),
            (State::Waiting, BTreeSet::from([StoryStatus::InReview, StoryStatus::Accepted])),
            (State::Answered, only(StoryStatus::InReview)),
            (State::Ready, only(StoryStatus::Accepted)),
            (State::Told, only(StoryStatus::Accepted)),
            (State::Declined, only(StoryStatus::Declined)),
            (State::Withdrawn, only(StoryStatus::Withdrawn)),
            (State::Expired, only(StoryStatus::Expired)),
        ] {
            assert_eq!(found.remove(&state), Some(statuses), "{state}");
        }
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn whose_turn_it_is_counts_under_review_only() {
        let stood = |status, turn| Standing { status, agreed: false, published: false, turn }.state();
        assert_eq!(stood(StoryStatus::InReview, Turn::Asked), State::Waiting);
        assert_eq!(stood(StoryStatus::InReview, Turn::Answered), State::Answered);
        assert_eq!(stood(StoryStatus::Accepted, Turn::Answered), State::Waiting, "for the OK");
        assert_eq!(stood(StoryStatus::Submitted, Turn::Answered), State::New);
    }
}
