//! Values to try the pages with.

use super::agenda::{AgendaPage, Desk, Problem};
use crate::{
    events::{
        change::Change,
        forms::{NewSlot, SlotForm},
        model::{Event, Release, Slot},
        programme::Day,
        release::{Candidate, Entry, ReleasedAgenda, Title},
        slot::{Content, SlotKind},
        translation::{Translation, Translations},
    },
    ids::{EventId, SlotId, StoryId},
    platform::{i18n::Language, view::View, web::form::FieldErrors},
    stories::ToldBy,
};
use chrono::DateTime;
use chrono_tz::Tz;
use std::collections::BTreeMap;

/// A release to try pages with.
pub(super) fn sample_release(language: Language) -> ReleasedAgenda {
    let day = sample_day(language);
    let story = StoryId::new();
    let title = Title {
        text: "La facture partie deux fois".to_owned(),
        language: Language::Fr,
        by: Some("Mia Peeters".to_owned()),
    };
    let entry = |kind, story, text: &str| Entry {
        kind,
        story,
        title: Title {
            text: text.to_owned(),
            language,
            by: None,
        },
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
            Entry {
                title: title.clone(),
                ..entry(SlotKind::Story, Some(story), "")
            },
            entry(SlotKind::Break, None, "Coffee"),
        ],
        changes: vec![
            Change::Intro,
            Change::Removed {
                content: Content::Story(story),
            },
        ],
        titles: std::iter::once((story, title)).collect(),
        day,
    }
}

pub(super) fn sample_day(language: Language) -> Day {
    let french = Translation {
        title: "Oups".to_owned(),
        intro: String::new(),
    };
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

impl View for AgendaPage {
    const TEMPLATE: &'static str = "events/desk/agenda.html";
    fn samples() -> Vec<Self> {
        let (on_it, free, gone) = (StoryId::new(), StoryId::new(), StoryId::new());
        let sample = sample_release(Language::Nl);
        let event = Event {
            id: EventId::new(),
            day: sample_day(Language::Nl),
        };
        let slot = |content, minutes| Slot {
            id: SlotId::new(),
            content,
            minutes,
        };
        let slots = [
            slot(Content::Free("Welcome".to_owned()), 10),
            slot(Content::Story(on_it), 480),
            slot(Content::Story(gone), 10),
            slot(Content::Break("Coffee".to_owned()), 10),
        ];
        let candidate = |told_by| {
            sample
                .titles
                .values()
                .next()
                .cloned()
                .map(|title| Candidate { title, told_by })
        };
        let both = [
            (on_it, candidate(ToldBy::Author)),
            (free, candidate(ToldBy::Reader)),
        ];
        let candidates: BTreeMap<_, _> = both.into_iter().filter_map(|(id, c)| Some((id, c?))).collect();
        let history = [Release {
            event: event.id,
            version: 1,
            released_at: sample.released_at,
            day: event.day.clone(),
            changes: vec![],
        }];
        let none = BTreeMap::new();
        let page = |full: bool, problem| {
            let desk = Desk {
                event: &event,
                slots: if full { &slots } else { &[] },
                candidates: if full { &candidates } else { &none },
                history: if full { &history } else { &[] },
                latest: vec![],
                desk: "/desk/acme",
                base: "/acme",
                problem,
            };
            Self::new(&desk, Language::En)
        };
        let wrong = || FieldErrors::one("minutes", "sample".to_owned());
        let new = |kind: &str, story: String| NewSlot {
            kind: kind.to_owned(),
            story,
            ..NewSlot::default()
        };
        vec![
            page(false, None),
            page(true, None),
            page(true, None).to_read(),
            page(
                true,
                Some(Problem::Slot(slots[0].id, SlotForm::default(), wrong())),
            ),
            page(true, Some(Problem::Changed(None))),
            page(
                true,
                Some(Problem::Changed(Some((slots[0].id, SlotForm::default())))),
            ),
            page(true, Some(Problem::New(new("break", String::new()), wrong()))),
            page(true, Some(Problem::New(new("story", free.to_string()), wrong()))),
        ]
    }
}
