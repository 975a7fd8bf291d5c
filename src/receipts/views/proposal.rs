//! Text that an author is asked to agree to, with everything that their OK covers.

use super::{
    super::{
        offers::{self, StoryState},
        proposal::{Proposal, Wording},
    },
    outcome::telling_text,
};
use crate::{
    platform::i18n::Language,
    stories::{
        Story, StoryText, ToldBy,
        difference::{Piece, difference},
    },
};
use serde::Serialize;

#[derive(Debug, Serialize)]
pub(super) struct TextCard {
    version: i32,
    agreed: bool,
    silence: String,
    note: String,
    told_by: String,
    /// Set when it comes to the library after it was told.
    afterwards: bool,
    named: bool,
    /// Set when a new wording takes it off a released agenda.
    placed: bool,
    edited: Vec<Edit>,
    /// Facts that stand beside it, in words; may be empty.
    facts: String,
}

#[derive(Debug, Serialize)]
struct Edit {
    question: String,
    pieces: Vec<Piece>,
}

impl TextCard {
    pub(super) fn new(proposal: &Proposal, story: &Story, state: StoryState, language: Language) -> Self {
        let edit = |before: &StoryText, after: &StoryText| {
            let both = before.answers().zip(after.answers());
            both.filter(|((_, before), (_, after))| !before.is_empty() || !after.is_empty())
                .map(|((field, before), (_, after))| Edit {
                    question: language.text(&format!("intake-{}", field.replace('_', "-"))),
                    pieces: difference(before, after),
                })
                .collect()
        };
        Self {
            version: proposal.version,
            agreed: proposal.agreed,
            silence: language.text(&format!("receipts-silence-{}", story.silence)),
            note: language.text(match &proposal.wording {
                Wording::Edited { .. } => "receipts-text-edited",
                Wording::Own(_) => "receipts-text-untouched",
                Wording::OriginalErased(_) => "receipts-text-alone",
            }),
            edited: match &proposal.wording {
                Wording::Edited { before, after } => edit(before, after),
                Wording::Own(text) | Wording::OriginalErased(text) => edit(text, text),
            },
            facts: proposal.facts.in_words(language),
            told_by: telling_text(story, language),
            afterwards: story.for_library && story.told_by != ToldBy::Library,
            named: state.named,
            placed: state.telling == Some(offers::Telling::Coming),
        }
    }
}
