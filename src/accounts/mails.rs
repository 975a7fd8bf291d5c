//! Mails to staff.

use crate::platform::{i18n::Language, mail::render::MailView};
use serde::Serialize;

/// `templates/accounts/mails/invitation.{mjml,txt}`
#[derive(Debug, Serialize)]
pub struct InvitationMail {
    /// Who it greets.
    pub name: String,
    /// Which organisation invites.
    pub organisation: String,
    /// Where to choose a password.
    pub link: String,
}

impl MailView for InvitationMail {
    const TEMPLATE: &'static str = "accounts/mails/invitation";
    fn subject(&self, language: Language) -> String {
        let mut args = fluent_bundle::FluentArgs::new();
        args.set("organisation", self.organisation.clone());
        language.text_with("accounts-invitation-mail-subject", &args)
    }
    fn samples() -> Vec<Self> {
        vec![Self {
            name: "Mia".to_owned(),
            organisation: "Acme".to_owned(),
            link: "https://pratfall.example/desk/invitations/x".to_owned(),
        }]
    }
}
