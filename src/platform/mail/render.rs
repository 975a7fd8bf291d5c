//! Mails from views: HTML from MJML, and plain text.

use super::address::EmailAddress;
use super::message::{Attachment, Mail};
use crate::platform::{i18n::Language, view::Templates};
use chrono::{DateTime, Utc};
use serde::Serialize;

/// Data of one mail: `templates/<TEMPLATE>.mjml` and `.txt`.
pub trait MailView: Serialize {
    /// Path under `templates/`, without the extension.
    const TEMPLATE: &'static str;
    fn subject(&self, language: Language) -> String;
    /// Returns at least one value per shape, for the test that renders them all.
    fn samples() -> Vec<Self>
    where
        Self: Sized;
}

#[derive(Debug, Clone)]
pub struct Rendered {
    pub subject: String,
    pub text: String,
    pub html: String,
}

pub fn render<V: MailView>(templates: &Templates, language: Language, view: &V) -> anyhow::Result<Rendered> {
    let mjml = templates.bare(&format!("{}.mjml", V::TEMPLATE), language, view)?;
    let text = templates.bare(&format!("{}.txt", V::TEMPLATE), language, view)?;
    let parsed = mrml::parse(&mjml).map_err(|e| anyhow::anyhow!("MJML of {}: {e}", V::TEMPLATE))?;
    let html = parsed
        .element
        .render(&mrml::prelude::render::RenderOptions::default())
        .map_err(|e| anyhow::anyhow!("HTML of {}: {e}", V::TEMPLATE))?;
    Ok(Rendered { subject: view.subject(language), text: tidy(&text), html })
}

impl Rendered {
    pub fn to(self, to: EmailAddress, message_id: String, date: DateTime<Utc>) -> Mail {
        let Self { subject, text, html } = self;
        let attachments: Vec<Attachment> = vec![];
        Mail { to, subject, text, html, attachments, list: None, message_id, date }
    }
}

/// Removes empty lines at the ends and all but one in a row.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.trim().lines().map(str::trim_end) {
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            out.push_str(line);
            out.push_str("\r\n");
        }
    }
    out
}
