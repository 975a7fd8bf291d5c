//! List of the findings in a story.

use crate::{
    coach::{self, OwnRules, Piece},
    platform::{i18n::Language, text::paragraphs},
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
}

impl Marks {
    /// Returns the findings in texts written in `written`, by kind, described in `language`.
    pub fn of<'a>(
        texts: impl Iterator<Item = &'a str>,
        written: Language,
        language: Language,
        own: &OwnRules,
    ) -> Vec<Self> {
        let pieces = texts.flat_map(paragraphs).flat_map(|text| coach::pieces(&text, written, language, own));
        let mut kinds: Vec<(String, Vec<(String, usize)>)> = vec![];
        for Piece { text, mark } in pieces {
            let Some(kind) = mark else { continue };
            let at = kinds.iter().position(|it| it.0 == kind).unwrap_or_else(|| {
                kinds.push((kind, vec![]));
                kinds.len() - 1
            });
            let words = &mut kinds[at].1;
            match words.iter_mut().find(|known| known.0 == text) {
                Some(known) => known.1 += 1,
                None => words.push((text, 1)),
            }
        }
        let marked = |(text, n): (String, usize)| Marked {
            text,
            times: (n > 1).then(|| language.text_n("coach-desk-times", n)),
        };
        let marks =
            |(kind, words): (String, Vec<_>)| Self { kind, words: words.into_iter().map(marked).collect() };
        kinds.into_iter().map(marks).collect()
    }
}
