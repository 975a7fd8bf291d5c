//! Answers to readers who did something.

use crate::{
    platform::{i18n::Language, view::View},
    text_enum,
};
use serde::Serialize;

text_enum! {
    /// Act of a reader, done or refused for today; the last part of its address.
    pub enum Deed {
        MeToo = "me-too",
        /// Enough pressed today.
        MeTooTomorrow = "me-too-tomorrow",
        /// A question to the author.
        Asked = "asked",
        /// Gone from every page.
        Hidden = "hidden",
        /// It was shown again before: a moderator decides.
        AskedAgain = "asked-again",
    }
}

/// `templates/library/done.html`
#[derive(Debug, Serialize)]
pub struct DonePage {
    title: String,
    text: String,
    /// Address of the library.
    back: String,
}

impl DonePage {
    pub fn new(deed: Deed, back: String, reader: Language) -> Self {
        let say = |part: &str| reader.text(&format!("library-after-{deed}{part}"));
        Self { title: say(""), text: say("-more"), back }
    }
}

impl View for DonePage {
    const TEMPLATE: &'static str = "library/done.html";
    fn samples() -> Vec<Self> {
        let page = |deed| Self::new(deed, "/acme/library".to_owned(), Language::En);
        Deed::ALL.iter().map(|deed| page(*deed)).collect()
    }
}
