//! Texts with their findings marked, for templates.

use super::{OwnRules, find};
use crate::platform::i18n::Language;
use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    pub text: String,
    /// Kind of finding in the reader's language; `None` for other text.
    pub mark: Option<String>,
}

/// Splits a text in `written` into pieces; kinds are named in `language`.
pub fn pieces(text: &str, written: Language, language: Language, own: &OwnRules) -> Vec<Piece> {
    let plain = |text: &str| Piece { text: text.to_owned(), mark: None };
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
        let all = pieces(text, Language::Nl, Language::En, &OwnRules::default());
        assert_eq!(all.iter().map(|piece| &*piece.text).collect::<String>(), text);
        let marks: Vec<Option<&str>> = all.iter().map(|piece| piece.mark.as_deref()).collect();
        assert_eq!(marks, [None, Some("e-mail address"), None, Some("phone number")]);
    }
}
