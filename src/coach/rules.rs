//! Rules of the coach, parsed once.

use crate::{platform::i18n::Language, text_enum};
use anyhow::Context;
use regex::{Regex, RegexBuilder};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

text_enum! {
    /// Kind of detail that could give somebody away.
    pub enum Kind {
        Email = "email",
        /// Telephone number or extension.
        Phone = "phone",
        Iban = "iban",
        /// Belgian national register number.
        Register = "register",
        /// Number plate.
        Plate = "plate",
        /// Server, web address or path.
        Host = "host",
        /// Number of a ticket, an order or a file.
        Ticket = "ticket",
        /// Amount of money.
        Amount = "amount",
        Date = "date",
        Time = "time",
        /// Person, customer or firm.
        Name = "name",
        Place = "place",
        /// Word on the organisation's own list.
        Own = "own",
        /// Role that few have.
        Role = "role",
        /// Trait that sets one person apart.
        Unique = "unique",
        Quote = "quote",
        /// Way of writing.
        Style = "style",
    }
}

pub(super) static RULES: LazyLock<Rules> = LazyLock::new(|| {
    Rules::parse(include_str!("../../assets/coach/rules.json")).unwrap_or_else(|error| {
        tracing::error!(%error, "the coach's rules cannot be read");
        Rules::default()
    })
});

type ByLanguage<T> = BTreeMap<Language, T>;

#[derive(Default)]
pub(super) struct Rules {
    pub(super) all: Vec<Rule>,
    /// Number of sure rules, which come before the organisation's own words.
    pub(super) sure: usize,
    pub(super) lists: Lists,
}

pub(super) struct Rule {
    pub(super) regex: Regex,
    pub(super) data: RuleData,
}

/// Rule as in the JSON. `find` is in the common subset of regular expressions of Rust and browsers, with `{part}` for a
/// part, `‹` and `›` for the start and the end of a word.
#[derive(Deserialize)]
pub(super) struct RuleData {
    pub(super) kind: Kind,
    find: String,
    #[serde(default)]
    case: bool,
    /// Check beyond the pattern.
    pub(super) check: Option<Check>,
    /// Language of the rule and its proposal; `None` for all.
    pub(super) lang: Option<Language>,
    /// Conversion of the match into a proposal.
    pub(super) make: Option<Make>,
    /// Text before a proposal.
    #[serde(default)]
    pub(super) lead: String,
    /// Fixed proposal; empty to leave the words out.
    pub(super) to: Option<String>,
    /// Key of the words to propose, instead of the kind.
    pub(super) say: Option<String>,
}

