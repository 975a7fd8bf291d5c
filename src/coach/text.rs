//! A text with what stands out in it marked, for templates.

use super::{Own, find};
use crate::platform::i18n::Language;
use serde::Serialize;

/// Some words of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    pub text: String,
    /// What they may give away, in the reader's language; nothing when they stand out in no way.
    pub mark: Option<String>,
}

/// A text in `written`, in pieces; what they may give away is named in `language`.
pub fn pieces(text: &str, written: Language, language: Language, own: &Own) -> Vec<Piece> {
    let plain = |text: &str| Piece {
        text: text.to_owned(),
        mark: None,
    };
    let mut all = vec![];
    let mut at = 0;
    for finding in find(text, written, own) {
        all.push(plain(&text[at..finding.span.start]));
        at = finding.span.end;
        all.push(Piece {
            text: text[finding.span].to_owned(),
            mark: Some(language.text(&format!("coach-kind-{}", finding.kind))),
        });
    }
    all.push(plain(&text[at..]));
    all.retain(|piece| !piece.text.is_empty());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_the_text_again() {
        let text = "Mail jan@acme.be of bel 0475 12 34 56";
        let all = pieces(text, Language::Nl, Language::En, &Own::default());
        assert_eq!(all.iter().map(|piece| &*piece.text).collect::<String>(), text);
        let marks: Vec<Option<&str>> = all.iter().map(|piece| piece.mark.as_deref()).collect();
        assert_eq!(marks, [None, Some("e-mail address"), None, Some("phone number")]);
    }
}
