//! Screens of this feature.

use super::forms::{EnterCode, TellStory};
use crate::{
    organisations::Theme,
    platform::{
        i18n::Language,
        view::{Choice, View},
        web::form::FieldErrors,
    },
    stories::{Anonymity, Silence, StoryAction, StoryStatus, ToldBy, text},
};
use serde::Serialize;

/// `templates/intake/tell.html`
#[derive(Debug, Serialize)]
pub struct TellPage {
    form: TellStory,
    errors: FieldErrors,
    themes: Vec<Choice>,
    told_by: Vec<Choice>,
    anonymity: Vec<Choice>,
    silence: Vec<Choice>,
    languages: Vec<Choice>,
    limits: Limits,
}

#[derive(Debug, Serialize)]
struct Limits {
    title: usize,
    what_happened: usize,
    learned: usize,
    aside: usize,
}

impl TellPage {
    /// The form as typed so far. `form.receipt` holds a code signed by us.
    #[must_use]
    pub fn new(form: TellStory, errors: FieldErrors, themes: &[Theme], language: Language) -> Self {
        let choice = |word: &str, key: String, chosen: &str| {
            let hint = language.text(&format!("{key}-hint"));
            Choice::new(word, language.text(&key), chosen).with_hint(hint)
        };
        let told_by = |w: &ToldBy| choice(w.as_str(), format!("intake-told-by-{w}"), &form.told_by);
        let known = |w: &Anonymity| choice(w.as_str(), format!("intake-anonymity-{w}"), &form.anonymity);
        let silence = |w: &Silence| choice(w.as_str(), format!("intake-silence-{w}"), &form.silence);
        let spoken = |l: &Language| Choice::new(l.as_str(), l.own_name().to_owned(), &form.language);
        let none = Choice::new("", language.text("intake-theme-none"), &form.theme);
        let theme = |theme: &Theme| Choice::new(&theme.slug, theme.name(language).to_owned(), &form.theme);
        Self {
            themes: std::iter::once(none).chain(themes.iter().map(theme)).collect(),
            told_by: ToldBy::ALL.iter().map(told_by).collect(),
            anonymity: Anonymity::ALL.iter().map(known).collect(),
            silence: Silence::ALL.iter().map(silence).collect(),
            languages: Language::ALL.iter().map(spoken).collect(),
            limits: Limits {
                title: text::TITLE,
                what_happened: text::HAPPENED.1,
                learned: text::LEARNED.1,
                aside: text::ASIDE,
            },
            form,
            errors,
        }
    }
}

impl View for TellPage {
    const TEMPLATE: &'static str = "intake/tell.html";
    fn samples() -> Vec<Self> {
        let page = |form, errors| Self::new(form, errors, &[], Language::Nl);
        let typed = TellStory {
            title: "<b>".to_owned(),
            anonymity: "named".to_owned(),
            ..TellStory::default()
        };
        vec![
            page(TellStory::empty(Language::Nl), FieldErrors::default()),
            page(typed, FieldErrors::one("title", "sample".to_owned())),
        ]
    }
}

/// `templates/intake/received.html`: shown once.
#[derive(Debug, Serialize)]
pub struct ReceivedPage {
    code: String,
    mix: String,
    steps: Vec<Step>,
}

#[derive(Debug, Serialize)]
struct Step {
    label: String,
    date: String,
    state: &'static str,
}

impl ReceivedPage {
    /// The code, and what happens next; `mix` says when.
    #[must_use]
    pub fn new(code: String, mix: String, language: Language) -> Self {
        let steps = ["received", "mix", "review", "day"];
        let step = |(i, name): (usize, &&str)| Step {
            label: language.text(&format!("intake-step-{name}")),
            date: language.text(&format!("intake-step-{name}-when")),
            state: if i == 0 { "done" } else { "next" },
        };
        Self {
            code,
            mix,
            steps: steps.iter().enumerate().map(step).collect(),
        }
    }
}

impl View for ReceivedPage {
    const TEMPLATE: &'static str = "intake/received.html";
    fn samples() -> Vec<Self> {
        let code = super::receipt::ReceiptCode::generate().to_string();
        vec![Self::new(code, "06:00".to_owned(), Language::Fr)]
    }
}

/// `templates/intake/receipt_form.html`
#[derive(Debug, Serialize)]
pub struct ReceiptFormPage {
    /// What was typed.
    pub form: EnterCode,
    /// What is wrong.
    pub errors: FieldErrors,
}

impl View for ReceiptFormPage {
    const TEMPLATE: &'static str = "intake/receipt_form.html";
    fn samples() -> Vec<Self> {
        let form = EnterCode { code: "x".to_owned() };
        vec![
            Self {
                form: EnterCode::default(),
                errors: FieldErrors::default(),
            },
            Self {
                form,
                errors: FieldErrors::one("code", "sample".to_owned()),
            },
        ]
    }
}

/// `templates/intake/unknown.html`: one page for codes that are unknown, waiting or expired.
#[derive(Debug, Serialize)]
pub struct UnknownPage {}

impl View for UnknownPage {
    const TEMPLATE: &'static str = "intake/unknown.html";
    fn samples() -> Vec<Self> {
        vec![Self {}]
    }
}

/// `templates/intake/taken_back.html`: the answer to a withdrawal of something that is not out of the mix, or not there.
#[derive(Debug, Serialize)]
pub struct TakenBackPage {}

impl View for TakenBackPage {
    const TEMPLATE: &'static str = "intake/taken_back.html";
    fn samples() -> Vec<Self> {
        vec![Self {}]
    }
}

/// `templates/intake/receipt.html`: what became of a story. Never its words.
#[derive(Debug, Serialize)]
pub struct ReceiptPage {
    status: StoryStatus,
    title: String,
    meaning: String,
    tone: &'static str,
    reason: Option<String>,
    code: String,
    can_withdraw: bool,
}

impl ReceiptPage {
    /// The status under `code` and what it means.
    #[must_use]
    pub fn new(status: StoryStatus, reason: Option<String>, code: String, language: Language) -> Self {
        let say = |end: &str| {
            language.text(&format!(
                "intake-status-{}{end}",
                status.as_str().replace('_', "-")
            ))
        };
        Self {
            status,
            title: say(""),
            meaning: say("-meaning"),
            tone: match status {
                StoryStatus::Submitted => "wait",
                StoryStatus::InReview => "calm",
                StoryStatus::Accepted => "done",
                StoryStatus::Declined => "stop",
                StoryStatus::Withdrawn => "plain",
            },
            reason,
            code,
            can_withdraw: status.can(StoryAction::Withdraw),
        }
    }
}

impl View for ReceiptPage {
    const TEMPLATE: &'static str = "intake/receipt.html";
    fn samples() -> Vec<Self> {
        let page = |status: &StoryStatus| {
            let reason = (*status == StoryStatus::Declined).then(|| "sample".to_owned());
            Self::new(*status, reason, "x".to_owned(), Language::En)
        };
        StoryStatus::ALL.iter().map(page).collect()
    }
}
