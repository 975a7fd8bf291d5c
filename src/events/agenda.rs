//! Arithmetic of an agenda: start of each slot, and the time that is left.

use super::{
    programme::{Day, Placed},
    slot::Content,
    when,
};

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
}

/// Lists the problems of an agenda; `confirmed` tells if a slot's story can be told.
pub fn warnings(day: &Day, slots: &[Placed], confirmed: impl Fn(&Content) -> bool) -> Vec<Warning> {
    let over = Balance::of(day, slots).over();
    let unconfirmed = slots.iter().filter(|slot| !confirmed(&slot.content)).count();
    let all = [
        (slots.is_empty(), Warning::Empty),
        (over > 0, Warning::Overrun(over)),
        (unconfirmed > 0, Warning::Unconfirmed(unconfirmed)),
    ];
    all.into_iter().filter_map(|(holds, warning)| holds.then_some(warning)).collect()
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
    use crate::{events::translation::Translations, ids::StoryId, platform::i18n::Language};
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
        let story = Content::Story(StoryId::new());
        let all = |slots: &[(Content, i32)], told: bool| {
            warnings(&day, &place(&day, slots.to_vec()), |c| told || c.story().is_none())
        };
        assert_eq!(all(&[], true), [Warning::Empty]);
        assert_eq!(all(&[(coffee(), 20)], true), []);
        assert_eq!(all(&[(coffee(), 21)], true), [Warning::Overrun(1)]);
        assert_eq!(all(&[(story.clone(), 30)], false), [Warning::Overrun(10), Warning::Unconfirmed(1)]);
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
