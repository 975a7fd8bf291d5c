//! A released agenda as people see it: with the titles of the stories that can be told now.

use super::{
    change::Change,
    programme::{Day, Placed},
    slot::{Content, SlotKind},
    when,
};
use crate::{
    ids::{EventId, StoryId},
    organisations::Readers,
    platform::i18n::Language,
    readers::Reader,
    stories::ToldBy,
};
use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    pub text: String,
    pub language: Language,
    /// Author, when they want to be named.
    pub by: Option<String>,
    /// Readers it was released to.
    pub readers: Readers,
}

impl Title {
    /// Returns a title of staff, which everybody may read who may read the agenda.
    pub const fn of_staff(text: String, language: Language) -> Self {
        Self { text, language, by: None, readers: Readers::Everybody }
    }

    /// Returns the title as somebody may read it: without a story's words and name for those whom it was not told to.
    pub fn seen_by(self, reader: Reader) -> Self {
        if reader.reach.covers(self.readers) {
            return self;
        }
        let (text, language) = (reader.language.text("events-for-colleagues"), reader.language);
        Self { text, language, by: None, ..self }
    }
}

/// A story that can be put on an agenda.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub title: Title,
    pub told_by: ToldBy,
    /// Minutes that it takes to read it aloud; 0 when its author tells it.
    pub aloud: i32,
    pub heavy: bool,
}

impl Candidate {
    /// Tells whether it takes longer to read aloud than its slot.
    pub const fn is_longer_than(&self, minutes: i32) -> bool {
        self.aloud > minutes
    }
}

/// Titles of the stories that can be told now; a withdrawn one is absent.
pub type Titles = BTreeMap<StoryId, Title>;

/// Returns titles as somebody may read them.
pub fn seen_by(titles: Titles, reader: Reader) -> Titles {
    titles.into_iter().map(|(story, title)| (story, title.seen_by(reader))).collect()
}

/// Returns the title by staff, in the language of the day, or the story's, if that can be told.
pub fn title(content: &Content, titles: &Titles, day: Language) -> Option<Title> {
    match content {
        Content::Story(story) => titles.get(story).cloned(),
        Content::Break(text) | Content::Free(text) => Some(Title::of_staff(text.clone(), day)),
    }
}

/// A slot as people see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub kind: SlotKind,
    pub story: Option<StoryId>,
    pub title: Title,
    /// Wall-clock time at the place.
    pub starts_at: NaiveDateTime,
    /// The same as a moment: clocks that go back show a time twice.
    pub begins: DateTime<Utc>,
    pub minutes: i32,
}

/// A release, ready to be shown, mailed or put in a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleasedAgenda {
    pub event: EventId,
    /// Number, from 1.
    pub version: i32,
    pub released_at: DateTime<Utc>,
    pub day: Day,
    /// Slots that can be shown: without stories that cannot be told any more.
    pub entries: Vec<Entry>,
    /// Differences from the release before; empty in the first.
    pub changes: Vec<Change>,
    /// Titles of the stories in entries and changes that can be told.
    pub titles: Titles,
}

impl ReleasedAgenda {
    /// Returns the agenda as somebody may read it.
    pub fn seen_by(self, reader: Reader) -> Self {
        let entry = |entry: Entry| Entry { title: entry.title.seen_by(reader), ..entry };
        Self {
            entries: self.entries.into_iter().map(entry).collect(),
            titles: seen_by(self.titles, reader),
            ..self
        }
    }

    /// Returns the end of the day, or of its last slot if that is later.
    pub fn ends(&self) -> DateTime<Utc> {
        let after = |begins: DateTime<Utc>, minutes: i32| begins + Duration::minutes(minutes.into());
        let slots = self.entries.iter().map(|e| after(e.begins, e.minutes));
        slots.fold(after(self.day.begins(), self.day.minutes), Ord::max)
    }

    /// Returns the end, in wall-clock time at the place.
    pub fn ends_at(&self) -> NaiveDateTime {
        self.ends().with_timezone(&self.day.time_zone).naive_local()
    }
}

