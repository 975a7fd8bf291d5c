//! Text of a story with what stands out in it and what was changed, as it is to be read and redacted.

use super::{label, reading::Reading};
use crate::{
    coach::{Finding, find},
    platform::i18n::Language,
    stories::{StoryFields, StoryText, difference::hunks},
};
use serde::Serialize;
use std::ops::Range;

/// Answer, beside the author's own where that differs.
#[derive(Debug, Serialize)]
pub struct Answer {
    field: &'static str,
    question: String,
    text: Vec<Vec<Piece>>,
    original: Option<Vec<Vec<Piece>>>,
}

/// Run of text within a line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
struct Piece {
    text: String,
    /// Kind of the finding it belongs to; empty for none.
    kind: String,
    /// Words of the finding, if a press can make them more general.
    finding: String,
    /// Change it belongs to, as the button names it that takes it back; empty for none.
    change: String,
    /// Other side of the change: the author's words.
    was: String,
}

/// Text cut where findings and changes begin and end.
struct Cut<'a> {
    text: &'a str,
    findings: Vec<Finding>,
    /// Changed ranges, with the words on the other side.
    changes: Vec<(Range<usize>, &'a str)>,
}

/// Returns the answers that say something, now or before; the title only with something to see in it.
pub fn answers(
    reading: &Reading<'_>,
    text: &StoryFields,
    original: &StoryText,
    language: Language,
) -> Vec<Answer> {
    let both = text.answers().zip(original.answers());
    both.filter(|((_, now), (_, before))| !now.is_empty() || !before.is_empty())
        .map(|((field, now), (_, before))| {
            let now = now.replace("\r\n", "\n");
            let hunks = hunks(before, &now);
            let after = hunks.iter().map(|hunk| (hunk.after.clone(), &before[hunk.before.clone()]));
            let cut = Cut {
                text: &now,
                findings: find(&now, reading.story.language, reading.own),
                changes: after.collect(),
            };
            let removed = hunks.iter().map(|hunk| (hunk.before.clone(), ""));
            let removed = removed.filter(|(words, _)| !words.is_empty());
            let own = Cut { text: before, findings: vec![], changes: removed.collect() };
            Answer {
                field,
                question: label(field, language),
                original: (!hunks.is_empty()).then(|| own.lines(field, language)),
                text: cut.lines(field, language),
            }
        })
        .filter(|answer| answer.field != "title" || answer.shows_something())
        .collect()
}

impl Answer {
    pub const fn is_edited(&self) -> bool {
        self.original.is_some()
    }

    fn shows_something(&self) -> bool {
        self.original.is_some() || self.text.iter().flatten().any(|piece| !piece.kind.is_empty())
    }
}

impl Cut<'_> {
    fn lines(&self, field: &str, language: Language) -> Vec<Vec<Piece>> {
        let mut lines = vec![vec![]];
        for piece in self.pieces(field, language) {
            for (n, part) in piece.text.split('\n').enumerate() {
                if n > 0 {
                    lines.push(vec![]);
                }
                if let Some(line) = lines.last_mut().filter(|_| !part.is_empty() || piece.text.is_empty()) {
                    line.push(Piece { text: part.to_owned(), ..piece.clone() });
                }
            }
        }
        lines.retain(|line| !line.is_empty());
        lines
    }

    fn pieces(&self, field: &str, language: Language) -> Vec<Piece> {
        let spans = self.findings.iter().map(|finding| &finding.span);
        let spans = spans.chain(self.changes.iter().map(|(span, _)| span));
        let mut ends: Vec<usize> = spans.flat_map(|span| [span.start, span.end]).collect();
        ends.extend([0, self.text.len()]);
        ends.sort_unstable();
        ends.dedup();
        let mut pieces = vec![];
        for (n, start) in ends.iter().enumerate() {
            // Words that were only taken out leave a place without a length.
            pieces.extend(self.change(field, &(*start..*start)));
            if let Some(end) = ends.get(n + 1) {
                pieces.push(self.piece(field, *start..*end, language));
            }
        }
        pieces
    }

    fn piece(&self, field: &str, span: Range<usize>, language: Language) -> Piece {
        let mut piece = self.change(field, &span).unwrap_or_default();
        self.text[span.clone()].clone_into(&mut piece.text);
        let finding = self.findings.iter().find(|it| it.span.start <= span.start && span.end <= it.span.end);
        if let Some(finding) = finding {
            piece.kind = language.text(&format!("coach-kind-{}", finding.kind));
            if finding.instead.is_some() {
                self.text[finding.span.clone()].clone_into(&mut piece.finding);
            }
        }
        piece
    }

    /// Returns an empty piece of the change that a span lies in.
    fn change(&self, field: &str, span: &Range<usize>) -> Option<Piece> {
        let holds = |it: &Range<usize>| {
            if span.is_empty() { it == span } else { it.start <= span.start && span.end <= it.end }
        };
        let (n, (_, was)) = self.changes.iter().enumerate().find(|(_, (it, _))| holds(it))?;
        Some(Piece { change: format!("{field}:{n}"), was: (*was).to_owned(), ..Piece::default() })
    }
}
