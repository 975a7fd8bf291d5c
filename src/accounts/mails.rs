//! Mails to staff: one template, a few sentences each.

use super::permission::Role;
use crate::platform::{i18n::Language, mail::render::MailView};
use fluent_bundle::FluentArgs;
use serde::Serialize;

/// `templates/accounts/mails/letter.{mjml,txt}`
#[derive(Debug, Serialize)]
pub struct StaffMail {
    subject: String,
    greeting: String,
    lead: String,
    button: String,
    link: String,
    end: String,
}

impl StaffMail {
    /// Invites somebody without a password; `link` leads to choosing one.
    pub fn invitation(language: Language, name: &str, organisation: &str, link: String) -> Self {
        let mut args = FluentArgs::new();
        args.set("organisation", organisation.to_owned());
        Self {
            subject: language.text_with("accounts-invitation-mail-subject", &args),
            greeting: greeting(language, name),
            lead: language.text_with("accounts-invitation-mail-lead", &args),
            button: language.text("accounts-invitation-mail-button"),
            link,
            end: language.text("accounts-invitation-mail-end"),
        }
    }

    /// Tells somebody with a password of an offer; `link` leads to the desk, and opens nothing.
    pub fn offer(language: Language, name: &str, organisation: &str, role: Role, link: String) -> Self {
        let mut args = FluentArgs::new();
        args.set("organisation", organisation.to_owned());
        args.set("role", language.text(&format!("accounts-role-{role}")));
        Self {
            subject: language.text_with("accounts-offer-mail-subject", &args),
            greeting: greeting(language, name),
            lead: language.text_with("accounts-offer-mail-lead", &args),
            button: language.text("accounts-sign-in"),
            link,
            end: language.text("accounts-offer-mail-end"),
        }
    }

    /// Brings a `link` to choose another password.
    pub fn forgotten(language: Language, name: &str, link: String) -> Self {
        Self {
            subject: language.text("accounts-forgotten-mail-subject"),
            greeting: greeting(language, name),
            lead: language.text("accounts-forgotten-mail-lead"),
            button: language.text("accounts-invitation-mail-button"),
            link,
            end: language.text("accounts-forgotten-mail-end"),
        }
    }

    /// Tells that a password was changed; `link` leads to signing in, and opens nothing.
    pub fn changed(language: Language, name: &str, link: String) -> Self {
        Self {
            subject: language.text("accounts-changed-mail-subject"),
            greeting: greeting(language, name),
            lead: language.text("accounts-changed-mail-lead"),
            button: language.text("accounts-sign-in"),
            link,
            end: language.text("accounts-changed-mail-end"),
        }
    }
}

fn greeting(language: Language, name: &str) -> String {
    let mut args = FluentArgs::new();
    args.set("name", name.to_owned());
    language.text_with("accounts-invitation-greeting", &args)
}

impl MailView for StaffMail {
    const TEMPLATE: &'static str = "accounts/mails/letter";
    fn subject(&self, _: Language) -> String {
        self.subject.clone()
    }
    fn samples() -> Vec<Self> {
        let link = || "https://pratfall.example/desk".to_owned();
        let language = Language::Nl;
        vec![
            Self::invitation(language, "Mia", "Acme", link()),
            Self::offer(language, "Mia", "Acme", Role::Organiser, link()),
            Self::forgotten(language, "Mia", link()),
            Self::changed(language, "Mia", link()),
        ]
    }
}
