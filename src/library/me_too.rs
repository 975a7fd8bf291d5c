//! “This happened to me too”: what a press carries, how many count, and how roughly they are shown.

use crate::{ids::StoryId, intake::proof, platform::random, text_enum};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use chrono::{Days, NaiveDate};
use std::fmt;

/// Presses that a story takes in a day. Nobody makes many of few within a day.
pub const A_DAY: usize = 10;
/// Presses among these that come without a proof of work: without scripts.
pub const UNPROVEN_A_DAY: usize = 3;
/// Presses of a story that are kept: more would show nothing more.
pub const MOST: usize = 25;

text_enum! {
    /// Number of presses, as shown.
    pub enum Level {
        Few = "few",
        Five = "5",
        Ten = "10",
        Many = "25",
    }
}

impl Level {
    /// Returns the level of a number of presses; `None` for none.
    pub const fn of(presses: i64) -> Option<Self> {
        match presses {
            ..=0 => None,
            1..=4 => Some(Self::Few),
            5..=9 => Some(Self::Five),
            10..=24 => Some(Self::Ten),
            _ => Some(Self::Many),
        }
    }
}

/// One press: the day on which it came and something random, so that the same press sent twice is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    day: NaiveDate,
    pub is_proven: bool,
    random: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no press for this story")]
pub struct NoPress;

text_enum! {
    /// Button that a browser's stamp is for: what was worked for one does nothing at another.
    pub enum Purpose {
        MeToo = "me-too",
        Question = "question",
    }
}

impl Mark {
    /// Returns the press of somebody without scripts.
    fn without_proof(today: NaiveDate) -> Self {
        Self { day: today, is_proven: false, random: BASE64.encode(random::bytes::<16>()) }
    }

    /// Parses the `stamp` that a browser made, `{purpose}.{story}.{day}.{random}`, and checks its `proof`. The page
    /// that holds the buttons is the same for everybody and carries no stamp of ours. Without a valid proof for this
    /// purpose and about today it is a press like those without scripts, which have no stamp.
    ///
    /// # Errors
    /// [`NoPress`] for what no browser makes here.
    pub fn of(
        purpose: Purpose,
        (stamp, proof): (&str, &str),
        story: StoryId,
        today: NaiveDate,
    ) -> Result<Self, NoPress> {
        if stamp.is_empty() {
            return Ok(Self::without_proof(today));
        }
        let mut parts = stamp.split('.');
        let mut next = || parts.next();
        let (Some(made_for), Some(of), Some(day), Some(random), None) =
            (next(), next(), next(), next(), next())
        else {
            return Err(NoPress);
        };
        let symbol = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let is_random = (16..=64).contains(&random.len()) && random.bytes().all(symbol);
        let day: NaiveDate = day.parse().map_err(|_| NoPress)?;
        // Midnight may lie between the press and its arrival, and clocks differ.
        let near = (today - Days::new(1)..=today + Days::new(1)).contains(&day);
        if of != story.to_string() || !is_random {
            return Err(NoPress);
        }
        let fits = made_for == purpose.as_str() && near;
        Ok(if fits && proof::is_valid(stamp, proof) {
            // It counts on the day on which it comes: nobody makes many by giving them other days.
            Self { day: today, is_proven: true, random: random.to_owned() }
        } else {
            Self::without_proof(today)
        })
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.day, sign(self.is_proven), self.random)
    }
}

/// Separates day and random.
const fn sign(is_proven: bool) -> char {
    if is_proven { '.' } else { '~' }
}

/// Marks of the presses that a story has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presses(pub Vec<String>);

/// Effect of a press.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    Counts,
    /// It came before, and counts once.
    CountedBefore,
    /// Enough came today.
    NotToday,
    /// More would show nothing more.
    Full,
}

impl Presses {
    /// Tells what one more does.
    pub fn effect_of(&self, mark: &Mark) -> Effect {
        let known = |is_proven| format!("{}{}", sign(is_proven), mark.random);
        if self.count(|press| press.ends_with(&known(mark.is_proven))) > 0 {
            return Effect::CountedBefore;
        }
        let of_day = |is_proven| format!("{}{}", mark.day, sign(is_proven));
        let [proven, unproven] =
            [true, false].map(|kind| self.count(|press| press.starts_with(&of_day(kind))));
        if self.0.len() >= MOST {
            Effect::Full
        } else if proven + unproven >= A_DAY || !mark.is_proven && unproven >= UNPROVEN_A_DAY {
            Effect::NotToday
        } else {
            Effect::Counts
        }
    }

