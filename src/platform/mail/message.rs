//! A mail, and its bytes on the wire.

use super::{address::EmailAddress, sender::Sender};
use anyhow::Context;
use base64::{Engine, prelude::BASE64_STANDARD};
use chrono::{DateTime, Utc};
use lettre::message::{
    Body, MessageBuilder, MultiPart, SinglePart,
    header::{ContentDisposition, ContentTransferEncoding, ContentType, HeaderName, HeaderValue},
};

/// A mail to one person.
#[derive(Debug, Clone)]
pub struct Mail {
    pub to: EmailAddress,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub attachments: Vec<Attachment>,
    /// List of subscribers that it is for.
    pub list: Option<List>,
    /// Part of the Message-ID before the `@`; constant when a mail is sent again.
    pub message_id: String,
    pub date: DateTime<Utc>,
}

/// List of subscribers, as mail programs know it.
#[derive(Debug, Clone)]
pub struct List {
    /// Name of the list, `announcements.acme`; unique together with the domain (RFC 2919).
    pub label: String,
    /// Address at which one click unsubscribes (RFC 8058).
    pub unsubscribe_url: String,
}

#[derive(Debug, Clone)]
pub struct Attachment {
    pub name: &'static str,
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
}

impl Mail {
    /// Returns the mail as RFC 5322 bytes. All bodies are in base64, so that no server alters them.
    pub fn to_bytes(&self, sender: &Sender) -> anyhow::Result<Vec<u8>> {
        let (from, domain) = (&sender.from, &sender.domain);
        let mut builder = lettre::Message::builder()
            .from(lettre::message::Mailbox::new(
                (!from.name.is_empty()).then(|| one_line(&from.name)),
                from.address.parse().context("sender")?,
            ))
            .to(lettre::message::Mailbox::new(None, self.to.as_str().parse().context("recipient")?))
            .message_id(Some(format!("<{}@{domain}>", self.message_id)))
            .date(self.date.into())
            .raw_header(raw("Auto-Submitted", "auto-generated".to_owned()));
        builder = with_subject(builder, one_line(&self.subject));
        if let Some(list) = &self.list {
            builder = builder
                .raw_header(raw("List-Id", format!("<{}.{domain}>", list.label)))
                .raw_header(raw("List-Unsubscribe", format!("<{}>", list.unsubscribe_url)))
                .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
        let bodies = MultiPart::alternative()
            .singlepart(part(ContentType::TEXT_PLAIN, self.text.as_bytes().to_vec())?)
            .singlepart(part(ContentType::TEXT_HTML, self.html.as_bytes().to_vec())?);
        let message = if self.attachments.is_empty() {
            builder.multipart(bodies)
        } else {
            let mut mixed = MultiPart::mixed().multipart(bodies);
            for file in &self.attachments {
                let media = ContentType::parse(file.media_type).context("media type")?;
                let body = encoded(file.bytes.clone())?;
                let attached = SinglePart::builder().header(media);
                mixed =
                    mixed.singlepart(attached.header(ContentDisposition::attachment(file.name)).body(body));
            }
            builder.multipart(mixed)
        };
        Ok(message.context("write a mail")?.formatted())
    }
}

/// Sets the subject. One that looks like an encoded word (RFC 2047) is encoded itself, or it would be decoded on
/// arrival.
fn with_subject(builder: MessageBuilder, subject: String) -> MessageBuilder {
    if subject.contains("=?") {
        let encoded = encoded_words(&subject);
        let name = HeaderName::new_from_ascii_str("Subject");
        builder.raw_header(HeaderValue::dangerous_new_pre_encoded(name, subject, encoded))
    } else {
        builder.subject(subject)
    }
}

/// Encodes a text as encoded words of whole characters, each short enough for its line.
fn encoded_words(text: &str) -> String {
    /// Bytes of a word: with `Subject: ` and its own frame, a line has 73 characters.
    const BYTES: usize = 39;
    let mut words = vec![];
    let mut word = String::new();
    for c in text.chars() {
        if word.len() + c.len_utf8() > BYTES {
            words.push(std::mem::take(&mut word));
        }
        word.push(c);
    }
    words.push(word);
    let encoded = words.iter().map(|word| format!("=?utf-8?b?{}?=", BASE64_STANDARD.encode(word)));
    encoded.collect::<Vec<_>>().join("\r\n ")
}

fn part(media: ContentType, bytes: Vec<u8>) -> anyhow::Result<SinglePart> {
    Ok(SinglePart::builder().header(media).body(encoded(bytes)?))
}

fn encoded(bytes: Vec<u8>) -> anyhow::Result<Body> {
    Body::new_with_encoding(bytes, ContentTransferEncoding::Base64)
        .map_err(|_| anyhow::anyhow!("encode a mail's body"))
}

fn raw(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str(name), value.clone(), value)
}

/// Replaces line breaks and control characters, so that nobody can add a header.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(subject: &str, text: &str) -> String {
        let mail = Mail {
            to: EmailAddress::parse("mia@example.org").unwrap(),
            subject: subject.to_owned(),
            text: text.to_owned(),
            html: format!("<p>{text}"),
            attachments: vec![Attachment {
                name: "agenda.ics",
                media_type: "text/calendar; charset=utf-8; method=PUBLISH",
                bytes: b"BEGIN:VCALENDAR\r\n".to_vec(),
            }],
            list: Some(List {
                label: "announcements.acme".to_owned(),
                unsubscribe_url: "https://x.be/u".to_owned(),
            }),
            message_id: "1.2".to_owned(),
            date: "2026-11-24T06:00:00Z".parse().unwrap(),
        };
        let sender = Sender::new("Fud <fud@example.org>".parse().unwrap(), "fud.example.org");
        String::from_utf8(mail.to_bytes(&sender).unwrap()).unwrap()
    }

    #[test]
    fn nothing_typed_becomes_a_header_or_ends_the_mail() {
        let bytes = mail("Hi\r\nBcc: x@y.be", "\n.\r\n.\r\nMAIL FROM:<evil@x.be>");
        let headers = bytes.split("\r\n\r\n").next().unwrap();
        assert!(!headers.contains("\nBcc"));
        assert_eq!(headers.matches("\nTo:").count(), 1);
        assert!(!bytes.contains("MAIL FROM") && !bytes.contains("\n.\r\n"));
        assert!(!bytes.replace("\r\n", "").contains('\n'), "only CRLF");
        assert!(bytes.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
        assert!(bytes.contains("Message-ID: <1.2@example.org>"));
        assert!(bytes.contains("List-Id: <announcements.acme.example.org>"));
    }
}
