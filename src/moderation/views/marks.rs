//! What stands out in a story, as a list.

use crate::{
    coach::{self, Own, Piece},
    platform::{i18n::Language, text::paragraphs},
};
use serde::Serialize;

/// Words of one kind that could give somebody away.
#[derive(Debug, Serialize)]
pub struct Marks {
    kind: String,
    words: Vec<Marked>,
}

/// Some of them, and how often they occur where that is more than once.
#[derive(Debug, Serialize)]
struct Marked {
    text: String,
    times: Option<String>,
}

impl Marks {
    /// What stands out in texts in `written`, by kind, each of the words once; said in `language`.
    pub fn of<'a>(
        texts: impl Iterator<Item = &'a str>,
        written: Language,
        language: Language,
        own: &Own,
    ) -> Vec<Self> {
        let pieces = texts
            .flat_map(paragraphs)
            .flat_map(|text| coach::pieces(&text, written, language, own));
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
        let marks = |(kind, words): (String, Vec<_>)| Self {
            kind,
            words: words.into_iter().map(marked).collect(),
        };
        kinds.into_iter().map(marks).collect()
    }
}
