//! The page with the changes of each release.

use super::{
    moment,
    samples::{sample_day, sample_release},
    version,
};
use crate::{
    events::{
        model::Release,
        release::Titles,
        wording::{ChangeLine, lines, with_language},
    },
    ids::EventId,
    platform::{i18n::Language, view::View},
};
use chrono::DateTime;
use serde::Serialize;

/// `templates/events/changes.html`
#[derive(Debug, Serialize)]
pub struct ChangesPage {
    title: String,
    title_lang: &'static str,
    event_href: String,
    releases: Vec<ReleaseRow>,
}

#[derive(Debug, Serialize)]
pub(super) struct ReleaseRow {
    version: i32,
    version_text: String,
    released_at: String,
    first: bool,
    changes: Vec<ChangeLine>,
}

impl ReleaseRow {
    pub(super) fn new(release: &Release, titles: &Titles, reader: Language) -> Self {
        Self {
            version: release.version,
            version_text: version(release.version, reader),
            released_at: moment(release.released_at, release.day.time_zone, reader),
            first: release.version == 1,
            changes: lines(&release.changes, titles, release.day.language, reader),
        }
    }
}

impl ChangesPage {
    /// Lists the releases of an event, newest first, at `base` (`/acme`); `None` before the first release.
    pub fn new(history: &[Release], titles: &Titles, base: &str, reader: Language) -> Option<Self> {
        let latest = history.first()?;
        let (title, title_lang) = with_language(latest.day.title_for(reader), reader);
        Some(Self {
            title,
            title_lang,
            event_href: format!("{base}/events/{}", latest.event),
            releases: history.iter().map(|r| ReleaseRow::new(r, titles, reader)).collect(),
        })
    }
}

impl View for ChangesPage {
    const TEMPLATE: &'static str = "events/changes.html";
    fn samples() -> Vec<Self> {
        let sample = sample_release(Language::Fr);
        let release = |version, changes| Release {
            event: EventId::new(),
            version,
            released_at: DateTime::default(),
            day: sample_day(Language::Fr),
            changes,
        };
        let history = [release(2, sample.changes.clone()), release(1, vec![])];
        let hidden = Self::new(&history, &Titles::new(), "/acme", Language::En);
        let all = Self::new(&history, &sample.titles, "/acme", Language::En);
        all.into_iter().chain(hidden).collect()
    }
}
