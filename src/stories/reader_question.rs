//! Questions of readers to the author of a story: moderated on their way there, and on their way back with an answer.

use crate::{
    ids::{QuestionId, StoryId},
    platform::{error::Error, text::Prose},
    text_enum,
};
use serde::{Deserialize, Serialize};

/// Most characters of a question.
pub const LONGEST_QUESTION: usize = 500;
/// Most characters of an answer.
pub const LONGEST_ANSWER: usize = 1_000;
/// Questions passed on about one story, ever: it must not become an interrogation.
pub const MOST_PASSED: i16 = 3;
/// Questions about one story that no moderator decided on yet.
pub const MOST_WAITING: usize = 5;

pub type QuestionText = Prose<2, LONGEST_QUESTION>;
pub type AnswerText = Prose<2, LONGEST_ANSWER>;

text_enum! {
    pub enum QuestionState {
        /// Moderators see it after the next mix: the moment of asking would tell who sat there.
        Sent = "sent",
        /// No moderator decided on it yet.
        Waiting = "waiting",
        /// Not passed on; its words are erased.
        Declined = "declined",
        /// Passed on; its author sees it after the next mix.
        Passed = "passed",
        /// Its author may answer.
        Asked = "asked",
        /// No moderator decided on the answer yet.
        Answered = "answered",
        /// Stands under the story with its answer.
        Published = "published",
        /// The answer is not, or no longer, under the story; its words are erased.
        Refused = "refused",
    }
}

text_enum! {
    pub enum QuestionAction {
        Bring = "bring",
        Pass = "pass",
        Decline = "decline",
        Show = "show",
        Answer = "answer",
        Publish = "publish",
        Refuse = "refuse",
        Remove = "remove",
    }
}

impl QuestionState {
    /// Returns the state after `action`.
    ///
    /// # Errors
    /// [`Error::Conflict`] for every pair not listed here.
    pub const fn after(self, action: QuestionAction) -> Result<Self, Error> {
        use {QuestionAction as A, QuestionState as S};
        match (self, action) {
            (S::Sent, A::Bring) => Ok(S::Waiting),
            (S::Waiting, A::Pass) => Ok(S::Passed),
            (S::Waiting, A::Decline) => Ok(S::Declined),
            (S::Passed, A::Show) => Ok(S::Asked),
            (S::Asked, A::Answer) => Ok(S::Answered),
            (S::Answered, A::Publish) => Ok(S::Published),
            (S::Answered, A::Refuse) | (S::Published, A::Remove) => Ok(S::Refused),
            _ => Err(Error::Conflict("question moved on")),
        }
    }
}

/// Returns the first word of `kept` that is not in `given`, in its place: what an author said may get shorter, and nothing
/// may be put into their mouth. Marks, spaces and capitals are free.
pub fn added_word<'a>(given: &str, kept: &'a str) -> Option<&'a str> {
    let mut left = words(given);
    words(kept).find(|word| !left.any(|other| other.to_lowercase() == word.to_lowercase()))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Words of a question, and of its answer once there is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    pub question: String,
    pub answer: Option<String>,
}

impl Exchange {
    pub const fn asking(question: String) -> Self {
        Self { question, answer: None }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReaderQuestion {
    pub id: QuestionId,
    pub story: StoryId,
    pub state: QuestionState,
    /// Number among those passed on about the story, from 1.
    pub round: Option<i16>,
    /// ISO week of the last step.
    pub week: String,
    /// `None` when erased.
    pub words: Option<Exchange>,
}

impl ReaderQuestion {
    /// Tells whether there is an answer, read by a moderator or not.
    pub const fn is_answered(&self) -> bool {
        self.taking_back().is_some()
    }

    /// Returns what ends an answer in this state.
    pub const fn taking_back(&self) -> Option<QuestionAction> {
        match self.state {
            QuestionState::Answered => Some(QuestionAction::Refuse),
            QuestionState::Published => Some(QuestionAction::Remove),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;

    #[test]
    fn an_answer_gets_shorter_and_nothing_is_put_into_it() {
        let said = "Jan de Vos saw it, on Jan's screen: 3 of 4 valves.";
        for kept in
            [said, "… saw it, on …'s screen", "Saw it", "[…] 3 of […] valves", "Jan saw it on Jan's", "…"]
        {
            assert_eq!(added_word(said, kept), None, "{kept}");
        }
        let added =
            [("A colleague saw it", "A"), ("saw Jan de", "de"), ("Jan Jan Jan", "Jan"), ("34 valves", "34")];
        for (kept, word) in added {
            assert_eq!(added_word(said, kept), Some(word), "{kept}");
        }
    }

    #[test]
    fn the_whole_table() {
        let mut table = String::new();
        for from in QuestionState::ALL {
            for action in QuestionAction::ALL {
                if let Ok(to) = from.after(*action) {
                    writeln!(table, "{from} --{action}--> {to}").unwrap();
                }
            }
        }
        insta::assert_snapshot!(table, @r"
        sent --bring--> waiting
        waiting --pass--> passed
        waiting --decline--> declined
        passed --show--> asked
        asked --answer--> answered
        answered --publish--> published
        answered --refuse--> refused
        published --remove--> refused
        ");
    }
}