/// Returns the slots that can be shown.
pub fn entries(slots: &[Placed], titles: &Titles, day: &Day) -> Vec<Entry> {
    let mut before = 0;
    let mut entries = vec![];
    for slot in slots {
        // One slot follows the other: of two moments with the same local time, this tells which is meant.
        let due = day.begins() + Duration::minutes(before.into());
        before += slot.minutes;
        let Some(title) = title(&slot.content, titles, day.language) else {
            continue;
        };
        entries.push(Entry {
            kind: slot.content.kind(),
            story: slot.content.story(),
            title,
            starts_at: slot.starts_at,
            begins: when::nearest(slot.starts_at, day.time_zone, due),
            minutes: slot.minutes,
        });
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readers::Reach;

    #[test]
    fn a_story_that_cannot_be_told_is_not_there() {
        let (told, gone) = (StoryId::new(), StoryId::new());
        let title = Title {
            text: "De factuur".to_owned(),
            by: None,
            language: Language::Nl,
            readers: Readers::House,
        };
        let titles = Titles::from([(told, title.clone())]);
        let slot = |content| Placed { content, starts_at: NaiveDateTime::default(), minutes: 5 };
        let slots = [Content::Story(gone), Content::Story(told), Content::Break("Tea".to_owned())].map(slot);
        let day = Day::sample("A day");
        let shown = entries(&slots, &titles, &day);
        assert_eq!(shown.len(), 2);
        assert_eq!((shown[0].story, &shown[0].title), (Some(told), &title));
        assert_eq!((shown[1].kind, shown[1].title.language), (SlotKind::Break, Language::En));
    }

    #[test]
    fn a_title_told_to_the_house_is_a_neutral_word_outside() {
        let told = Title {
            text: "De factuur".to_owned(),
            by: Some("Mia".to_owned()),
            language: Language::Nl,
            readers: Readers::House,
        };
        let outside = Reader { reach: Reach::Everybody, language: Language::En };
        let seen = told.clone().seen_by(outside);
        assert_eq!(
            (seen.text.as_str(), seen.by, seen.language),
            ("A story for colleagues", None, Language::En)
        );
        assert_eq!(told.clone().seen_by(Reader::inside(Language::En)), told);
        let open = Title { readers: Readers::Everybody, ..told };
        assert_eq!(open.clone().seen_by(outside), open);
    }

    #[test]
    fn of_an_hour_that_comes_twice_a_slot_takes_the_one_that_follows_the_slot_before() {
        let at = |text: &str| text.parse::<NaiveDateTime>().unwrap();
        let day = Day { starts_at: at("2026-10-25T01:30:00"), ..Day::sample("A night") };
        // Clocks in Brussels go back from 03:00 to 02:00.
        let slots = ["01:30", "02:30", "02:30", "03:30"].map(|time| Placed {
            content: Content::Free(time.to_owned()),
            starts_at: at(&format!("2026-10-25T{time}:00")),
            minutes: 60,
        });
        let begins: Vec<_> = entries(&slots, &Titles::new(), &day)
            .iter()
            .map(|entry| entry.begins.format("%H:%M").to_string())
            .collect();
        assert_eq!(begins, ["23:30", "00:30", "01:30", "02:30"], "an hour each");
    }

    #[test]
    fn a_release_ends_with_the_day_or_with_its_last_slot() {
        let mut agenda = ReleasedAgenda {
            event: EventId::new(),
            version: 1,
            released_at: DateTime::default(),
            day: Day::sample("A day"),
            entries: vec![],
            changes: vec![],
            titles: Titles::new(),
        };
        let ends_at = |agenda: &ReleasedAgenda| agenda.ends_at().format("%H:%M").to_string();
        assert_eq!(ends_at(&agenda), "15:00");
        let slot = |minutes| Placed {
            content: Content::Break("Tea".to_owned()),
            starts_at: agenda.day.starts_at,
            minutes,
        };
        for (minutes, ends) in [(30, "15:00"), (90, "15:30")] {
            let entries = entries(&[slot(minutes)], &Titles::new(), &agenda.day);
            assert_eq!(ends_at(&ReleasedAgenda { entries, ..agenda.clone() }), ends);
        }
        agenda.day.minutes = 120;
        assert_eq!(ends_at(&agenda), "16:00");
    }
}
