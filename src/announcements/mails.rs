//! Mails to subscribers.

use super::{news::News, placeholders::inert};
use crate::{
    events::{
        release::{Entry, ReleasedAgenda, Titles},
        wording::{ChangeLine, Piece, foreign, lines, new_dates, note, span, with_language},
    },
    platform::{
        i18n::Language,
        mail::render::MailView,
        time::{clock_time, long_date},
    },
};
use serde::Serialize;

/// `templates/announcements/mails/confirmation.{mjml,txt}`
#[derive(Debug, Serialize)]
pub struct ConfirmationMail {
    pub organisation: String,
    /// Address of the page to confirm or refuse.
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
    pub subject: String,
    pub organisation: String,
    /// Lines of each paragraph.
    pub paragraphs: Vec<Vec<String>>,
    pub event: EventPart,
    pub agenda: String,
    /// Set when the link to the agenda opens the readers' door.
    pub house: bool,
    pub link: String,
}

/// Facts about the event: title, time, place, news and agenda.
#[derive(Debug, Serialize)]
pub struct EventPart {
    title: String,
    /// Language of the title; empty when it is the reader's.
    lang: &'static str,
    /// Note for readers of another language than the event's; else empty.
    note: String,
    date: String,
    /// `14:00–16:00 (Europe/Brussels)`
    time: String,
    place: String,
    place_lang: &'static str,
    changes: Vec<ChangeLine>,
    slots: Vec<SlotLine>,
}

#[derive(Debug, Serialize)]
struct SlotLine {
    /// Date, unless it is that of the slot before.
    date: String,
    time: String,
    title: String,
    by: String,
    lang: &'static str,
}

impl EventPart {
    /// Describes `agenda` to readers of a language to whom it is `news`; `titles` are those of all stories in it.
    pub fn new(agenda: &ReleasedAgenda, news: &News, titles: &Titles, reader: Language) -> Self {
        let day = &agenda.day;
        let hours = span(day.starts_at, agenda.ends_at(), reader);
        let slots = agenda.entries.iter().map(|entry| entry.starts_at);
        let dates = new_dates(day.starts_at, slots, reader);
        let slot = |(entry, date): (&Entry, String)| SlotLine {
            date,
            time: clock_time(entry.starts_at, reader),
            title: inert(&entry.title.text),
            by: inert(entry.title.by.as_deref().unwrap_or_default()),
            lang: foreign(entry.title.language, reader),
        };
        let (title, lang) = with_language(day.title_for(reader), reader);
        Self {
            title: inert(&title),
            lang,
            note: note(day.language, reader),
            date: long_date(day.starts_at.date(), reader),
            time: format!("{hours} ({})", day.time_zone.name()),
            place: inert(&day.place),
            place_lang: foreign(day.language, reader),
            changes: match news {
                News::Changed(changes) => inert_lines(lines(changes, titles, day.language, reader)),
                News::Agenda | News::Reminder => vec![],
            },
            slots: agenda.entries.iter().zip(dates).map(slot).collect(),
        }
    }
}

/// Breaks up links in changes.
fn inert_lines(lines: Vec<ChangeLine>) -> Vec<ChangeLine> {
    let piece = |piece: Piece| Piece { text: inert(&piece.text), ..piece };
    let line = |line: ChangeLine| ChangeLine {
        title: inert(&line.title),
        text: line.text.into_iter().map(piece).collect(),
        ..line
    };
    lines.into_iter().map(line).collect()
}

impl AnnouncementMail {
    /// Splits a text at empty lines.
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
        let mail = |event: EventPart| Self {
            house: event.slots.is_empty(),
            subject: "The agenda is out".to_owned(),
            organisation: "Acme".to_owned(),
            paragraphs: Self::paragraphs("Hello,\n\nsee you then\n<there> & here.\n"),
            event,
            agenda: "https://pratfall.example/acme/events/1".to_owned(),
            link: "https://pratfall.example/acme/subscriptions/x".to_owned(),
        };
        let slot = |by: &str, lang| SlotLine {
            date: String::new(),
            time: "14:05".to_owned(),
            title: "The <invoice>".to_owned(),
            by: by.to_owned(),
            lang,
        };
        let change = |title: &str| ChangeLine {
            title: title.to_owned(),
            title_lang: "",
            text: vec![Piece { text: "begins <later>".to_owned(), lang: "fr" }],
        };
        let event = |place: &str, changes, slots| EventPart {
            title: "Oops".to_owned(),
            lang: "fr",
            note: "In French.".to_owned(),
            date: "Thursday 3 December 2026".to_owned(),
            time: "14:00–16:00 (Europe/Brussels)".to_owned(),
            place: place.to_owned(),
            place_lang: "fr",
            changes,
            slots,
        };
        vec![
            mail(event("", vec![], vec![])),
            mail(event(
                "Room <1>",
                vec![change(""), change("Coffee")],
                vec![slot("", ""), slot("Mia", "fr")],
            )),
        ]
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
