//! Terms promised to authors, and the changes that weaken them. Terms are logged in public with a day and a hash that
//! covers the entry before, so that nobody rewrites history unseen. They may become stronger at any time, and weaker
//! only while nobody relies on them.

use super::{access::Readers, house::House, lanes::Lanes};
use crate::{
    platform::{config::Settings, schedule::Moments, telemetry::verbose},
    retention::{self, Life},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Terms that an organisation chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Choices {
    /// Smallest group in which anonymous stories come out: 1 to 20.
    pub threshold: i32,
    pub lanes: Lanes,
    /// Number of people who can tell stories, if known.
    pub people: Option<i32>,
}

/// Terms of telling at one organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Moments of the mix, in the syntax of the setting `PRATFALL_MIX`.
    pub mix: String,
    /// Smallest group in which anonymous stories come out.
    pub threshold: i32,
    /// Set when stories come in with the poster code.
    pub house: bool,
    /// Most stories a day without it; absent when that lane is closed.
    pub open: Option<i32>,
    /// Set when visitors come over https.
    pub https: bool,
    /// Set when the program logs no more than usual.
    pub quiet: bool,
    /// Lives of an author's words in days, as in [`retention::WORDS`].
    pub lives: Vec<i64>,
    /// Number of people who can tell stories. Left out when it is unknown, so that the hashes of older entries still
    /// fit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<i32>,
    /// Readers of what is told. Left out when it is everybody, as it was before it could be chosen.
    #[serde(default = "everybody", skip_serializing_if = "is_everybody")]
    pub readers: Readers,
}

/// One term of the promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    Mix,
    Threshold,
    House,
    Open,
    Https,
    Quiet,
    Lives,
    People,
    Readers,
}

/// An entry of the public log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// Position in the log, from 1.
    pub number: i32,
    /// First day on which it holds.
    pub day: NaiveDate,
    pub terms: Terms,
    /// SHA-256 over the hash before, the day and the terms.
    pub hash: [u8; 32],
}

impl Terms {
    /// Combines the choices of an organisation and who may read there with the settings of this program.
    pub fn new(chosen: Choices, readers: Readers, settings: &Settings) -> Self {
        Self {
            mix: settings.mix.to_string(),
            threshold: chosen.threshold,
            house: chosen.lanes.house,
            open: chosen.lanes.open,
            https: settings.https(),
            quiet: verbose(&settings.log).is_empty(),
            lives: retention::WORDS.map(Life::in_days).to_vec(),
            people: chosen.people,
            readers,
        }
    }

    /// Returns the lanes that are open for anonymous authors.
    pub fn open_lanes(&self) -> Lanes {
        self.lanes().in_house(House::of(self.people))
    }

    /// Returns the lanes as they are set.
    pub const fn lanes(&self) -> Lanes {
        Lanes { house: self.house, open: self.open }
    }

    /// Lists the terms that differ from `before`, and true for those that weaken the promise.
    pub fn changes(&self, before: &Self) -> Vec<(Term, bool)> {
        let all = [
            (Term::Mix, self.mix != before.mix, a_day(&self.mix) > a_day(&before.mix)),
            (Term::Threshold, self.threshold != before.threshold, self.threshold < before.threshold),
            (Term::House, self.house != before.house, !self.house),
            // An open lane lets strangers fill the crowd that somebody hides in.
            (Term::Open, self.open != before.open, self.open > before.open),
            (Term::Https, self.https != before.https, !self.https),
            (Term::Quiet, self.quiet != before.quiet, !self.quiet),
            (Term::Lives, self.lives != before.lives, longer(&self.lives, &before.lives)),
            // The number is a fact and may be given at any time, but not withdrawn.
            (Term::People, self.people != before.people, self.people.is_none()),
            // Weaker for nobody: what was told to the house stays there, story by story.
            (Term::Readers, self.readers != before.readers, false),
        ];
        let changed = all.into_iter().filter(|(_, changed, _)| *changed);
        changed.map(|(term, _, weaker)| (term, weaker)).collect()
    }

    /// Lists the terms that are weaker than `before`.
    pub fn weaker_than(&self, before: &Self) -> Vec<Term> {
        let weaker = self.changes(before).into_iter().filter(|(_, weaker)| *weaker);
        weaker.map(|(term, _)| term).collect()
    }
}

const fn everybody() -> Readers {
    Readers::Everybody
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "as serde asks for it")]
fn is_everybody(readers: &Readers) -> bool {
    *readers == Readers::Everybody
}

/// Compares the lives of words.
fn longer(lives: &[i64], before: &[i64]) -> bool {
    lives.len() != before.len() || lives.iter().zip(before).any(|(now, before)| now > before)
}

