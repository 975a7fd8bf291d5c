//! Page after submitting a story: the receipt code and the next steps.

use crate::{
    intake::receipt::ReceiptCode,
    platform::{i18n::Language, qr::Qr, view::View},
};
use serde::Serialize;

/// `templates/intake/received.html`: shown once.
#[derive(Debug, Serialize)]
pub struct ReceivedPage {
    /// Receipt code, unless its author wanted none.
    card: Option<Card>,
    mix: String,
    /// Set when an anonymous author wants to tell it in person.
    self_unknown: bool,
    steps: Vec<Step>,
}

#[derive(Debug, Serialize)]
struct Card {
    code: String,
    /// QR code of the code alone: an address would leave it in the history of the phone.
    qr: Option<Qr>,
    /// Address of the page that asks for the code, for paper.
    way_back: String,
    /// Regular expression for the last group, for the browser to check without sending it.
    last_group: String,
}

#[derive(Debug, Serialize)]
struct Step {
    label: String,
    date: String,
    state: &'static str,
}

impl ReceivedPage {
    pub fn for_self_unknown(self, self_unknown: bool) -> Self {
        Self { self_unknown, ..self }
    }

    /// Makes the page; `way_back` is the address that asks for the code, `mix` describes the schedule of the mix.
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

/// Returns a regular expression for `symbols` in any case, with O for 0, I and L for 1.
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
        let page =
            |code| Self::new(code, "example.org/acme/receipt".to_owned(), "06:00".to_owned(), Language::Fr);
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
