//! What is promised to whoever tells, as far as it can be set; and what makes a promise weaker.
//!
//! Terms are logged in public with a day and a hash that covers the entry before, so that nobody rewrites history
//! unseen. They may become stronger at any time, and weaker only while nobody relies on them.

use super::{house::House, lanes::Lanes};
use crate::{
    platform::{config::Settings, schedule::Moments, telemetry::verbose},
    retention::{self, Life},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// What an organisation chooses of its terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Choices {
    /// How many anonymous stories come out together at least: 1 to 20.
    pub threshold: i32,
    /// The ways in.
    pub lanes: Lanes,
    /// How many people can tell stories; nothing when that is not said.
    pub people: Option<i32>,
}

/// Terms of telling at one organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Moments of the mix, as the setting `PRATFALL_MIX` says them.
    pub mix: String,
    /// How many anonymous stories come out together at least.
    pub threshold: i32,
    /// Set when stories come in with the poster code.
    pub house: bool,
    /// Stories without it that are taken in a day at most; none: that way is closed.
    pub open: Option<i32>,
    /// Whether visitors come over https.
    pub https: bool,
    /// Whether the program logs no more than usual.
    pub quiet: bool,
    /// Days that an author's words live, by what became of them: those of [`retention::WORDS`].
    pub lives: Vec<i64>,
    /// How many people can tell stories, where somebody said so. Left out where nobody did, so that the hashes of
    /// entries from before it could be said still fit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<i32>,
}

/// One term that changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    /// [`Terms::mix`]
    Mix,
    /// [`Terms::threshold`]
    Threshold,
    /// [`Terms::house`]
    House,
    /// [`Terms::open`]
    Open,
    /// [`Terms::https`]
    Https,
    /// [`Terms::quiet`]
    Quiet,
    /// [`Terms::lives`]
    Lives,
    /// [`Terms::people`]
    People,
}

/// An entry of the public log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// Its place in the log, from 1.
    pub number: i32,
    /// Since when it holds.
    pub day: NaiveDate,
    pub terms: Terms,
    /// SHA-256 over the hash before, the day and the terms.
    pub hash: [u8; 32],
}

impl Terms {
    /// The terms of an organisation that chose these, as this program runs.
    pub fn new(chosen: Choices, settings: &Settings) -> Self {
        Self {
            mix: settings.mix.to_string(),
            threshold: chosen.threshold,
            house: chosen.lanes.house,
            open: chosen.lanes.open,
            https: settings.https(),
            quiet: verbose(&settings.log).is_empty(),
            lives: retention::WORDS.map(Life::in_days).to_vec(),
            people: chosen.people,
        }
    }

    /// The ways in that are open for those who stay unknown.
    pub fn open_lanes(&self) -> Lanes {
        self.lanes().in_house(House::of(self.people))
    }

    /// The ways in as they are set.
    pub const fn lanes(&self) -> Lanes {
        Lanes {
            house: self.house,
            open: self.open,
        }
    }

    /// What is different from `before`, and whether that weakens the promise.
    pub fn changes(&self, before: &Self) -> Vec<(Term, bool)> {
        let all = [
            (
                Term::Mix,
                self.mix != before.mix,
                a_day(&self.mix) > a_day(&before.mix),
            ),
            (
                Term::Threshold,
                self.threshold != before.threshold,
                self.threshold < before.threshold,
            ),
            (Term::House, self.house != before.house, !self.house),
            // An open door lets strangers fill the crowd that somebody hides in.
            (Term::Open, self.open != before.open, self.open > before.open),
            (Term::Https, self.https != before.https, !self.https),
            (Term::Quiet, self.quiet != before.quiet, !self.quiet),
            (
                Term::Lives,
                self.lives != before.lives,
                longer(&self.lives, &before.lives),
            ),
            // How many there are is as it is, and may be said at any time; but not taken back.
            (Term::People, self.people != before.people, self.people.is_none()),
        ];
        let changed = all.into_iter().filter(|(_, changed, _)| *changed);
        changed.map(|(term, _, weaker)| (term, weaker)).collect()
    }

    /// The terms in which this is weaker than `before`.
    pub fn weaker_than(&self, before: &Self) -> Vec<Term> {
        let weaker = self.changes(before).into_iter().filter(|(_, weaker)| *weaker);
        weaker.map(|(term, _)| term).collect()
    }
}

/// Whether anything lives longer than it did.
fn longer(lives: &[i64], before: &[i64]) -> bool {
    lives.len() != before.len() || lives.iter().zip(before).any(|(now, before)| now > before)
}

