//! The last steps: each is explained on a page of its own before it is taken.

use super::super::store::{Mailbox, Spot};
use crate::{
    events::wording::shown,
    platform::{i18n::Language, view::View},
    stories::Story,
};
use serde::Serialize;

/// `templates/receipts/withdraw.html`
#[derive(Debug, Serialize)]
pub struct WithdrawPage {
    code: String,
    /// Whose released agendas it is on.
    days: Vec<Day>,
    /// Whether staff wrote down what came of it.
    lessons: bool,
}

#[derive(Debug, Serialize)]
struct Day {
    title: String,
    lang: &'static str,
}

impl WithdrawPage {
    /// What taking a story back means where it stands.
    pub fn new(mailbox: &Mailbox, code: String, language: Language) -> Self {
        let day = |spot: &Spot| {
            let (title, lang) = shown(spot.release.day.title_for(language), language);
            Day { title, lang }
        };
        Self {
            code,
            days: mailbox.places.iter().map(day).collect(),
            lessons: !mailbox.lessons.is_empty(),
        }
    }
}

/// `templates/receipts/burn.html`
#[derive(Debug, Serialize)]
pub struct BurnPage {
    code: String,
    lead: String,
    /// What becomes of the story when nobody can answer for it.
    silence: String,
}

impl BurnPage {
    /// What giving a code up means where its story stands.
    pub fn new(mailbox: &Mailbox, code: String, language: Language) -> Self {
        Self {
            code,
            lead: burn_lead(mailbox.story.status.is_erased(), language),
            silence: language.text(&format!("receipts-burn-then-{}", afterwards(&mailbox.story))),
        }
    }
}

/// What it is for: there may be no story left to come back to.
fn burn_lead(erased: bool, language: Language) -> String {
    language.text(if erased {
        "receipts-burn-lead-erased"
    } else {
        "receipts-burn-lead"
    })
}

/// What silence comes to from now on.
fn afterwards(story: &Story) -> &'static str {
    if story.status.is_erased() {
        "erased"
    } else if story.agreed_version.is_some() {
        "agreed"
    } else {
        story.silence.as_str()
    }
}

/// `templates/receipts/burnt.html`: the code is on its way out. It is not on this page.
#[derive(Debug, Serialize)]
pub struct BurntPage {
    /// When the next mix is, in words.
    pub mix: String,
}

impl View for WithdrawPage {
    const TEMPLATE: &'static str = "receipts/withdraw.html";
    fn samples() -> Vec<Self> {
        let day = Day {
            title: "x".to_owned(),
            lang: "fr",
        };
        let page = |days, lessons| Self {
            code: "x".to_owned(),
            days,
            lessons,
        };
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
