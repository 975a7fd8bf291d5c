//! Differences between two releases. They hold ids, times and words of staff, never words of a story.

use super::{
    programme::{Day, Placed, Programme},
    slot::Content,
};
use crate::platform::i18n::Language;
use chrono::{NaiveDateTime, TimeDelta};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One difference; stored as JSON, so a variant never changes its meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Change {
    Title {
        from: String,
        to: String,
    },
    Intro,
    /// Title or intro in another language.
    Translation {
        language: Language,
    },
    Starts {
        from: NaiveDateTime,
        to: NaiveDateTime,
    },
    Minutes {
        from: i32,
        to: i32,
    },
    TimeZone {
        from: String,
        to: String,
    },
    Place {
        from: String,
        to: String,
    },
    /// Address for those who follow from elsewhere, or empty.
    Link {
        to: String,
    },
    Added {
        content: Content,
        at: NaiveDateTime,
    },
    Removed {
        content: Content,
    },
    /// A slot is earlier or later within the day.
    Moved {
        content: Content,
        from: NaiveDateTime,
        to: NaiveDateTime,
    },
    Resized {
        content: Content,
        from: i32,
        to: i32,
    },
}

impl Change {
    /// Returns the part of the agenda that changed, unless the day did.
    pub const fn content(&self) -> Option<&Content> {
        match self {
            Self::Added { content, .. }
            | Self::Removed { content }
            | Self::Moved { content, .. }
            | Self::Resized { content, .. } => Some(content),
            _ => None,
        }
    }
}

/// Lists the differences: first the day's, then the agenda's in order, then what was removed. Slots are matched by
/// content; of several breaks with one title, first with first.
pub fn changes(before: &Programme, after: &Programme) -> Vec<Change> {
    let mut found = of_day(&before.day, &after.day);
    let (old, new) = (numbered(&before.slots), numbered(&after.slots));
    for (key, slot) in &new {
        let content = || slot.content.clone();
        let Some(was) = old.iter().find_map(|(other, was)| (other == key).then_some(*was)) else {
            found.push(Change::Added { content: content(), at: slot.starts_at });
            continue;
        };
        if offset_in_day(&after.day, slot) != offset_in_day(&before.day, was) {
            found.push(Change::Moved { content: content(), from: was.starts_at, to: slot.starts_at });
        }
        if slot.minutes != was.minutes {
            found.push(Change::Resized { content: content(), from: was.minutes, to: slot.minutes });
        }
    }
    let gone = old.iter().filter(|(key, _)| !new.iter().any(|(other, _)| other == key));
    found.extend(gone.map(|(_, slot)| Change::Removed { content: slot.content.clone() }));
    found
}

/// Returns the offset of a slot in its day: a day that begins later does not move all its slots.
fn offset_in_day(day: &Day, slot: &Placed) -> TimeDelta {
    slot.starts_at - day.starts_at
}

/// Numbers slots among those of the same content.
fn numbered(slots: &[Placed]) -> Vec<((&Content, u32), &Placed)> {
    let mut seen: BTreeMap<&Content, u32> = BTreeMap::new();
    let mut all = vec![];
    for slot in slots {
        let count = seen.entry(&slot.content).or_default();
        *count += 1;
        all.push(((&slot.content, *count), slot));
    }
    all
}

