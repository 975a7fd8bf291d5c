//! Where a story is told.

use super::super::store::Spot;
use crate::{
    events::{
        model::Release,
        programme::{Day, Placed},
        slot::Content,
        translation::Translations,
        wording::{foreign, shown},
    },
    ids::{EventId, StoryId},
    platform::{
        i18n::Language,
        time::{clock_time, long_date},
    },
    stories::{Anonymity, Story, ToldBy},
};
use chrono::{DateTime, Utc};
use fluent_bundle::FluentArgs;
use serde::Serialize;

/// A place on a released agenda.
#[derive(Debug, Serialize)]
pub(super) struct Place {
    title: String,
    /// Language of the title when it is not the reader's; else empty.
    lang: &'static str,
    href: String,
    day: String,
    time: String,
    at: String,
    at_lang: &'static str,
    /// "As number 3 of 7."
    number: String,
    /// How it is told there; nothing once it was.
    told_by: Option<String>,
    /// Whether it was told there.
    told: bool,
}

impl Place {
    /// A place, on the site at `base` (`/acme`).
    pub(super) fn new(
        spot: &Spot,
        story: &Story,
        base: &str,
        now: DateTime<Utc>,
        language: Language,
    ) -> Self {
        let told = spot.is_told(now);
        let (release, starts_at) = (&spot.release, spot.slot.starts_at);
        let mut args = FluentArgs::new();
        args.set("number", spot.number);
        args.set("of", spot.of);
        let (title, lang) = shown(release.day.title_for(language), language);
        Self {
            title,
            lang,
            href: format!("{base}/events/{}", release.event),
            day: long_date(starts_at.date(), language),
            time: clock_time(starts_at, language),
            at: release.day.place.clone(),
            at_lang: foreign(release.day.language, language),
            number: language.text_with("receipts-place-number", &args),
            told_by: (!told).then(|| how(story, language)),
            told,
        }
    }
}

/// How a story is told, in words; for somebody who gave no name, how one stays unknown until then.
pub(super) fn how(story: &Story, language: Language) -> String {
    let unknown = story.told_by == ToldBy::Author && story.anonymity == Anonymity::Anonymous;
    let more = if unknown { "-unknown" } else { "" };
    language.text(&format!("receipts-told-by-{}{more}", story.told_by))
}

/// Some place on some agenda.
pub(super) fn sample_spot() -> Spot {
    let starts_at = chrono::NaiveDateTime::default();
    let day = Day {
        title: "Oops".to_owned(),
        intro: String::new(),
        starts_at,
        minutes: 60,
        time_zone: chrono_tz::Tz::UTC,
        place: "Room 1".to_owned(),
        link: String::new(),
        language: Language::Fr,
        translations: Translations::default(),
    };
    Spot {
        release: Release {
            event: EventId::new(),
            version: 1,
            released_at: chrono::DateTime::UNIX_EPOCH,
            day,
            changes: vec![],
        },
        slot: Placed {
            content: Content::Story(StoryId::new()),
            starts_at,
            minutes: 10,
        },
        number: 3,
        of: 7,
    }
}
