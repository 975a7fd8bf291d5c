//! Wording of changes, for pages and mails.

use super::{
    change::Change,
    release::{Title, Titles, title},
    translation::Words,
};
use crate::platform::{
    i18n::Language,
    time::{clock_time, long_date, short_date},
};
use chrono::NaiveDateTime;
use fluent_bundle::{FluentArgs, FluentValue};
use serde::Serialize;

/// A change in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangeLine {
    /// Title of the slot; empty when the day changed.
    pub title: String,
    /// Language of that title; empty when it is the reader's.
    pub title_lang: &'static str,
    pub text: Vec<Piece>,
}

/// Part of a sentence: interface text, or words of staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    pub text: String,
    /// Language; empty when it is the reader's.
    pub lang: &'static str,
}

/// Words the changes in the reader's language, without those of stories that cannot be told.
pub fn lines(changes: &[Change], titles: &Titles, day: Language, reader: Language) -> Vec<ChangeLine> {
    let line = |change: &Change| {
        let title = match change.content() {
            Some(content) => Some(title(content, titles, day)?),
            None => None,
        };
        Some(ChangeLine {
            title_lang: title.as_ref().map_or("", |t| foreign(t.language, reader)),
            title: title.map(|Title { text, .. }| text).unwrap_or_default(),
            text: pieces(&text(change, reader), day, reader),
        })
    };
    changes.iter().filter_map(line).collect()
}

/// Marks the start and end of words of staff in a sentence; nobody can type it.
const THEIRS: char = '\u{1}';

fn theirs(text: &str) -> String {
    format!("{THEIRS}{}{THEIRS}", text.replace(THEIRS, ""))
}

/// Splits a sentence at words of staff, which are in the language of the `day`.
fn pieces(sentence: &str, day: Language, reader: Language) -> Vec<Piece> {
    let piece = |(place, text): (usize, &str)| Piece {
        text: text.to_owned(),
        lang: if place % 2 == 1 { foreign(day, reader) } else { "" },
    };
    let all = sentence.split(THEIRS).enumerate().map(piece);
    all.filter(|piece| !piece.text.is_empty()).collect()
}

/// Returns a note for readers of another language than the agenda's; empty when it is theirs.
pub fn note(language: Language, reader: Language) -> String {
    if language == reader {
        String::new()
    } else {
        text_with(reader, "events-in-language", [("language", language.as_str().into())])
    }
}

/// Returns words of staff, with their language when it is not the reader's.
pub fn with_language(words: Words<'_>, reader: Language) -> (String, &'static str) {
    (words.text.to_owned(), foreign(words.language, reader))
}

/// Formats as `14:00–16:00`, with the date of the end when it is another.
pub fn span(starts: NaiveDateTime, ends: NaiveDateTime, reader: Language) -> String {
    let times = [
        ("from", clock_time(starts, reader).into()),
        ("to", clock_time(ends, reader).into()),
        ("date", long_date(ends.date(), reader).into()),
    ];
    let key = if starts.date() == ends.date() { "events-from-to" } else { "events-from-to-later" };
    text_with(reader, key, times)
}

/// Returns the date of each slot of a day that begins at `starts`, empty when it is that of the slot before.
pub fn new_dates(
    starts: NaiveDateTime,
    slots: impl IntoIterator<Item = NaiveDateTime>,
    reader: Language,
) -> impl Iterator<Item = String> {
    let mut known = starts.date();
    slots.into_iter().map(move |at| {
        let is_new = at.date() != known;
        known = at.date();
        if is_new { short_date(known, reader) } else { String::new() }
    })
}

/// Returns the language to mark a text with; empty when it is the reader's own.
pub fn foreign(language: Language, reader: Language) -> &'static str {
    if language == reader { "" } else { language.as_str() }
}

/// Formats as `Thursday 3 December 2026, 14:00`.
pub fn date_and_time(at: NaiveDateTime, reader: Language) -> String {
    text_with(
        reader,
        "events-date-and-time",
        [("date", long_date(at.date(), reader).into()), ("time", clock_time(at, reader).into())],
    )
}

