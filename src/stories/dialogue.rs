//! What moderators and an author say to each other about a story: the moderators ask, the author may answer.

use super::text::WrittenBy;
use crate::{ids::MessageId, platform::text::Prose};

/// Questions about one story at most: it shall not become an interrogation.
pub const ROUNDS: i16 = 3;
/// Characters of a message at most.
pub const LONGEST: usize = 2_000;

/// The words of a question or an answer.
pub type Words = Prose<2, LONGEST>;

/// Something that was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its id: random.
    pub id: MessageId,
    /// Which question it is, or answers: from 1.
    pub round: i16,
    /// Who said it.
    pub written_by: WrittenBy,
    /// Whether its reader can see it: a question waits for the next mix.
    pub shown: bool,
    /// What was said.
    pub text: String,
}
