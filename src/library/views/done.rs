//! Answers to readers who did something.

use crate::platform::{i18n::Language, view::View};
use serde::Serialize;

/// What a reader did, or could not do today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    MeToo,
    /// Enough pressed today.
    MeTooTomorrow,
    /// Gone from every page.
    Hidden,
    /// It was shown again before: a moderator decides.
    AskedAgain,
}

impl Deed {
    const fn key(self) -> &'static str {
        match self {
            Self::MeToo => "me-too",
            Self::MeTooTomorrow => "me-too-tomorrow",
            Self::Hidden => "hidden",
            Self::AskedAgain => "asked-again",
        }
    }
}

/// `templates/library/done.html`
#[derive(Debug, Serialize)]
pub struct DonePage {
    title: String,
    text: String,
    /// Address of the story, or of the list where the story is not there any more.
    back: String,
    /// Set when the story is there.
    story: bool,
}

impl DonePage {
    pub fn new(deed: Deed, back: String, reader: Language) -> Self {
        let say = |part: &str| reader.text(&format!("library-after-{}{part}", deed.key()));
        let story = matches!(deed, Deed::MeToo | Deed::MeTooTomorrow);
        Self { title: say(""), text: say("-more"), back, story }
    }
}

impl View for DonePage {
    const TEMPLATE: &'static str = "library/done.html";
    fn samples() -> Vec<Self> {
        let page = |deed| Self::new(deed, "/acme/library".to_owned(), Language::En);
        [Deed::MeToo, Deed::MeTooTomorrow, Deed::Hidden, Deed::AskedAgain].map(page).into()
    }
}