impl RuleData {
    pub(super) const fn of(kind: Kind) -> Self {
        Self {
            kind,
            find: String::new(),
            case: false,
            check: None,
            lang: None,
            make: None,
            lead: String::new(),
            to: None,
            say: None,
        }
    }
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Check {
    Iban,
    Register,
    Proper,
    Name,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Make {
    Date,
    Season,
    #[serde(rename = "in season")]
    InSeason,
    Hour,
    #[serde(rename = "at hour")]
    AtHour,
    Amount,
    Keep,
    Lower,
}

/// Lists for patterns, checks and proposals.
#[derive(Default, Deserialize)]
pub(super) struct Lists {
    parts: BTreeMap<String, Part>,
    pub(super) words: BTreeMap<String, ByLanguage<String>>,
    pub(super) scales: BTreeMap<String, ByLanguage<Vec<String>>>,
    /// Length of an account number by country.
    pub(super) iban: BTreeMap<String, usize>,
    /// Words that often open a sentence.
    pub(super) starters: Words,
    /// Words with a capital that name nobody.
    pub(super) proper: Words,
    /// First names; at the start of a sentence a capital alone is no hint.
    pub(super) given: Words,
}

/// Set of lower-case words.
#[derive(Default, Deserialize)]
#[serde(from = "WordLists")]
pub(super) struct Words(BTreeSet<String>);

#[derive(Deserialize)]
#[serde(untagged)]
enum WordLists {
    One(String),
    Named(BTreeMap<String, String>),
}

impl From<WordLists> for Words {
    fn from(lists: WordLists) -> Self {
        let text = match lists {
            WordLists::One(text) => text,
            WordLists::Named(lists) => lists.into_values().collect::<Vec<_>>().join(" "),
        };
        Self(text.split(' ').map(str::to_owned).collect())
    }
}

impl Words {
    /// Tells whether `word`, or its part before the first hyphen, is in the set.
    pub(super) fn has(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        let first = word.split('-').next().unwrap_or_default();
        self.0.contains(&word) || self.0.contains(first)
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Part {
    Pattern(String),
    Either(BTreeSet<String>),
    Numbered(BTreeMap<String, usize>),
}

impl Lists {
    /// Returns the number of `word` in a numbered part.
    pub(super) fn number(&self, part: &str, word: &str) -> Option<usize> {
        match self.parts.get(part)? {
            Part::Numbered(words) => words.get(&word.to_lowercase()).copied(),
            Part::Pattern(_) | Part::Either(_) => None,
        }
    }

    pub(super) fn contains(&self, part: &str, word: &str) -> bool {
        matches!(self.parts.get(part), Some(Part::Either(words)) if words.contains(word))
    }

    /// Replaces the parts of a pattern, and the word boundaries by those of this engine.
    fn expand(&self, pattern: &str) -> String {
        let mut out = String::new();
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let name = after.split('}').next().unwrap_or_default();
            if let Some(part) = self.parts.get(name) {
                out.push_str(&match part {
                    Part::Pattern(pattern) => self.expand(pattern),
                    Part::Either(words) => alternation(words),
                    Part::Numbered(words) => alternation(words.keys()),
                });
                rest = &after[name.len() + 1..];
            } else {
                out.push('{');
                rest = after;
            }
        }
        out.push_str(rest);
        out.replace('‹', r"\b{start-half}").replace('›', r"\b{end-half}")
    }
}

fn alternation<'a>(words: impl IntoIterator<Item = &'a String>) -> String {
    let words: Vec<&str> = words.into_iter().map(String::as_str).collect();
    format!("(?:{})", words.join("|"))
}

impl Rules {
    fn parse(json: &str) -> anyhow::Result<Self> {
        #[derive(Deserialize)]
        struct Data {
            rules: Vec<RuleData>,
            #[serde(flatten)]
            lists: Lists,
        }
        let Data { mut rules, lists } = serde_json::from_str(json)?;
        // The organisation's own words go here.
        let sure = rules.iter().position(|rule| rule.kind == Kind::Own);
        let sure = sure.context("no place for own words")?;
        rules.remove(sure);
        let compile = |data: RuleData| {
            let regex = RegexBuilder::new(&lists.expand(&data.find)).case_insensitive(!data.case).build()?;
            Ok(Rule { regex, data })
        };
        Ok(Self { all: rules.into_iter().map(compile).collect::<anyhow::Result<_>>()?, sure, lists })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_read_and_none_matches_nothing() {
        assert!(RULES.all.len() > 60, "{}", RULES.all.len());
        for rule in &RULES.all {
            assert!(!rule.regex.is_match(""), "{}", rule.data.find);
        }
    }

    #[test]
    fn patterns_keep_to_what_both_engines_read_alike() {
        let apart =
            [r"\b", r"\d", r"\w", r"\s", "(?=", "(?!", "(?<=", "(?<!", "(?i", "(?s", "&&", "--", "~~"];
        for rule in &RULES.all {
            for word in apart {
                assert!(!rule.data.find.contains(word), "{word} in {}", rule.data.find);
            }
        }
    }

    #[test]
    fn every_proposal_is_in_all_languages() {
        for (name, words) in &RULES.lists.words {
            assert_eq!(words.len(), Language::ALL.len(), "{name}");
        }
        for (name, scale) in &RULES.lists.scales {
            let lengths: BTreeSet<usize> = scale.values().map(Vec::len).collect();
            assert_eq!((scale.len(), lengths.len()), (Language::ALL.len(), 1), "{name}");
        }
        for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Own) {
            assert!(RULES.all.iter().any(|rule| rule.data.kind == *kind), "no rule finds {kind}");
        }
    }
}