/// Mixes in a day: the more there are, the nearer a story comes to the moment it was told.
fn a_day(mix: &str) -> i64 {
    match mix.parse::<Moments>() {
        Ok(Moments::Daily(times)) => i64::try_from(times.len()).unwrap_or(i64::MAX),
        Ok(Moments::Every(interval)) => 86_400 / interval.num_seconds().max(1),
        Err(_) => 0,
    }
}

impl Promise {
    /// The entry that follows `before` in the log.
    pub fn following(before: Option<&Self>, day: NaiveDate, terms: Terms) -> Self {
        let mut promise = Self {
            number: before.map_or(1, |before| before.number + 1),
            day,
            terms,
            hash: [0; 32],
        };
        promise.hash = promise.chained_to(before);
        promise
    }

    /// The hash that this entry must have after `before`.
    pub fn chained_to(&self, before: Option<&Self>) -> [u8; 32] {
        let terms = serde_json::to_vec(&self.terms).unwrap_or_default();
        let mut hash = Sha256::new();
        hash.update(before.map_or([0; 32], |before| before.hash));
        hash.update(self.day.to_string());
        hash.update(terms);
        hash.finalize().into()
    }

    /// The hash as people note it.
    pub fn hash_words(&self) -> String {
        self.hash.iter().fold(String::new(), |mut words, byte| {
            // Writing into a text cannot fail.
            let _ = write!(words, "{byte:02x}");
            words
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms() -> Terms {
        Terms {
            mix: "06:00,18:00".to_owned(),
            threshold: 5,
            house: true,
            open: None,
            https: true,
            quiet: true,
            lives: vec![60, 7],
            people: Some(240),
        }
    }

    #[test]
    fn what_makes_a_promise_weaker() {
        let weaker = [
            (
                Term::Mix,
                Terms {
                    mix: "every 1h".to_owned(),
                    ..terms()
                },
            ),
            (
                Term::Threshold,
                Terms {
                    threshold: 4,
                    ..terms()
                },
            ),
            (
                Term::House,
                Terms {
                    house: false,
                    ..terms()
                },
            ),
            (
                Term::Open,
                Terms {
                    open: Some(1),
                    ..terms()
                },
            ),
            (
                Term::Https,
                Terms {
                    https: false,
                    ..terms()
                },
            ),
            (
                Term::Quiet,
                Terms {
                    quiet: false,
                    ..terms()
                },
            ),
        ];
        let longer = Terms {
            lives: vec![60, 8],
            ..terms()
        };
        let unsaid = Terms {
            people: None,
            ..terms()
        };
        let more = [(Term::Lives, longer), (Term::People, unsaid)];
        for (term, now) in weaker.into_iter().chain(more) {
            assert_eq!(now.weaker_than(&terms()), [term]);
            assert_eq!(terms().weaker_than(&now), [], "and back is stronger");
            assert_eq!(terms().changes(&now), [(term, false)]);
        }
        let capped = |most| Terms {
            open: Some(most),
            ..terms()
        };
        assert_eq!(capped(20).weaker_than(&capped(10)), [Term::Open]);
        assert_eq!(capped(10).weaker_than(&capped(20)), []);
        for people in [1, 9, 10, 24, 25, 1_000_000].map(Some) {
            let said = Terms { people, ..terms() };
            assert_eq!(said.changes(&terms()), [(Term::People, false)]);
            assert_eq!(said.open_lanes().take_unknown(), people >= Some(10));
        }
        let moved = Terms {
            mix: "07:00,19:00".to_owned(),
            ..terms()
        };
        assert_eq!(moved.changes(&terms()), [(Term::Mix, false)]);
        let every = |mix: &str| Terms {
            mix: mix.to_owned(),
            ..terms()
        };
        assert_eq!(
            every("every 3600s").weaker_than(&every("every 7200s")),
            [Term::Mix]
        );
        assert_eq!(every("every 7200s").weaker_than(&every("every 3600s")), []);
    }

    #[test]
    fn each_hash_covers_all_before_it() {
        let day = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
        let first = Promise::following(None, day, terms());
        let second = Promise::following(
            Some(&first),
            day,
            Terms {
                threshold: 7,
                ..terms()
            },
        );
        assert_eq!((first.number, second.number), (1, 2));
        assert_eq!(second.chained_to(Some(&first)), second.hash);
        let rewritten = Promise::following(
            None,
            day,
            Terms {
                threshold: 3,
                ..terms()
            },
        );
        assert_ne!(second.chained_to(Some(&rewritten)), second.hash);
        assert_eq!(first.hash_words().len(), 64);
        let unsaid = serde_json::to_string(&Terms {
            people: None,
            ..terms()
        });
        assert!(
            !unsaid.unwrap().contains("people"),
            "entries from before have the hash they had"
        );
    }
}
