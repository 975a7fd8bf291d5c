//! Pages that explain a withdrawal, or disabling a code, before it happens.

use super::super::store::{AgendaPlace, Mailbox};
use crate::{
    events::wording::with_language,
    platform::{i18n::Language, view::View},
    stories::Story,
};
use serde::Serialize;

/// `templates/receipts/withdraw.html`
#[derive(Debug, Serialize)]
pub struct WithdrawPage {
    code: String,
    /// Events whose released agendas have the story.
    days: Vec<Day>,
    /// Set when lessons are erased with the story.
    lessons: bool,
}

#[derive(Debug, Serialize)]
struct Day {
    title: String,
    lang: &'static str,
}

impl WithdrawPage {
    pub fn new(mailbox: &Mailbox, code: String, language: Language) -> Self {
        let day = |place: &AgendaPlace| {
            let (title, lang) = with_language(place.release.day.title_for(language), language);
            Day { title, lang }
        };
        Self { code, days: mailbox.places.iter().map(day).collect(), lessons: !mailbox.lessons.is_empty() }
    }
}

/// `templates/receipts/burn.html`
#[derive(Debug, Serialize)]
pub struct BurnPage {
    code: String,
    lead: String,
    /// Consequence of the silence that follows.
    silence: String,
}

impl BurnPage {
    pub fn new(mailbox: &Mailbox, code: String, language: Language) -> Self {
        Self {
            code,
            lead: burn_lead(mailbox.story.status.is_erased(), language),
            silence: language.text(&format!("receipts-burn-then-{}", silence_key(&mailbox.story))),
        }
    }
}

fn burn_lead(erased: bool, language: Language) -> String {
    language.text(if erased { "receipts-burn-lead-erased" } else { "receipts-burn-lead" })
}

/// Returns the part of the key for the silence that follows.
fn silence_key(story: &Story) -> &'static str {
    if story.status.is_erased() {
        "erased"
    } else if story.agreed_version.is_some() {
        "agreed"
    } else {
        story.silence.as_str()
    }
}

/// `templates/receipts/burnt.html`. It does not show the code.
#[derive(Debug, Serialize)]
pub struct BurntPage {
    /// Schedule of the mix.
    pub mix: String,
}

impl View for WithdrawPage {
    const TEMPLATE: &'static str = "receipts/withdraw.html";
    fn samples() -> Vec<Self> {
        let day = Day { title: "x".to_owned(), lang: "fr" };
        let page = |days, lessons| Self { code: "x".to_owned(), days, lessons };
        vec![page(vec![], false), page(vec![day], true)]
    }
}

impl View for BurnPage {
    const TEMPLATE: &'static str = "receipts/burn.html";
    fn samples() -> Vec<Self> {
        let page = |word| Self {
            code: "x".to_owned(),
            lead: burn_lead(word == "erased", Language::Nl),
            silence: Language::Nl.text(&format!("receipts-burn-then-{word}")),
        };
        ["erased", "agreed", "publish", "never"].map(page).into()
    }
}

impl View for BurntPage {
    const TEMPLATE: &'static str = "receipts/burnt.html";
    fn samples() -> Vec<Self> {
        let mix = "06:00".to_owned();
        vec![Self { mix }]
    }
}
