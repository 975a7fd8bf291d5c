//! The text an author is asked about, with all that their yes covers.

use super::{
    super::{
        offers::{self, Standing},
        text::{Edited, Proposal},
    },
    outcome::how,
};
use crate::{
    platform::i18n::Language,
    stories::{
        Story, StoryText,
        difference::{Piece, difference},
    },
};
use serde::Serialize;

/// The text the author is asked about.
#[derive(Debug, Serialize)]
pub(super) struct TextCard {
    version: i32,
    agreed: bool,
    silence: String,
    note: String,
    told_by: String,
    /// Whether a name goes with it.
    named: bool,
    /// Whether a new wording takes it off a released agenda.
    placed: bool,
    edited: Vec<Edit>,
}

#[derive(Debug, Serialize)]
struct Edit {
    question: String,
    pieces: Vec<Piece>,
}

impl TextCard {
    /// The card of a proposal.
    pub(super) fn new(proposal: &Proposal, story: &Story, standing: Standing, language: Language) -> Self {
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
            note: language.text(match &proposal.edited {
                Edited::By { .. } => "receipts-text-edited",
                Edited::Untouched(_) => "receipts-text-untouched",
                Edited::Alone(_) => "receipts-text-alone",
            }),
            edited: match &proposal.edited {
                Edited::By { before, after } => edit(before, after),
                Edited::Untouched(text) | Edited::Alone(text) => edit(text, text),
            },
            told_by: how(story, language),
            named: standing.named,
            placed: standing.place == Some(offers::Place::Coming),
        }
    }
}
