//! Dialogue about a story: moderators ask, its author may answer.

use super::text::WrittenBy;
use crate::{ids::MessageId, platform::text::Prose};

/// Most questions about one story: it must not become an interrogation.
pub const ROUNDS: i16 = 3;
/// Most characters of a message.
pub const LONGEST: usize = 2_000;

/// Text of a question or an answer.
pub type Words = Prose<2, LONGEST>;

/// Question or answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub id: MessageId,
    /// Number of the question, from 1.
    pub round: i16,
    pub written_by: WrittenBy,
    /// Set when its reader can see it: a question waits for the next mix.
    pub shown: bool,
    pub text: String,
}

/// Tells whether the last question has no answer yet.
pub fn awaits_answer(messages: &[Message]) -> bool {
    let round = |by| {
        let said = messages.iter().filter(move |message| message.written_by == by);
        said.map(|message| message.round).max()
    };
    round(WrittenBy::Moderator) > round(WrittenBy::Author)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_waits_until_it_is_answered() {
        let said = |round, written_by| Message {
            id: MessageId::new(),
            round,
            written_by,
            shown: true,
            text: String::new(),
        };
        let (asks, answers) = (|n| said(n, WrittenBy::Moderator), |n| said(n, WrittenBy::Author));
        for (messages, expected) in [
            (vec![], false),
            (vec![asks(1)], true),
            (vec![asks(1), answers(1)], false),
            (vec![asks(1), answers(1), asks(2)], true),
            // The second answered first: the author may answer the first later.
            (vec![asks(1), asks(2), answers(2)], false),
            (vec![asks(1), asks(2), answers(1)], true),
        ] {
            assert_eq!(awaits_answer(&messages), expected, "{messages:?}");
        }
    }
}