fn of_day(before: &Day, after: &Day) -> Vec<Change> {
    let mut found = vec![];
    let text = |from: &str, to: &str| (from != to).then(|| (from.to_owned(), to.to_owned()));
    if let Some((from, to)) = text(&before.title, &after.title) {
        found.push(Change::Title { from, to });
    }
    if before.starts_at != after.starts_at {
        found.push(Change::Starts { from: before.starts_at, to: after.starts_at });
    }
    if before.minutes != after.minutes {
        found.push(Change::Minutes { from: before.minutes, to: after.minutes });
    }
    if let Some((from, to)) = text(before.time_zone.name(), after.time_zone.name()) {
        found.push(Change::TimeZone { from, to });
    }
    if let Some((from, to)) = text(&before.place, &after.place) {
        found.push(Change::Place { from, to });
    }
    if let Some((_, to)) = text(&before.link, &after.link) {
        found.push(Change::Link { to });
    }
    if before.intro != after.intro || before.language != after.language {
        found.push(Change::Intro);
    }
    let differs =
        |language: &&Language| before.translations.get(**language) != after.translations.get(**language);
    let translated = Language::ALL.iter().filter(differs);
    found.extend(translated.map(|language| Change::Translation { language: *language }));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        events::{agenda::place, translation::Translations},
        ids::StoryId,
    };
    use chrono_tz::Tz;
    use proptest::prelude::*;

    fn programme(slots: &[(Content, i32)]) -> Programme {
        let day = Day {
            title: "Oops".to_owned(),
            intro: String::new(),
            starts_at: "2026-12-03T14:00:00".parse().unwrap(),
            minutes: 60,
            time_zone: Tz::Europe__Brussels,
            place: "Here".to_owned(),
            link: String::new(),
            language: Language::En,
            translations: Translations::default(),
        };
        let slots = place(&day, slots.to_vec());
        Programme { day, slots }
    }

    fn coffee() -> Content {
        Content::Break("Coffee".to_owned())
    }

    fn at(time: &str) -> NaiveDateTime {
        format!("2026-12-03T{time}:00").parse().unwrap()
    }

    #[test]
    fn nothing_differs_from_itself() {
        let programme = programme(&[(coffee(), 5), (Content::Story(StoryId::new()), 10), (coffee(), 5)]);
        assert_eq!(changes(&programme, &programme), []);
    }

    #[test]
    fn slots_are_added_moved_resized_and_removed() {
        let (one, two) = (Content::Story(StoryId::new()), Content::Story(StoryId::new()));
        let before = programme(&[(one.clone(), 10), (coffee(), 5)]);
        let after = programme(&[(two.clone(), 10), (coffee(), 15), (coffee(), 5)]);
        let expected = [
            Change::Added { content: two, at: at("14:00") },
            Change::Resized { content: coffee(), from: 5, to: 15 },
            Change::Added { content: coffee(), at: at("14:25") },
            Change::Removed { content: one.clone() },
        ];
        assert_eq!(changes(&before, &after), expected);
        let swapped = programme(&[(coffee(), 5), (one.clone(), 10)]);
        let expected = [
            Change::Moved { content: coffee(), from: at("14:10"), to: at("14:00") },
            Change::Moved { content: one, from: at("14:00"), to: at("14:05") },
        ];
        assert_eq!(changes(&before, &swapped), expected);
    }

    #[test]
    fn a_day_that_moves_does_not_move_its_slots() {
        let before = programme(&[(coffee(), 5), (coffee(), 5)]);
        let mut day = before.day.clone();
        day.starts_at = at("15:00");
        day.place = "There".to_owned();
        let slots = place(&day, [(coffee(), 5), (coffee(), 5)]);
        let found = changes(&before, &Programme { day, slots });
        let expected = [
            Change::Starts { from: at("14:00"), to: at("15:00") },
            Change::Place { from: "Here".to_owned(), to: "There".to_owned() },
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_stored_holds_no_words_of_a_story() {
        let story = Content::Story(StoryId::new());
        let change = Change::Added { content: story, at: at("14:00") };
        let json = serde_json::to_value(&change).unwrap();
        assert_eq!(json["what"], "added");
        assert_eq!(json["at"], "2026-12-03T14:00:00");
        assert_eq!(serde_json::from_value::<Change>(json).unwrap(), change);
    }

    fn agenda() -> impl Strategy<Value = Vec<(Content, i32)>> {
        let slot = (prop_oneof![Just("A"), Just("B"), Just("C")], 1..20)
            .prop_map(|(title, minutes)| (Content::Free(title.to_owned()), minutes));
        proptest::collection::vec(slot, 0..8)
    }

    proptest! {
        #[test]
        fn no_changes_means_the_same_programme(before in agenda(), after in agenda()) {
            let (before, after) = (programme(&before), programme(&after));
            prop_assert_eq!(changes(&before, &after).is_empty(), before == after);
        }

        #[test]
        fn the_balance_of_added_and_removed_is_that_of_the_slots(before in agenda(), after in agenda()) {
            let found = changes(&programme(&before), &programme(&after));
            let added = found.iter().filter(|c| matches!(c, Change::Added { .. })).count();
            let removed = found.iter().filter(|c| matches!(c, Change::Removed { .. })).count();
            prop_assert_eq!(before.len() + added, after.len() + removed);
        }
    }

    #[test]
    fn another_intro_and_another_language_are_told_as_one_change() {
        let programme = |intro: &str, language| Programme {
            day: Day { intro: intro.to_owned(), language, ..Day::sample("A day") },
            slots: vec![],
        };
        let before = programme("Come", Language::En);
        for after in [programme("Stay", Language::En), programme("Come", Language::Nl)] {
            assert_eq!(changes(&before, &after), [Change::Intro]);
        }
        assert_eq!(changes(&before, &before), []);
    }
}
