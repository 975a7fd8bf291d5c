//! What comes after sending: the way back, and what happens next.

use crate::{
    intake::receipt::ReceiptCode,
    platform::{i18n::Language, qr::Qr, view::View},
};
use serde::Serialize;

/// `templates/intake/received.html`: shown once.
#[derive(Debug, Serialize)]
pub struct ReceivedPage {
    /// The way back; none for who wanted none.
    card: Option<Card>,
    mix: String,
    /// Whether somebody who gave no name wants to tell it in person.
    self_unknown: bool,
    steps: Vec<Step>,
}

#[derive(Debug, Serialize)]
struct Card {
    code: String,
    /// The code as text, for a telephone to read: an address would leave it in the telephone's history.
    qr: Option<Qr>,
    /// Where the code is typed in, for paper.
    way_back: String,
    /// What the last group looks like, however it is written: for a browser to compare, without sending it.
    last_group: String,
}

#[derive(Debug, Serialize)]
struct Step {
    label: String,
    date: String,
    state: &'static str,
}

impl ReceivedPage {
    /// The page for somebody who tells a story in person, without having given a name; or not.
    pub fn for_self_unknown(self, self_unknown: bool) -> Self {
        Self { self_unknown, ..self }
    }

    /// The code, and what happens next; `way_back` is where the code opens something, `mix` says when.
    pub fn new(code: Option<&ReceiptCode>, way_back: String, mix: String, language: Language) -> Self {
        let steps = ["received", "mix", "review", "day"];
        let step = |(i, name): (usize, &&str)| Step {
            label: language.text(&format!("intake-step-{name}")),
            date: language.text(&format!("intake-step-{name}-when")),
            state: if i == 0 { "done" } else { "next" },
        };
        let card = |code: &ReceiptCode| {
            let code = code.to_string();
            Card {
                qr: Qr::of(&code),
                last_group: code.rsplit('-').next().map(pattern).unwrap_or_default(),
                way_back,
                code,
            }
        };
        Self {
            card: code.map(card),
            mix,
            self_unknown: false,
            steps: steps.iter().enumerate().map(step).collect(),
        }
    }
}

/// A pattern for `symbols` as people write them: in any case, O for 0, I and L for 1.
fn pattern(symbols: &str) -> String {
    symbols
        .chars()
        .map(|symbol| match symbol {
            '0' => "[0oO]".to_owned(),
            '1' => "[1iIlL]".to_owned(),
            other => format!("[{other}{}]", other.to_ascii_lowercase()),
        })
        .collect()
}

impl View for ReceivedPage {
    const TEMPLATE: &'static str = "intake/received.html";
    fn samples() -> Vec<Self> {
        let code = ReceiptCode::generate();
        let page = |code| {
            Self::new(
                code,
                "example.org/acme/receipt".to_owned(),
                "06:00".to_owned(),
                Language::Fr,
            )
        };
        vec![page(Some(&code)), page(None).for_self_unknown(true)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_group_is_recognised_however_it_is_written() {
        assert_eq!(pattern("A01Z"), "[Aa][0oO][1iIlL][Zz]");
    }
}
