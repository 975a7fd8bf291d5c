//! The rules, read once.

use crate::{platform::i18n::Language, text_enum};
use anyhow::Context;
use regex::{Regex, RegexBuilder};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

text_enum! {
    /// What words may give away.
    pub enum Kind {
        /// An e-mail address.
        Email = "email",
        /// A telephone number or an extension.
        Phone = "phone",
        /// A bank account.
        Iban = "iban",
        /// A Belgian national register number.
        Register = "register",
        /// A number plate.
        Plate = "plate",
        /// A server, a web address, a path.
        Host = "host",
        /// The number of a ticket, an order, a file.
        Ticket = "ticket",
        /// An amount of money.
        Amount = "amount",
        /// A day.
        Date = "date",
        /// A time of day.
        Time = "time",
        /// A person, a customer, a firm.
        Name = "name",
        /// A place.
        Place = "place",
        /// A word on the organisation's own list.
        Own = "own",
        /// A role that few have.
        Role = "role",
        /// What sets one person apart.
        Unique = "unique",
        /// Somebody's very words.
        Quote = "quote",
        /// A way of writing.
        Style = "style",
    }
}

/// The rules as every engine sees them; compiled for this one.
pub(super) static RULES: LazyLock<Rules> = LazyLock::new(|| {
    Rules::parse(include_str!("../../assets/coach/rules.json")).unwrap_or_else(|error| {
        tracing::error!(%error, "the coach's rules cannot be read");
        Rules::default()
    })
});

/// Texts by language.
type By<T> = BTreeMap<Language, T>;

/// The rules and the lists that they and the checks use.
#[derive(Default)]
pub(super) struct Rules {
    pub(super) all: Vec<Rule>,
    /// How many of the rules come before the organisation's own words: those that are sure of what they find.
    pub(super) sure: usize,
    pub(super) lists: Lists,
}

/// One pattern, and what is made of what it finds.
pub(super) struct Rule {
    pub(super) regex: Regex,
    pub(super) data: RuleData,
}

/// A rule as written. `find` is in the subset of regular expressions that Rust and browsers read alike, with `{part}`
/// for a part, `‹` and `›` for the start and the end of a word.
#[derive(Deserialize)]
pub(super) struct RuleData {
    pub(super) kind: Kind,
    find: String,
    #[serde(default)]
    case: bool,
    /// What a match must stand up to besides.
    pub(super) check: Option<Check>,
    /// The language it is about, which its proposal is in; none when it is about all.
    pub(super) lang: Option<Language>,
    /// How a proposal is made of what was found.
    pub(super) make: Option<Make>,
    /// What always comes before a made one.
    #[serde(default)]
    pub(super) lead: String,
    /// The proposal itself; empty to take the words out.
    pub(super) to: Option<String>,
    /// The words to propose, where they are not those of the kind.
    pub(super) say: Option<String>,
}

impl RuleData {
    /// A rule about `kind` that says nothing else.
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

/// What patterns, checks and proposals look up.
#[derive(Default, Deserialize)]
pub(super) struct Lists {
    parts: BTreeMap<String, Part>,
    pub(super) words: BTreeMap<String, By<String>>,
    pub(super) scales: BTreeMap<String, By<Vec<String>>>,
    /// Length of an account number by country.
    pub(super) iban: BTreeMap<String, usize>,
    /// Words that often open a sentence.
    pub(super) starters: Words,
    /// Words with a capital that name nobody.
    pub(super) proper: Words,
    /// First names; a hint where a capital is none.
    pub(super) given: Words,
}

/// A set of words in small letters.
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
    /// Whether `word` is in it, or what comes before its hyphen.
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
    /// The number of `word` in a part that numbers its words.
    pub(super) fn number(&self, part: &str, word: &str) -> Option<usize> {
        match self.parts.get(part)? {
            Part::Numbered(words) => words.get(&word.to_lowercase()).copied(),
            Part::Pattern(_) | Part::Either(_) => None,
        }
    }

    /// Whether `word` is one of a part's.
    pub(super) fn lists(&self, part: &str, word: &str) -> bool {
        matches!(self.parts.get(part), Some(Part::Either(words)) if words.contains(word))
    }

    /// A pattern with its parts put in, in the dialect of this engine.
    fn expand(&self, pattern: &str) -> String {
        let mut out = String::new();
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let name = after.split('}').next().unwrap_or_default();
            if let Some(part) = self.parts.get(name) {
                out.push_str(&match part {
                    Part::Pattern(pattern) => self.expand(pattern),
                    Part::Either(words) => either(words),
                    Part::Numbered(words) => either(words.keys()),
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

fn either<'a>(words: impl IntoIterator<Item = &'a String>) -> String {
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
        // Here come the organisation's own words.
        let sure = rules.iter().position(|rule| rule.kind == Kind::Own);
        let sure = sure.context("no place for own words")?;
        rules.remove(sure);
        let compile = |data: RuleData| {
            let regex = RegexBuilder::new(&lists.expand(&data.find))
                .case_insensitive(!data.case)
                .build()?;
            Ok(Rule { regex, data })
        };
        Ok(Self {
            all: rules.into_iter().map(compile).collect::<anyhow::Result<_>>()?,
            sure,
            lists,
        })
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
        let apart = [
            r"\b", r"\d", r"\w", r"\s", "(?=", "(?!", "(?<=", "(?<!", "(?i", "(?s", "&&", "--", "~~",
        ];
        for rule in &RULES.all {
            for word in apart {
                assert!(!rule.data.find.contains(word), "{word} in {}", rule.data.find);
            }
        }
    }

    #[test]
    fn whatever_is_proposed_is_in_all_languages() {
        for (name, words) in &RULES.lists.words {
            assert_eq!(words.len(), Language::ALL.len(), "{name}");
        }
        for (name, scale) in &RULES.lists.scales {
            let lengths: BTreeSet<usize> = scale.values().map(Vec::len).collect();
            assert_eq!((scale.len(), lengths.len()), (Language::ALL.len(), 1), "{name}");
        }
        for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Own) {
            assert!(
                RULES.all.iter().any(|rule| rule.data.kind == *kind),
                "no rule finds {kind}"
            );
        }
    }
}
