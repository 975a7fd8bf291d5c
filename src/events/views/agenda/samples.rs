//! Samples of the working agenda.

use super::{AgendaPage, Desk, Problem};
use crate::{
    events::{
        forms::{NewSlot, SlotForm},
        model::{Event, Release, Slot},
        release::Candidate,
        slot::Content,
        views::samples::{sample_day, sample_release},
    },
    ids::{EventId, SlotId, StoryId},
    platform::{i18n::Language, view::View, web::form::FieldErrors},
    stories::ToldBy,
};
use std::collections::BTreeMap;

impl View for AgendaPage {
    const TEMPLATE: &'static str = "events/desk/agenda.html";
    fn samples() -> Vec<Self> {
        let (on_it, free, gone) = (StoryId::new(), StoryId::new(), StoryId::new());
        let sample = sample_release(Language::Nl);
        let event = Event { id: EventId::new(), day: sample_day(Language::Nl) };
        let slot = |content, minutes| Slot { id: SlotId::new(), content, minutes };
        let slots = [
            slot(Content::Free("Welcome".to_owned()), 10),
            slot(Content::Story(on_it), 480),
            slot(Content::Story(gone), 10),
            slot(Content::Break("Coffee".to_owned()), 10),
        ];
        let candidate = |told_by| {
            sample.titles.values().next().cloned().map(|title| Candidate {
                title,
                told_by,
                aloud: 11,
                heavy: true,
            })
        };
        let both = [(on_it, candidate(ToldBy::Author)), (free, candidate(ToldBy::Reader))];
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
                public: "/acme/events/1",
                problem,
            };
            Self::new(&desk, Language::En)
        };
        let wrong = || FieldErrors::one("minutes", "sample".to_owned());
        let new = |kind: &str, story: String| NewSlot { kind: kind.to_owned(), story, ..NewSlot::default() };
        vec![
            page(false, None),
            page(true, None),
            page(true, None).read_only(),
            page(true, Some(Problem::Slot(slots[0].id, SlotForm::default(), wrong()))),
            page(true, Some(Problem::Changed(None))),
            page(true, Some(Problem::Changed(Some((slots[0].id, SlotForm::default()))))),
            page(true, Some(Problem::New(new("break", String::new()), wrong()))),
            page(true, Some(Problem::New(new("story", free.to_string()), wrong()))),
        ]
    }
}
