//! Rules for the organisation's own words.

use super::rules::{Kind, Rule, RuleData};
use crate::organisations::own_words::{OwnWord, longest_first};
use regex::RegexBuilder;
use std::ops::Range;

/// Compiled rules for words that give somebody away in one organisation.
#[derive(Default)]
pub struct OwnRules {
    pub(super) rules: Vec<Rule>,
}

impl OwnRules {
    /// Compiles a list. Longer words come before shorter ones, so that “Phoenix II” is not found as “Phoenix”.
    pub fn new(words: &[OwnWord]) -> Self {
        let rule = |word: &OwnWord| {
            let mut data = RuleData::of(Kind::Own);
            data.to.clone_from(&word.instead);
            let mut regex = RegexBuilder::new(&pattern(&word.word));
            let regex = regex.case_insensitive(true).build().ok()?;
            Some(Rule { regex, data })
        };
        Self { rules: longest_first(words).into_iter().filter_map(rule).collect() }
    }
}

/// Returns the places of some words in a text, in any case: ranges in bytes, in order.
pub fn places(text: &str, words: &str) -> Vec<Range<usize>> {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let regex = RegexBuilder::new(&pattern(&words)).case_insensitive(true).build();
    regex.map_or_else(|_| vec![], |regex| regex.find_iter(text).map(|found| found.range()).collect())
}

/// Returns a pattern for whole words, with any space between them and straight or curly apostrophes.
fn pattern(word: &str) -> String {
    let inner: String = word
        .chars()
        .map(|c| match c {
            ' ' => r"[ \t\u{A0}\u{202F}]+".to_owned(),
            '\'' | '’' => "['’]".to_owned(),
            c => regex::escape(c.encode_utf8(&mut [0; 4])),
        })
        .collect();
    format!(r"\b{{start-half}}{inner}\b{{end-half}}")
}

#[cfg(test)]
mod tests {
    use super::super::find;
    use super::*;
    use crate::platform::i18n::Language;

    fn found(text: &str) -> Vec<(&str, Option<String>)> {
        let word = |word: &str, instead: Option<&str>| OwnWord {
            word: word.to_owned(),
            instead: instead.map(str::to_owned),
        };
        let own = OwnRules::new(&[
            word("Phoenix", Some("a large project")),
            word("phoenix II", None),
            word("l'Étoile", Some("notre site")),
            word("C++", None),
        ]);
        let all = find(text, Language::En, &own).into_iter();
        let own = all.filter(|it| it.kind == Kind::Own);
        own.map(|it| (&text[it.span], it.instead)).collect()
    }

    #[test]
    fn whole_words_are_found_in_any_case() {
        let project = |words: &str| Some(words.to_owned());
        assert_eq!(
            found("Phoenix was late. We called PHOENIX, and the phoenixes laughed."),
            [("Phoenix", project("A large project")), ("PHOENIX", project("a large project"))]
        );
        assert_eq!(found("on Phoenix\u{A0} ii we"), [("Phoenix\u{A0} ii", None)], "the longer one");
        assert_eq!(found("chez L’ÉTOILE, puis"), [("L’ÉTOILE", project("notre site"))]);
        assert_eq!(found("in C++, not in C+ or C++x"), [("C++", None)]);
        assert!(found("xPhoenix, Phoenix1, phoenix_x").is_empty());
    }

    #[test]
    fn what_is_surely_something_else_stays_so_and_guesses_give_way() {
        let text = "Mail jan@phoenix.be or www.phoenix.be/x about PHOENIX-1234.";
        assert_eq!(found(text), [], "an address, a page and a ticket, as a whole");
        assert_eq!(found("Then it was Phoenix again").len(), 1, "not just any name");
    }
}
