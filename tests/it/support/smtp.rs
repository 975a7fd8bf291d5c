//! Mails of one kind, sent by SMTP with little patience.

use pratfall::platform::mail::{
    EmailAddress, Mail, MailError, Mailer,
    sender::Sender,
    session::Timeouts,
    smtp::{Relay, Smtp},
};
use std::time::Duration;

pub fn mail(to: &str) -> Mail {
    Mail {
        to: EmailAddress::parse(&format!("{to}@example.org")).unwrap(),
        subject: "Oops".to_owned(),
        text: "Hello\r\n".to_owned(),
        html: "<p>Hello".to_owned(),
        attachments: vec![],
        list: None,
        message_id: format!("id-{to}"),
        date: "2026-11-24T06:00:00Z".parse().unwrap(),
    }
}

pub fn through(relay: Relay) -> Smtp {
    let second = Duration::from_secs(1);
    let sender = Sender::new("Fud <fud@example.org>".parse().unwrap(), "fud.example.org");
    Smtp::new(relay, sender).with_timeouts(Timeouts { command: second, dot: second })
}

pub fn transient(code: &str) -> MailError {
    MailError::Transient(code.to_owned())
}

/// Sends one mail on a connection of its own.
pub async fn alone(smtp: &Smtp) -> Result<(), MailError> {
    Mailer::Smtp(smtp.clone()).send(&mail("a")).await
}
