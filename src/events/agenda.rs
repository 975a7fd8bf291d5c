//! Arithmetic of an agenda: start of each slot, and the time that is left.

use super::{
    programme::{Day, Placed},
    release::Candidate,
    slot::{Content, SlotKind},
    when,
};
use crate::ids::StoryId;
use std::collections::BTreeMap;

/// Places slots one after the other from the beginning of the day.
pub fn place(day: &Day, slots: impl IntoIterator<Item = (Content, i32)>) -> Vec<Placed> {
    let mut used = 0;
    let mut placed = vec![];
    for (content, minutes) in slots {
        placed.push(Placed { content, starts_at: when::later(day.starts_at, used, day.time_zone), minutes });
        used += minutes;
    }
    placed
}

/// Use of a day, in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balance {
    pub planned: i32,
    /// Sum of all slots.
    pub used: i32,
}

impl Balance {
    pub fn of(day: &Day, slots: &[Placed]) -> Self {
        Self { planned: day.minutes, used: slots.iter().map(|slot| slot.minutes).sum() }
    }

    /// Returns the minutes that are not filled yet.
    pub fn left(self) -> i32 {
        (self.planned - self.used).max(0)
    }

    /// Returns the minutes beyond the end of the day.
    pub fn over(self) -> i32 {
        (self.used - self.planned).max(0)
    }
}

/// A problem that an organiser should know before the public does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    Empty,
    /// Minutes beyond the end of the day.
    Overrun(i32),
    /// Number of stories that cannot be told: under review again, or withdrawn.
    Unconfirmed(usize),
    /// Number of stories that take longer to read aloud than their slots.
    Short(usize),
    /// Heavy stories follow each other.
    HeavyTogether,
    /// The last slot is a heavy story.
    HeavyEnd,
    /// Minutes of the longest stretch without a break, beyond [`LISTENING`].
    NoBreak(i32),
}

/// Minutes that people listen without a break.
const LISTENING: i32 = 90;

/// Lists the problems of an agenda with the stories that can be told.
pub fn warnings(day: &Day, slots: &[Placed], stories: &BTreeMap<StoryId, Candidate>) -> Vec<Warning> {
    let over = Balance::of(day, slots).over();
    let known = |slot: &Placed| slot.content.story().and_then(|id| stories.get(&id));
    let count = |is: &dyn Fn(&Placed) -> bool| slots.iter().filter(|slot| is(slot)).count();
    let unconfirmed = count(&|slot| slot.content.story().is_some() && known(slot).is_none());
    let short = count(&|slot| known(slot).is_some_and(|story| story.is_longer_than(slot.minutes)));
    let is_heavy = |slot: &Placed| known(slot).is_some_and(|story| story.heavy);
    let together = slots.iter().zip(slots.iter().skip(1)).any(|(one, next)| is_heavy(one) && is_heavy(next));
    let listening = longest_stretch(slots);
    let all = [
        (slots.is_empty(), Warning::Empty),
        (over > 0, Warning::Overrun(over)),
        (unconfirmed > 0, Warning::Unconfirmed(unconfirmed)),
        (short > 0, Warning::Short(short)),
        (together, Warning::HeavyTogether),
        (slots.last().is_some_and(is_heavy), Warning::HeavyEnd),
        (listening > LISTENING, Warning::NoBreak(listening)),
    ];
    all.into_iter().filter_map(|(holds, warning)| holds.then_some(warning)).collect()
}

/// Returns the most minutes between two breaks, or between one and an end of the day.
fn longest_stretch(slots: &[Placed]) -> i32 {
    let stretches = slots.split(|slot| slot.content.kind() == SlotKind::Break);
    stretches.map(|slots| slots.iter().map(|slot| slot.minutes).sum()).max().unwrap_or(0)
}

/// Destination of a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    Up,
    Down,
    /// Position, from 1.
    To(usize),
}

impl std::str::FromStr for Move {
    type Err = std::num::ParseIntError;
    fn from_str(word: &str) -> Result<Self, Self::Err> {
        match word {
            "up" => Ok(Self::Up),
            "down" => Ok(Self::Down),
            number => number.parse().map(Self::To),
        }
    }
}

