//! Public pages: releases only.

use super::{DayRow, SlotRow, duration, kind, local, moment, samples::sample_release, version};
use crate::{
    events::{
        model::Release,
        release::{Entry, ReleasedAgenda},
        slot::SlotKind,
        wording::{ChangeLine, foreign, lines, new_dates, note, span, with_language},
    },
    ids::StoryId,
    organisations::reader_key::ReaderKey,
    platform::{
        i18n::Language,
        text::paragraphs,
        time::{clock_time, long_date},
        view::{View, with_query},
        web::pass,
    },
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::BTreeSet;

/// `templates/events/public/list.html`
#[derive(Debug, Serialize)]
pub struct EventsPage {
    coming: Vec<DayRow>,
    past: Vec<DayRow>,
}

impl EventsPage {
    /// Lists the latest releases of an organisation's events at `base` (`/acme`): the next ones first, then past ones.
    pub fn new(releases: &[Release], base: &str, now: DateTime<Utc>, reader: Language) -> Self {
        let mut sorted: Vec<&Release> = releases.iter().collect();
        sorted.sort_by_key(|release| release.day.begins());
        let row = |release: &&Release| {
            let href = format!("{base}/events/{}", release.event);
            DayRow::new(&release.day, release.version, href, reader)
        };
        let (coming, past): (Vec<_>, Vec<_>) = sorted.into_iter().partition(|r| r.day.is_coming(now));
        Self { coming: coming.iter().map(row).collect(), past: past.iter().rev().map(row).collect() }
    }
}

impl View for EventsPage {
    const TEMPLATE: &'static str = "events/list.html";
    fn samples() -> Vec<Self> {
        let released = |agenda: ReleasedAgenda| Release {
            event: agenda.event,
            version: agenda.version,
            released_at: agenda.released_at,
            day: agenda.day,
            changes: agenda.changes,
        };
        let all = [Language::En, Language::Fr].map(|language| released(sample_release(language)));
        let (before, after) = (DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC);
        vec![
            Self::new(&[], "/acme", before, Language::En),
            Self::new(&all, "/acme", before, Language::En),
            Self::new(&all, "/acme", after, Language::En),
        ]
    }
}

/// `templates/events/event.html`
#[derive(Debug, Serialize)]
pub struct EventPage {
    title: String,
    title_lang: &'static str,
    intro: Vec<String>,
    intro_lang: &'static str,
    /// Note for readers of another language; empty when it is theirs.
    note: String,
    date: String,
    starts: String,
    hours: String,
    time_zone: &'static str,
    place: String,
    place_lang: &'static str,
    link: String,
    slots: Vec<SlotRow>,
    version: i32,
    version_text: String,
    released_at: String,
    changes: Vec<ChangeLine>,
    past: bool,
    list_href: String,
    changes_href: String,
    ics_href: String,
    json_href: String,
}

impl EventPage {
    /// Shows a release at `base` (`/acme`), with links to the stories in the library.
    pub fn new(
        agenda: &ReleasedAgenda,
        readable: &BTreeSet<StoryId>,
        base: &str,
        now: DateTime<Utc>,
        reader: Language,
    ) -> Self {
        let day = &agenda.day;
        let here = format!("{base}/events/{}", agenda.event);
        let slots = agenda.entries.iter().map(|entry| entry.starts_at);
        let dates = new_dates(day.starts_at, slots, reader);
        let row = |(entry, date): (&Entry, String)| SlotRow {
            date,
            time: clock_time(entry.starts_at, reader),
            starts: local(entry.starts_at),
            minutes: entry.minutes,
            duration: duration(entry.minutes, reader),
            kind: kind(entry.kind),
            title: entry.title.text.clone(),
            by: entry.title.by.clone(),
            lang: foreign(entry.title.language, reader),
            story: entry.story.map(|id| id.to_string()).unwrap_or_default(),
            href: entry.story.filter(|id| readable.contains(id)).map(|id| format!("{base}/library/{id}")),
        };
        let (title, title_lang) = with_language(day.title_for(reader), reader);
        let (intro, intro_lang) = with_language(day.intro_for(reader), reader);
        let by_staff = |entry: &Entry| entry.kind != SlotKind::Story;
        let is_foreign = !title_lang.is_empty()
            || !(intro.is_empty() || intro_lang.is_empty())
            || agenda.entries.iter().any(by_staff);
        Self {
            title,
            title_lang,
            intro: paragraphs(&intro),
            intro_lang,
            note: Some(note(day.language, reader)).filter(|_| is_foreign).unwrap_or_default(),
            date: long_date(day.starts_at.date(), reader),
            starts: local(day.starts_at),
            hours: span(day.starts_at, agenda.ends_at(), reader),
            time_zone: day.time_zone.name(),
            place: day.place.clone(),
            place_lang: foreign(day.language, reader),
            link: day.link.clone(),
            slots: agenda.entries.iter().zip(dates).map(row).collect(),
            version: agenda.version,
            version_text: version(agenda.version, reader),
            released_at: moment(agenda.released_at, day.time_zone, reader),
            changes: lines(&agenda.changes, &agenda.titles, day.language, reader),
            past: !day.is_coming(now),
            list_href: format!("{base}/events"),
            changes_href: format!("{here}/changes"),
            // A calendar program asks again without a browser's languages.
            ics_href: format!("{here}/agenda.ics?lang={reader}"),
            json_href: format!("{here}/agenda.json"),
        }
    }
}

impl EventPage {
    /// Lets programs in with the addresses on the page, which carry the key.
    pub fn with_key(self, key: Option<&ReaderKey>) -> Self {
        let Some(key) = key else { return self };
        let parameter = format!("{}={}", pass::PARAMETER, key.as_str());
        Self {
            ics_href: with_query(&self.ics_href, &parameter),
            json_href: with_query(&self.json_href, &parameter),
            ..self
        }
    }
}

impl View for EventPage {
    const TEMPLATE: &'static str = "events/event.html";
    fn samples() -> Vec<Self> {
        let full = sample_release(Language::En);
        let told = full.entries.iter().filter_map(|entry| entry.story).collect();
        let mut bare = sample_release(Language::Fr);
        bare.entries.clear();
        bare.changes.clear();
        bare.version = 1;
        (bare.day.link, bare.day.intro) = (String::new(), String::new());
        vec![
            Self::new(&full, &BTreeSet::new(), "/acme", DateTime::<Utc>::MIN_UTC, Language::En),
            Self::new(&full, &told, "/acme", DateTime::<Utc>::MAX_UTC, Language::En),
            Self::new(&bare, &BTreeSet::new(), "/acme", DateTime::<Utc>::MAX_UTC, Language::En),
        ]
    }
}
