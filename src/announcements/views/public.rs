//! Pages for subscribers and visitors.

use crate::{
    announcements::{
        forms::Subscribe,
        mails::AnnouncementMail,
        model::{Subscription, Text},
        placeholders::Facts,
        subscription::SubscriptionStatus,
    },
    platform::{
        i18n::Language,
        view::{Choice, View},
        web::form::FieldErrors,
    },
};
use serde::Serialize;

/// `templates/announcements/subscribe.html`
#[derive(Debug, Serialize)]
pub struct SubscribePage {
    pub form: Subscribe,
    pub languages: Vec<Choice>,
    pub errors: FieldErrors,
    /// Set when the list is for colleagues, and the visitor has not come through the door.
    closed: bool,
}

impl SubscribePage {
    /// Fills in what was typed; mails come in `chosen` unless the visitor chose otherwise.
    pub fn new(form: Subscribe, offered: &[Language], chosen: Language, errors: FieldErrors) -> Self {
        let chosen = form.language.parse().unwrap_or(chosen);
        Self { form, languages: language_choices(offered, chosen), errors, closed: false }
    }

    pub fn at_the_door(self, closed: bool) -> Self {
        Self { closed, ..self }
    }
}

fn language_choices(offered: &[Language], chosen: Language) -> Vec<Choice> {
    let choice = |l: &Language| Choice::new(l.as_str(), l.own_name().to_owned(), chosen.as_str());
    offered.iter().map(choice).collect()
}

impl View for SubscribePage {
    const TEMPLATE: &'static str = "announcements/subscribe.html";
    fn samples() -> Vec<Self> {
        let page = |errors| Self::new(Subscribe::default(), Language::ALL, Language::Nl, errors);
        vec![
            page(FieldErrors::default()),
            page(FieldErrors::one("email", "sample".to_owned())).at_the_door(true),
        ]
    }
}

/// `templates/announcements/subscribed.html`: the same for every address.
#[derive(Debug, Serialize)]
pub struct SubscribedPage {}

impl View for SubscribedPage {
    const TEMPLATE: &'static str = "announcements/subscribed.html";
    fn samples() -> Vec<Self> {
        vec![Self {}]
    }
}

/// `templates/announcements/subscription.html`
#[derive(Debug, Serialize)]
pub struct SubscriptionPage {
    /// `unconfirmed`, `confirmed` or `unsubscribed`.
    status: &'static str,
    /// Empty once unsubscribed.
    email: String,
    /// Address of its buttons.
    path: String,
    languages: Vec<Choice>,
}

impl SubscriptionPage {
    pub fn new(subscription: &Subscription, path: String, offered: &[Language]) -> Self {
        Self {
            languages: language_choices(offered, subscription.language),
            status: subscription.status.as_str(),
            email: subscription.email.clone().unwrap_or_default(),
            path,
        }
    }
}

impl View for SubscriptionPage {
    const TEMPLATE: &'static str = "announcements/subscription.html";
    fn samples() -> Vec<Self> {
        let page = |status: &SubscriptionStatus| Self {
            status: status.as_str(),
            email: "mia@example.org".to_owned(),
            path: "/acme/subscriptions/x".to_owned(),
            languages: language_choices(Language::ALL, Language::Nl),
        };
        SubscriptionStatus::ALL.iter().map(page).collect()
    }
}

/// `templates/announcements/archive.html`
#[derive(Debug, Serialize)]
pub struct ArchivePage {
    pub entries: Vec<ArchiveEntry>,
}

#[derive(Debug, Serialize)]
pub struct ArchiveEntry {
    subject: String,
    paragraphs: Vec<Vec<String>>,
    agenda: String,
    date: String,
    language: &'static str,
}

impl ArchiveEntry {
    /// Fills in the placeholders of an announcement's text.
    pub fn new(text: &Text, facts: &Facts, date: String) -> Self {
        Self {
            subject: facts.fill(&text.subject),
            paragraphs: AnnouncementMail::paragraphs(&facts.fill(&text.body)),
            agenda: facts.agenda.clone(),
            date,
            language: text.language.as_str(),
        }
    }
}

impl View for ArchivePage {
    const TEMPLATE: &'static str = "announcements/archive.html";
    fn samples() -> Vec<Self> {
        let text = Text {
            language: Language::En,
            subject: "The agenda of [title]".to_owned(),
            body: "Hello,\n\nsee you at [time].".to_owned(),
        };
        let facts = Facts {
            title: "Oops".to_owned(),
            time: "14:00".to_owned(),
            agenda: "https://pratfall.example/acme/events/1".to_owned(),
            ..Facts::default()
        };
        let entry = ArchiveEntry::new(&text, &facts, "Thursday 3 December 2026".to_owned());
        vec![Self { entries: vec![] }, Self { entries: vec![entry] }]
    }
}