/// Moves the item at `from`, but not beyond the ends.
pub fn shift<T>(items: &mut Vec<T>, from: usize, by: Move) {
    if from >= items.len() {
        return;
    }
    let last = items.len() - 1;
    let to = match by {
        Move::Up => from.saturating_sub(1),
        Move::Down => from + 1,
        Move::To(place) => place.saturating_sub(1),
    };
    let item = items.remove(from);
    items.insert(to.min(last), item);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        events::{release::Title, translation::Translations},
        platform::i18n::Language,
        stories::ToldBy,
    };
    use chrono_tz::Tz;
    use proptest::prelude::*;

    fn day(starts_at: &str, minutes: i32) -> Day {
        Day {
            title: "Oops".to_owned(),
            intro: String::new(),
            starts_at: starts_at.parse().unwrap(),
            minutes,
            time_zone: Tz::Europe__Brussels,
            place: "Here".to_owned(),
            link: String::new(),
            language: Language::En,
            translations: Translations::default(),
        }
    }

    fn coffee() -> Content {
        Content::Break("Coffee".to_owned())
    }

    #[test]
    fn slots_follow_each_other() {
        let starts = |day: &Day, minutes: &[i32]| {
            place(day, minutes.iter().map(|m| (coffee(), *m)))
                .iter()
                .map(|slot| slot.starts_at.format("%d %H:%M").to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            starts(&day("2026-12-03T14:00:00", 60), &[10, 15, 5]),
            ["03 14:00", "03 14:10", "03 14:25"]
        );
        assert_eq!(starts(&day("2026-12-03T23:50:00", 60), &[15, 5]), ["03 23:50", "04 00:05"]);
        assert_eq!(starts(&day("2027-03-28T01:45:00", 60), &[15, 5]), ["28 01:45", "28 03:00"]);
        assert!(starts(&day("2026-12-03T14:00:00", 60), &[]).is_empty());
    }

    #[test]
    fn warnings_say_what_is_wrong() {
        let day = day("2026-12-03T14:00:00", 20);
        let known = |heavy, aloud| Candidate {
            title: Title::of_staff("Oops".to_owned(), Language::En),
            told_by: ToldBy::Reader,
            aloud,
            heavy,
        };
        let ids = [(); 3].map(|()| StoryId::new());
        let stories =
            BTreeMap::from([(ids[0], known(false, 9)), (ids[1], known(true, 9)), (ids[2], known(true, 0))]);
        let [light, heavy, own] = ids.map(Content::Story);
        let gone = Content::Story(StoryId::new());
        let all = |slots: &[(&Content, i32)]| {
            let slots = slots.iter().map(|(content, minutes)| ((*content).clone(), *minutes));
            warnings(&day, &place(&day, slots), &stories)
        };
        assert_eq!(all(&[]), [Warning::Empty]);
        assert_eq!(all(&[(&coffee(), 20)]), []);
        assert_eq!(all(&[(&coffee(), 21)]), [Warning::Overrun(1)]);
        assert_eq!(all(&[(&gone, 30)]), [Warning::Overrun(10), Warning::Unconfirmed(1)]);
        assert_eq!(all(&[(&light, 9)]), []);
        assert_eq!(all(&[(&light, 8), (&light, 8)]), [Warning::Short(2)]);
        assert_eq!(all(&[(&own, 5), (&light, 9)]), [], "authors tell it in their own words");
        assert_eq!(all(&[(&heavy, 9), (&own, 1), (&light, 9)]), [Warning::HeavyTogether]);
        assert_eq!(all(&[(&heavy, 9), (&coffee(), 1), (&own, 1)]), [Warning::HeavyEnd]);
        let listening = |minutes| Warning::NoBreak(minutes);
        assert_eq!(all(&[(&light, 90), (&coffee(), 1), (&light, 90)]), [Warning::Overrun(161)]);
        assert_eq!(all(&[(&light, 50), (&light, 41)]), [Warning::Overrun(71), listening(91)]);
        let balance = Balance { planned: 20, used: 5 };
        assert_eq!((balance.left(), balance.over()), (15, 0));
    }

    #[test]
    fn moving_stops_at_the_ends() {
        let moved = |from, by| {
            let mut items = vec!['a', 'b', 'c'];
            shift(&mut items, from, by);
            items.iter().collect::<String>()
        };
        assert_eq!(moved(0, Move::Up), "abc");
        assert_eq!(moved(2, Move::Down), "abc");
        assert_eq!(moved(0, Move::Down), "bac");
        assert_eq!(moved(2, Move::To(1)), "cab");
        assert_eq!(moved(0, Move::To(99)), "bca");
        assert_eq!(moved(9, Move::Up), "abc");
    }

    proptest! {
        #[test]
        fn up_undoes_down(len in 2..20_usize, from in 0..19_usize) {
            prop_assume!(from + 1 < len);
            let mut items: Vec<usize> = (0..len).collect();
            shift(&mut items, from, Move::Down);
            shift(&mut items, from + 1, Move::Up);
            prop_assert_eq!(items, (0..len).collect::<Vec<_>>());
        }
    }
}
