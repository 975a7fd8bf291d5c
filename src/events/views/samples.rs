//! Samples of pages.

use crate::{
    events::{
        change::Change,
        programme::Day,
        release::{Entry, ReleasedAgenda, Title},
        slot::{Content, SlotKind},
        translation::{Translation, Translations},
    },
    ids::{EventId, StoryId},
    organisations::Readers,
    platform::i18n::Language,
};
use chrono::DateTime;
use chrono_tz::Tz;

pub(super) fn sample_release(language: Language) -> ReleasedAgenda {
    let day = sample_day(language);
    let story = StoryId::new();
    let title = Title {
        text: "La facture partie deux fois".to_owned(),
        language: Language::Fr,
        by: Some("Mia Peeters".to_owned()),
        readers: Readers::Everybody,
    };
    let entry = |kind, story, text: &str| Entry {
        kind,
        story,
        title: Title::of_staff(text.to_owned(), language),
        starts_at: day.starts_at,
        begins: day.begins(),
        minutes: 10,
    };
    ReleasedAgenda {
        event: EventId::new(),
        version: 2,
        released_at: DateTime::default(),
        entries: vec![
            entry(SlotKind::Free, None, "Welcome"),
            Entry { title: title.clone(), ..entry(SlotKind::Story, Some(story), "") },
            entry(SlotKind::Break, None, "Coffee"),
        ],
        changes: vec![Change::Intro, Change::Removed { content: Content::Story(story) }],
        titles: std::iter::once((story, title)).collect(),
        day,
    }
}

pub(super) fn sample_day(language: Language) -> Day {
    let french = Translation { title: "Oups".to_owned(), intro: String::new() };
    Day {
        title: "Oops".to_owned(),
        intro: "What went wrong.\n\nAnd what came of it.".to_owned(),
        starts_at: chrono::NaiveDate::from_ymd_opt(2026, 12, 3)
            .unwrap_or_default()
            .and_hms_opt(14, 0, 0)
            .unwrap_or_default(),
        minutes: 60,
        time_zone: Tz::Europe__Brussels,
        place: "Room 1".to_owned(),
        link: "https://meet.example.org/oops".to_owned(),
        language,
        translations: std::iter::once((Language::Fr, french)).collect::<Translations>(),
    }
}
