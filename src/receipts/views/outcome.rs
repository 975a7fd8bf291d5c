//! Places of a story on released agendas.

use super::super::store::AgendaPlace;
use crate::{
    events::{
        model::Release,
        programme::{Day, Placed},
        slot::Content,
        wording::{foreign, with_language},
    },
    ids::StoryId,
    platform::{
        i18n::Language,
        time::{clock_time, long_date},
    },
    stories::{Anonymity, Story, ToldBy},
};
use chrono::{DateTime, Utc};
use fluent_bundle::FluentArgs;
use serde::Serialize;

#[derive(Debug, Serialize)]
pub(super) struct PlaceCard {
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
    /// Way of telling, for a coming event.
    told_by: Option<String>,
    told: bool,
}

impl PlaceCard {
    pub(super) fn new(
        place: &AgendaPlace,
        story: &Story,
        base: &str,
        now: DateTime<Utc>,
        language: Language,
    ) -> Self {
        let told = place.is_told(now);
        let (release, starts_at) = (&place.release, place.slot.starts_at);
        let mut args = FluentArgs::new();
        args.set("number", place.number);
        args.set("of", place.of);
        let (title, lang) = with_language(release.day.title_for(language), language);
        Self {
            title,
            lang,
            href: format!("{base}/events/{}", release.event),
            day: long_date(starts_at.date(), language),
            time: clock_time(starts_at, language),
            at: release.day.place.clone(),
            at_lang: foreign(release.day.language, language),
            number: language.text_with("receipts-place-number", &args),
            told_by: (!told).then(|| telling_text(story, language)),
            told,
        }
    }
}

/// Describes the way of telling; for an anonymous author who tells it, how to stay unknown until then.
pub(super) fn telling_text(story: &Story, language: Language) -> String {
    let unknown = story.told_by == ToldBy::Author && story.anonymity == Anonymity::Anonymous;
    let more = if unknown { "-unknown" } else { "" };
    language.text(&format!("receipts-told-by-{}{more}", story.told_by))
}

pub(super) fn sample_place() -> AgendaPlace {
    let day = Day { place: "Room 1".to_owned(), language: Language::Fr, ..Day::sample("Oops") };
    let starts_at = day.starts_at;
    AgendaPlace {
        release: Release::sample(day),
        slot: Placed { content: Content::Story(StoryId::new()), starts_at, minutes: 10 },
        number: 3,
        of: 7,
    }
}