    fn count(&self, which: impl Fn(&str) -> bool) -> usize {
        self.0.iter().filter(|press| which(press)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_roughly() {
        let levels = [0, 1, 4, 5, 9, 10, 24, 25, 1_000].map(|n| Level::of(n).map(Level::as_str));
        let (few, five, ten, many) = (Some("few"), Some("5"), Some("10"), Some("25"));
        assert_eq!(levels, [None, few, few, five, five, ten, ten, many, many]);
    }

    #[test]
    fn a_press_is_for_one_button_of_one_story_and_one_day_and_has_cost_something() {
        let (story, today) = (StoryId::new(), NaiveDate::from_ymd_opt(2026, 11, 29).unwrap());
        let stamp = |day: &str, random: &str| format!("me-too.{story}.{day}.{random}");
        let of = |stamp: &str, proof: &str, story, day| Mark::of(Purpose::MeToo, (stamp, proof), story, day);
        let random = "abcdefghijklmnop";
        let good = stamp("2026-11-29", random);
        let proof = proof::solve(&good);
        let mark = of(&good, &proof, story, today).unwrap();
        assert_eq!((mark.to_string(), mark.is_proven), (format!("2026-11-29.{random}"), true));
        for (later, fits) in [(0, true), (1, true), (2, false)] {
            let read = of(&good, &proof, story, today + Days::new(later)).unwrap();
            assert_eq!(read.is_proven, fits, "{later} days later");
            let day = today + Days::new(later);
            assert!(read.to_string().starts_with(&day.to_string()), "it counts when it comes: {read}");
        }
        assert!(!of(&good, "", story, today).unwrap().is_proven);
        let elsewhere = Mark::of(Purpose::Question, (&good, &proof), story, today);
        assert!(!elsewhere.unwrap().is_proven, "it was worked for another button");
        assert_eq!(of(&good, &proof, StoryId::new(), today), Err(NoPress));
        for bad in [
            stamp("2026-11-29", "short"),
            stamp("2026-11-29", "abcdefghijklmno'"),
            stamp("2026-11-29", &"x".repeat(65)),
            stamp("2026-13-29", random),
            format!("{good}.x"),
            "x".to_owned(),
        ] {
            assert_eq!(of(&bad, &proof::solve(&bad), story, today), Err(NoPress), "{bad:.60}");
        }
        let [one, other] = [(); 2].map(|()| of("", "", story, today).unwrap());
        assert!(one != other && one.to_string().starts_with("2026-11-29~") && !one.is_proven);
    }

    #[test]
    fn few_count_a_day_and_the_same_one_once_whatever_day_it_comes() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 29).unwrap();
        let mark = |day, is_proven, random: &str| Mark { day, is_proven, random: random.to_owned() };
        let presses = |marks: Vec<Mark>| Presses(marks.iter().map(Mark::to_string).collect());
        let many =
            |day, is_proven, count: usize| (0..count).map(move |n| mark(day, is_proven, &format!("{n}")));
        let (proven, without) = (mark(today, true, "new"), mark(today, false, "new"));
        for (marks, with, effect) in [
            (vec![], &proven, Effect::Counts),
            (many(today, false, UNPROVEN_A_DAY).collect(), &without, Effect::NotToday),
            (many(today, false, UNPROVEN_A_DAY).collect(), &proven, Effect::Counts),
            (many(today, true, A_DAY).collect(), &proven, Effect::NotToday),
            (many(today - Days::new(1), true, A_DAY).collect(), &proven, Effect::Counts),
            (many(today, true, MOST).collect(), &proven, Effect::Full),
            (many(today, true, MOST).collect(), &mark(today, true, "7"), Effect::CountedBefore),
            (vec![mark(today - Days::new(1), true, "new")], &proven, Effect::CountedBefore),
        ] {
            assert_eq!(presses(marks.clone()).effect_of(with), effect, "{} {with}", marks.len());
        }
    }
}