fn text(change: &Change, reader: Language) -> String {
    let two =
        |key, from: String, to: String| text_with(reader, key, [("from", from.into()), ("to", to.into())]);
    match change {
        Change::Title { from, to } => two("events-change-title", theirs(from), theirs(to)),
        Change::Intro => reader.text("events-change-intro"),
        Change::Translation { language } => {
            text_with(reader, "events-change-translation", [("language", language.as_str().into())])
        }
        Change::Starts { from, to } => {
            let at = |at| date_and_time(at, reader);
            two("events-change-starts", at(*from), at(*to))
        }
        Change::Minutes { from, to } => {
            text_with(reader, "events-change-minutes", [("from", (*from).into()), ("to", (*to).into())])
        }
        Change::TimeZone { from, to } => two("events-change-time-zone", from.clone(), to.clone()),
        Change::Place { from, to } => two("events-change-place", theirs(from), theirs(to)),
        Change::Link { to } if to.is_empty() => reader.text("events-change-link-gone"),
        Change::Link { to } => text_with(reader, "events-change-link", [("to", to.clone().into())]),
        Change::Added { at, .. } => {
            text_with(reader, "events-change-added", [("time", clock_time(*at, reader).into())])
        }
        Change::Removed { .. } => reader.text("events-change-removed"),
        Change::Moved { from, to, .. } => {
            two("events-change-moved", clock_time(*from, reader), clock_time(*to, reader))
        }
        Change::Resized { from, to, .. } => {
            text_with(reader, "events-change-resized", [("from", (*from).into()), ("to", (*to).into())])
        }
    }
}

/// Returns a text with its variables.
pub fn text_with<const N: usize>(
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
            Change::Translation { language: Language::Fr },
            Change::Starts { from: at, to: at },
            Change::Minutes { from: 1, to: 2 },
            Change::TimeZone { from: s(), to: s() },
            Change::Place { from: s(), to: s() },
            Change::Link { to: s() },
            Change::Link { to: String::new() },
            Change::Added { content: content(), at },
            Change::Removed { content: content() },
            Change::Moved { content: content(), from: at, to: at },
            Change::Resized { content: content(), from: 1, to: 2 },
        ];
        for language in Language::ALL {
            let lines = lines(&all, &Titles::new(), Language::En, *language);
            assert_eq!(lines.len(), all.len());
            for line in lines {
                assert!(!line.text[0].text.starts_with("events-"), "{:?}", line.text);
            }
        }
    }

    #[test]
    fn words_of_staff_in_a_sentence_are_marked_with_their_language() {
        let change = Change::Title { from: "Oeps".to_owned(), to: "Oei".to_owned() };
        let marked = |reader| {
            let lines = lines(std::slice::from_ref(&change), &Titles::new(), Language::Nl, reader);
            let pieces = lines[0].text.iter();
            pieces.map(|piece| format!("{}[{}]", piece.lang, piece.text)).collect::<String>()
        };
        assert_eq!(marked(Language::En), "[It was called “]nl[Oeps][”; it is now called “]nl[Oei][”.]");
        assert!(!marked(Language::Nl).contains("nl["));
    }

    #[test]
    fn an_end_after_midnight_has_its_date() {
        let at = |text: &str| text.parse::<NaiveDateTime>().unwrap();
        let until = |ends: &str, reader| span(at("2026-12-03T14:00:00"), at(ends), reader);
        let late = "2026-12-04T00:30:00";
        assert_eq!(until("2026-12-03T16:30:00", Language::Nl), "14:00–16:30");
        assert_eq!(until("2026-12-03T16:30:00", Language::Fr), "de 14\u{a0}h à 16\u{a0}h\u{a0}30");
        assert_eq!(until(late, Language::En), "14:00 – Friday 4 December 2026, 00:30");
        assert_eq!(until(late, Language::Fr), "de 14\u{a0}h au vendredi 4 décembre 2026 à 0\u{a0}h\u{a0}30");
        let slots = ["2026-12-03T23:50:00", late, "2026-12-04T01:00:00"].map(at);
        let dates: Vec<_> = new_dates(slots[0], slots, Language::Nl).collect();
        assert_eq!(dates, ["", "4 december", ""]);
    }

    #[test]
    fn a_withdrawn_story_leaves_no_line() {
        let content = Content::Story(StoryId::new());
        let changes = [Change::Removed { content }, Change::Intro];
        assert_eq!(lines(&changes, &Titles::new(), Language::En, Language::En).len(), 1);
    }

    #[test]
    fn readers_of_another_language_are_told_which_it_is() {
        assert_eq!(note(Language::Nl, Language::Nl), "");
        assert_eq!(note(Language::Nl, Language::En), "This agenda is in Dutch.");
        let words = Words::new("Oeps", Language::Nl);
        assert_eq!(with_language(words, Language::Nl), ("Oeps".to_owned(), ""));
        assert_eq!(with_language(words, Language::En), ("Oeps".to_owned(), "nl"));
        let at = "2026-12-03T14:00:00".parse().unwrap();
        assert_eq!(date_and_time(at, Language::En), "Thursday 3 December 2026, 14:00");
    }

    #[test]
    fn an_address_that_is_new_is_named_and_one_that_is_gone_is_not() {
        let link = |to: &str| text(&Change::Link { to: to.to_owned() }, Language::En);
        assert_eq!(
            link("https://meet.example.org"),
            "The address to join remotely is now https://meet.example.org."
        );
        assert_eq!(link(""), "You can no longer join remotely.");
    }
}
