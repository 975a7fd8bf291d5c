//! List of the findings in a story.

use crate::{
    coach::{Kind, OwnRules, find},
    platform::i18n::Language,
};
use serde::Serialize;

/// Findings of one kind.
#[derive(Debug, Serialize)]
pub struct Marks {
    kind: String,
    words: Vec<Marked>,
}

/// Words, with their number if they occur more than once.
#[derive(Debug, Serialize)]
struct Marked {
    text: String,
    times: Option<String>,
    /// Set when a press can make them more general.
    proposed: bool,
}

/// Words found, how often, and whether there is a proposal for them.
type Found = (String, usize, bool);

impl Marks {
    /// Returns the findings in texts written in `written`, by kind, described in `language`.
    pub fn of<'a>(
        texts: impl Iterator<Item = &'a str>,
        written: Language,
        language: Language,
        own: &OwnRules,
    ) -> Vec<Self> {
        let mut kinds: Vec<(Kind, Vec<Found>)> = vec![];
        for text in texts {
            for finding in find(text, written, own) {
                let at = kinds.iter().position(|it| it.0 == finding.kind).unwrap_or_else(|| {
                    kinds.push((finding.kind, vec![]));
                    kinds.len() - 1
                });
                let (words, found) = (&text[finding.span], &mut kinds[at].1);
                match found.iter_mut().find(|known| known.0 == words) {
                    Some(known) => known.1 += 1,
                    None => found.push((words.to_owned(), 1, finding.instead.is_some())),
                }
            }
        }
        let marked = |(text, n, proposed): Found| Marked {
            text,
            times: (n > 1).then(|| language.text_n("coach-desk-times", n)),
            proposed,
        };
        let marks = |(kind, words): (Kind, Vec<Found>)| Self {
            kind: language.text(&format!("coach-kind-{kind}")),
            words: words.into_iter().map(marked).collect(),
        };
        kinds.into_iter().map(marks).collect()
    }
}
