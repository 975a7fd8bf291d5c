//! Page after sending the form of a story that is out already.

use crate::{intake::receipt::ReceiptCode, platform::view::View};
use serde::Serialize;

/// `templates/intake/again.html`
#[derive(Debug, Serialize)]
pub struct AgainPage {
    code: String,
    /// Set when the new words are on their way.
    corrected: bool,
    mix: String,
}

impl AgainPage {
    /// Makes the page; `mix` describes the schedule of the mix.
    pub fn new(code: &ReceiptCode, corrected: bool, mix: String) -> Self {
        Self { code: code.to_string(), corrected, mix }
    }
}

impl View for AgainPage {
    const TEMPLATE: &'static str = "intake/again.html";
    fn samples() -> Vec<Self> {
        let page = |corrected| Self::new(&ReceiptCode::generate(), corrected, "06:00".to_owned());
        vec![page(true), page(false)]
    }
}