/// Counts mixes in a day: the more there are, the nearer a story comes to the moment it was told.
fn a_day(mix: &str) -> i64 {
    match mix.parse::<Moments>() {
        Ok(Moments::Daily(times)) => i64::try_from(times.len()).unwrap_or(i64::MAX),
        Ok(Moments::Every(interval)) => 86_400 / interval.num_seconds().max(1),
        Err(_) => 0,
    }
}

impl Promise {
    /// Makes the entry that follows `before` in the log.
    pub fn following(before: Option<&Self>, day: NaiveDate, terms: Terms) -> Self {
        let mut promise =
            Self { number: before.map_or(1, |before| before.number + 1), day, terms, hash: [0; 32] };
        promise.hash = promise.chained_to(before);
        promise
    }

    /// Computes the hash of this entry after `before`.
    pub fn chained_to(&self, before: Option<&Self>) -> [u8; 32] {
        let terms = serde_json::to_vec(&self.terms).unwrap_or_default();
        let mut hash = Sha256::new();
        hash.update(before.map_or([0; 32], |before| before.hash));
        hash.update(self.day.to_string());
        hash.update(terms);
        hash.finalize().into()
    }

    /// Formats the hash for people.
    pub fn hash_words(&self) -> String {
        self.hash.iter().fold(String::new(), |mut words, byte| {
            // Writing into a String cannot fail.
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
            readers: Readers::House,
        }
    }

    #[test]
    fn what_makes_a_promise_weaker() {
        let weaker = [
            (Term::Mix, Terms { mix: "every 1h".to_owned(), ..terms() }),
            (Term::Threshold, Terms { threshold: 4, ..terms() }),
            (Term::House, Terms { house: false, ..terms() }),
            (Term::Open, Terms { open: Some(1), ..terms() }),
            (Term::Https, Terms { https: false, ..terms() }),
            (Term::Quiet, Terms { quiet: false, ..terms() }),
        ];
        let longer = Terms { lives: vec![60, 8], ..terms() };
        let unsaid = Terms { people: None, ..terms() };
        let more = [(Term::Lives, longer), (Term::People, unsaid)];
        for (term, now) in weaker.into_iter().chain(more) {
            assert_eq!(now.weaker_than(&terms()), [term]);
            assert_eq!(terms().weaker_than(&now), [], "and back is stronger");
            assert_eq!(terms().changes(&now), [(term, false)]);
        }
        let capped = |most| Terms { open: Some(most), ..terms() };
        assert_eq!(capped(20).weaker_than(&capped(10)), [Term::Open]);
        assert_eq!(capped(10).weaker_than(&capped(20)), []);
        let open = Terms { readers: Readers::Everybody, ..terms() };
        for (now, before) in [(&open, &terms()), (&terms(), &open)] {
            assert_eq!(now.changes(before), [(Term::Readers, false)]);
        }
        for people in [1, 9, 10, 24, 25, 1_000_000].map(Some) {
            let said = Terms { people, ..terms() };
            assert_eq!(said.changes(&terms()), [(Term::People, false)]);
            assert_eq!(said.open_lanes().take_anonymous(), people >= Some(10));
        }
        let moved = Terms { mix: "07:00,19:00".to_owned(), ..terms() };
        assert_eq!(moved.changes(&terms()), [(Term::Mix, false)]);
        let every = |mix: &str| Terms { mix: mix.to_owned(), ..terms() };
        assert_eq!(every("every 3600s").weaker_than(&every("every 7200s")), [Term::Mix]);
        assert_eq!(every("every 7200s").weaker_than(&every("every 3600s")), []);
    }

    #[test]
    fn each_hash_covers_all_before_it() {
        let day = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
        let first = Promise::following(None, day, terms());
        let second = Promise::following(Some(&first), day, Terms { threshold: 7, ..terms() });
        assert_eq!((first.number, second.number), (1, 2));
        assert_eq!(second.chained_to(Some(&first)), second.hash);
        let rewritten = Promise::following(None, day, Terms { threshold: 3, ..terms() });
        assert_ne!(second.chained_to(Some(&rewritten)), second.hash);
        assert_eq!(first.hash_words().len(), 64);
        let unsaid = serde_json::to_string(&Terms { people: None, ..terms() });
        assert!(!unsaid.unwrap().contains("people"), "entries from before have the hash they had");
        let open = serde_json::to_string(&Terms { readers: Readers::Everybody, ..terms() }).unwrap();
        assert!(!open.contains("readers"), "as they had");
        let read: Terms = serde_json::from_str(&open).unwrap();
        assert_eq!(read.readers, Readers::Everybody, "anybody who reached the site could read then");
    }
}
