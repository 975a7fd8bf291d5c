//! Changes in words, for pages and for mails.

use super::{
    change::Change,
    release::{Title, Titles, title},
};
use crate::platform::{
    i18n::Language,
    time::{clock_time, long_date},
};
use chrono::NaiveDateTime;
use fluent_bundle::{FluentArgs, FluentValue};
use serde::Serialize;

/// A change in words: what it is about, by its own title, and what happened to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangeLine {
    /// Title of the slot; empty when the change is about the day.
    pub title: String,
    /// Language of that title when it is not the reader's; else empty.
    pub title_lang: &'static str,
    /// What happened.
    pub text: String,
}

/// The changes that can be told, in the reader's language. Those about a story that cannot be told are left out.
#[must_use]
pub fn lines(changes: &[Change], titles: &Titles, day: Language, reader: Language) -> Vec<ChangeLine> {
    let line = |change: &Change| {
        let title = match change.content() {
            Some(content) => Some(title(content, titles, day)?),
            None => None,
        };
        Some(ChangeLine {
            title_lang: title.as_ref().map_or("", |t| foreign(t.language, reader)),
            title: title.map(|Title { text, .. }| text).unwrap_or_default(),
            text: text(change, reader),
        })
    };
    changes.iter().filter_map(line).collect()
}

/// The language to mark a text with: none when it is the reader's own.
#[must_use]
pub fn foreign(language: Language, reader: Language) -> &'static str {
    if language == reader { "" } else { language.as_str() }
}

/// `Thursday 3 December 2026, 14:00`
#[must_use]
pub fn date_and_time(at: NaiveDateTime, reader: Language) -> String {
    said(
        reader,
        "events-date-and-time",
        [
            ("date", long_date(at.date(), reader).into()),
            ("time", clock_time(at).into()),
        ],
    )
}

fn text(change: &Change, reader: Language) -> String {
    let two = |key, from: String, to: String| said(reader, key, [("from", from.into()), ("to", to.into())]);
    match change {
        Change::Title { from, to } => two("events-change-title", from.clone(), to.clone()),
        Change::Intro => reader.text("events-change-intro"),
        Change::Starts { from, to } => {
            let at = |at| date_and_time(at, reader);
            two("events-change-starts", at(*from), at(*to))
        }
        Change::Minutes { from, to } => said(
            reader,
            "events-change-minutes",
            [("from", (*from).into()), ("to", (*to).into())],
        ),
        Change::TimeZone { from, to } => two("events-change-time-zone", from.clone(), to.clone()),
        Change::Place { from, to } => two("events-change-place", from.clone(), to.clone()),
        Change::Link { to } if to.is_empty() => reader.text("events-change-link-gone"),
        Change::Link { to } => said(reader, "events-change-link", [("to", to.clone().into())]),
        Change::Added { at, .. } => said(reader, "events-change-added", [("time", clock_time(*at).into())]),
        Change::Removed { .. } => reader.text("events-change-removed"),
        Change::Moved { from, to, .. } => two("events-change-moved", clock_time(*from), clock_time(*to)),
        Change::Resized { from, to, .. } => said(
            reader,
            "events-change-resized",
            [("from", (*from).into()), ("to", (*to).into())],
        ),
    }
}

/// The words of a key with variables.
#[must_use]
pub fn said<const N: usize>(
    reader: Language,
    key: &str,
    variables: [(&'static str, FluentValue<'static>); N],
) -> String {
    let mut args = FluentArgs::new();
    for (name, value) in variables {
        args.set(name, value);
    }
    reader.text_with(key, &args)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{events::slot::Content, ids::StoryId};

    #[test]
    fn every_change_has_words_in_every_language() {
        let (s, at) = (|| "x".to_owned(), NaiveDateTime::default());
        let content = || Content::Free("Welcome".to_owned());
        let all = [
            Change::Title { from: s(), to: s() },
            Change::Intro,
            Change::Starts { from: at, to: at },
            Change::Minutes { from: 1, to: 2 },
            Change::TimeZone { from: s(), to: s() },
            Change::Place { from: s(), to: s() },
            Change::Link { to: s() },
            Change::Link { to: String::new() },
            Change::Added {
                content: content(),
                at,
            },
            Change::Removed { content: content() },
            Change::Moved {
                content: content(),
                from: at,
                to: at,
            },
            Change::Resized {
                content: content(),
                from: 1,
                to: 2,
            },
        ];
        for language in Language::ALL {
            let lines = lines(&all, &Titles::new(), Language::En, *language);
            assert_eq!(lines.len(), all.len());
            for line in lines {
                assert!(!line.text.starts_with("events-"), "{}", line.text);
            }
        }
    }

    #[test]
    fn a_withdrawn_story_leaves_no_line() {
        let content = Content::Story(StoryId::new());
        let changes = [Change::Removed { content }, Change::Intro];
        assert_eq!(
            lines(&changes, &Titles::new(), Language::En, Language::En).len(),
            1
        );
    }
}
