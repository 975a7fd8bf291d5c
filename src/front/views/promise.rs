//! The promise page.

use crate::{
    front::{
        lifetimes::lifetimes,
        promise::{change_words, crowd_words, lanes_words, mix_words, people_words},
    },
    organisations::{
        Readers,
        promise::{Promise, Terms},
    },
    platform::{i18n::Language, time::long_date, view::View},
    retention::BACKUP,
};
use chrono::NaiveDate;
use serde::Serialize;

/// Facts about the site that are shown beside the terms.
#[derive(Debug, Clone, Copy)]
pub struct SiteFacts {
    /// Number of people who can read stories.
    pub readers: usize,
    pub demo: bool,
    /// Set when one process takes letters in and opens them.
    pub together: bool,
    /// Set when mail leaves this machine without TLS.
    pub open_mail: bool,
    /// Set when a backup is made every night.
    pub backups: bool,
    pub today: NaiveDate,
}

/// `templates/front/promise.html`
#[derive(Debug, Serialize)]
pub struct PromisePage {
    demo: bool,
    /// Set when stories are taken with a name only.
    only_named: bool,
    https: bool,
    quiet: bool,
    together: bool,
    open_mail: bool,
    backed_up: bool,
    backups: String,
    taken_back: String,
    mix: String,
    crowd: String,
    lanes: Vec<String>,
    people: String,
    readers: String,
    reach: String,
    lifetimes: Vec<String>,
    date: String,
    log: Vec<Entry>,
}

#[derive(Debug, Serialize)]
struct Entry {
    date: String,
    hash: String,
    changes: Vec<String>,
}

impl PromisePage {
    /// Shows the terms of today, and the log, newest first.
    pub fn new(terms: &Terms, log: &[Promise], facts: SiteFacts, language: Language) -> Self {
        let entry = |(i, promise): (usize, &Promise)| Entry {
            date: long_date(promise.day, language),
            hash: promise.hash_words(),
            changes: log.get(i + 1).map_or_else(Vec::new, |before| change_words(promise, before, language)),
        };
        Self {
            demo: facts.demo,
            only_named: !terms.open_lanes().take_anonymous(),
            https: terms.https,
            quiet: terms.quiet,
            together: facts.together,
            open_mail: facts.open_mail,
            backed_up: facts.backups,
            taken_back: language.text_n("front-promise-taken-back", BACKUP.in_days()),
            backups: if facts.backups {
                language.text_n("front-promise-backups-on", BACKUP.in_days())
            } else {
                language.text("front-promise-backups-off")
            },
            mix: mix_words(terms, language),
            crowd: crowd_words(terms, language),
            lanes: lanes_words(terms, language),
            people: people_words(terms, language),
            readers: language.text_n("front-promise-readers-now", facts.readers),
            reach: language.text(&format!("front-promise-reach-{}", terms.readers)),
            lifetimes: lifetimes(language),
            date: long_date(facts.today, language),
            log: log.iter().enumerate().map(entry).collect(),
        }
    }
}

impl View for PromisePage {
    const TEMPLATE: &'static str = "front/promise.html";
    fn samples() -> Vec<Self> {
        let day = NaiveDate::default();
        let terms = |firm: bool| Terms {
            mix: if firm { "06:00" } else { "every 10s" }.to_owned(),
            threshold: if firm { 5 } else { 1 },
            house: firm,
            open: (!firm).then_some(20),
            https: firm,
            quiet: firm,
            lives: vec![if firm { 60 } else { 90 }],
            people: firm.then_some(9),
            readers: if firm { Readers::House } else { Readers::Everybody },
        };
        let first = Promise::following(None, day, terms(false));
        let second = Promise::following(Some(&first), day, terms(true));
        let page = |firm: bool, log: &[Promise], readers| {
            let facts = SiteFacts {
                readers,
                demo: !firm,
                together: firm,
                open_mail: !firm,
                backups: firm,
                today: day,
            };
            Self::new(&terms(firm), log, facts, Language::En)
        };
        vec![
            page(false, &[], 0),
            page(false, std::slice::from_ref(&first), 1),
            page(true, &[second, first], 3),
        ]
    }
}
