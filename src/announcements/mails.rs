//! Mails to subscribers.

use crate::platform::{i18n::Language, mail::render::MailView};
use serde::Serialize;

/// `templates/announcements/mails/confirmation.{mjml,txt}`
#[derive(Debug, Serialize)]
pub struct ConfirmationMail {
    /// Who would write.
    pub organisation: String,
    /// Where to say yes, or no.
    pub link: String,
}

impl MailView for ConfirmationMail {
    const TEMPLATE: &'static str = "announcements/mails/confirmation";
    fn subject(&self, language: Language) -> String {
        let mut args = fluent_bundle::FluentArgs::new();
        args.set("organisation", self.organisation.clone());
        language.text_with("announcements-confirmation-mail-subject", &args)
    }
    fn samples() -> Vec<Self> {
        vec![Self {
            organisation: "Acme".to_owned(),
            link: "https://pratfall.example/acme/subscriptions/x".to_owned(),
        }]
    }
}

/// `templates/announcements/mails/announcement.{mjml,txt}`
#[derive(Debug, Serialize)]
pub struct AnnouncementMail {
    /// One line, filled in.
    pub subject: String,
    /// Who writes.
    pub organisation: String,
    /// Lines of paragraphs, filled in.
    pub paragraphs: Vec<Vec<String>>,
    /// Address of the agenda.
    pub agenda: String,
    /// Where to unsubscribe.
    pub link: String,
}

impl AnnouncementMail {
    /// Paragraphs of a text: an empty line ends one.
    #[must_use]
    pub fn paragraphs(body: &str) -> Vec<Vec<String>> {
        let lines: Vec<_> = body.lines().map(|line| line.trim_end().to_owned()).collect();
        let paragraphs = lines.split(String::is_empty).filter(|lines| !lines.is_empty());
        paragraphs.map(<[String]>::to_vec).collect()
    }
}

impl MailView for AnnouncementMail {
    const TEMPLATE: &'static str = "announcements/mails/announcement";
    fn subject(&self, _: Language) -> String {
        self.subject.clone()
    }
    fn samples() -> Vec<Self> {
        vec![Self {
            subject: "The agenda is out".to_owned(),
            organisation: "Acme".to_owned(),
            paragraphs: Self::paragraphs("Hello,\n\nsee you then\n<there> & here.\n"),
            agenda: "https://pratfall.example/acme/events/1".to_owned(),
            link: "https://pratfall.example/acme/subscriptions/x".to_owned(),
        }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_end_at_empty_lines() {
        let paragraphs = AnnouncementMail::paragraphs("\na\nb\n  \n\nc");
        assert_eq!(paragraphs, [vec!["a", "b"], vec!["c"]]);
    }
}
