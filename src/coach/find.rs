//! Engine: applies the rules in order; the first to match some words keeps them.

use super::{
    checks::{iban_end, is_register_number, starts_sentence},
    names::names,
    own::OwnRules,
    proposal::{proposal, words},
    rules::{Check, Kind, RULES, Rule},
};
use crate::platform::i18n::Language;
use regex::Captures;
use std::ops::Range;

/// Most characters of a text that is read.
pub const LONGEST: usize = 10_000;

/// Words that could tell who wrote them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub kind: Kind,
    /// Range in bytes.
    pub span: Range<usize>,
    /// Proposal; empty when the words can be left out.
    pub instead: Option<String>,
}

/// Returns the findings in a text, in order and without overlaps, with proposals in `language`.
///
/// All rules apply to texts in every language; those about other languages come last. The organisation's `own` words come
/// after the sure rules, such as those for addresses, and before the guesses.
///
/// A text longer than [`LONGEST`] has none: it fits no form.
pub fn find(text: &str, language: Language, own: &OwnRules) -> Vec<Finding> {
    if text.chars().nth(LONGEST).is_some() {
        return vec![];
    }
    let foreign = |rule: &&Rule| rule.data.lang.is_some_and(|lang| lang != language);
    let native = |rule: &&Rule| !foreign(rule);
    let (sure, guesses) = RULES.all.split_at(RULES.sure);
    let mut found: Vec<Finding> = vec![];
    for rule in sure
        .iter()
        .filter(native)
        .chain(&own.rules)
        .chain(guesses.iter().filter(native))
        .chain(RULES.all.iter().filter(foreign))
    {
        let mut at = 0;
        while let Some(parts) = rule.regex.captures_at(text, at) {
            let whole = parts.get_match();
            let read = findings(rule, &parts, text, language);
            at = match rule.data.check {
                // A number that fails its check may overlap one that does not: search again from the next character on.
                Some(Check::Iban | Check::Register | Check::Proper) if read.is_empty() => {
                    whole.start() + whole.as_str().chars().next().map_or(1, char::len_utf8)
                }
                _ => whole.end(),
            };
            for finding in read {
                let taken = |other: &Finding| {
                    finding.span.start < other.span.end && other.span.start < finding.span.end
                };
                if !found.iter().any(taken) {
                    found.push(finding);
                }
            }
        }
    }
    found.sort_by_key(|finding| finding.span.start);
    found
}

/// Returns the findings of a match: none when it fails its check, several when it is a row of names.
fn findings(rule: &Rule, parts: &Captures<'_>, text: &str, language: Language) -> Vec<Finding> {
    let mut span = parts.name("mark").unwrap_or_else(|| parts.get_match()).range();
    let marked = &text[span.clone()];
    match rule.data.check {
        Some(Check::Iban) => match iban_end(marked) {
            Some(length) => span.end = span.start + length,
            None => return vec![],
        },
        Some(Check::Register) if !is_register_number(marked) => return vec![],
        Some(Check::Proper) if RULES.lists.proper.has(marked) => return vec![],
        Some(Check::Name) => {
            let named = names(text, span).into_iter();
            return named
                .map(|it| {
                    let instead = words(it.say, language).map(|words| format!("{}{words}", it.lead));
                    finding(it.kind, it.span, instead, text)
                })
                .collect();
        }
        Some(Check::Register | Check::Proper) | None => {}
    }
    let instead = proposal(&rule.data, parts, marked, language);
    vec![finding(rule.data.kind, span, instead, text)]
}

fn finding(kind: Kind, span: Range<usize>, instead: Option<String>, text: &str) -> Finding {
    let instead = instead.map(|words| as_at(text, &span, words));
    Finding { kind, span, instead }
}

/// Returns words for a span of a text: with a capital if the span has one and starts a sentence.
pub fn as_at(text: &str, span: &Range<usize>, words: String) -> String {
    let capital = text[span.clone()].starts_with(char::is_uppercase) && starts_sentence(text, span.start);
    let mut letters = words.chars();
    match letters.next() {
        Some(first) if capital => first.to_uppercase().chain(letters).collect(),
        _ => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*, sample};

    #[test]
    fn findings_stand_in_order_and_apart() {
        let text = "Bel Zoltan op 0475 12 34 56 of mail zoltan.f@acme.be vóór dinsdag 4 maart, 14:10.";
        let found = find(text, Language::Nl, &OwnRules::default());
        let kinds: Vec<(Kind, &str)> = found.iter().map(|it| (it.kind, &text[it.span.clone()])).collect();
        assert_eq!(
            kinds,
            [
                (Kind::Name, "Zoltan"),
                (Kind::Phone, "0475 12 34 56"),
                (Kind::Email, "zoltan.f@acme.be"),
                (Kind::Date, "dinsdag 4 maart, 14:10"),
            ]
        );
    }

    #[test]
    fn a_text_that_fits_no_form_is_not_read() {
        let mail = "jan@acme.be ";
        let found = |times: usize| find(&mail.repeat(times), Language::Nl, &OwnRules::default()).len();
        assert_eq!(found(LONGEST / mail.len()), LONGEST / mail.len());
        assert_eq!(found(LONGEST), 0);
    }

    #[test]
    fn a_failed_check_hides_nothing() {
        let text = "In lokaal ab12 BE71 0961 2345 6769 gevonden.";
        let found = find(text, Language::Nl, &OwnRules::default());
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(&text[found[0].span.clone()], "BE71 0961 2345 6769");
    }

    proptest! {
        #[test]
        fn any_text_is_read(pieces in vec(prop_oneof![any::<String>(), sample::select(PIECES).prop_map(str::to_owned)], 0..12)) {
            let text = pieces.concat();
            let found = find(&text, Language::Fr, &OwnRules::default());
            let mut at = 0;
            for finding in found {
                prop_assert!(finding.span.start >= at && !finding.span.is_empty());
                prop_assert!(text.get(finding.span.clone()).is_some(), "between characters");
                at = finding.span.end;
            }
        }
    }

    const PIECES: &[&str] = &[
        " ",
        " in ",
        "(",
        "d’",
        ". ",
        "\n",
        "\u{A0}",
        "Jan",
        "Zoltan",
        " van den ",
        "Excel",
        "BE71 0961 2345 6769",
        "85.07.30-033.28",
        "@acme.be",
        "14u10",
        "4 maart",
        "€ 12.345",
        "“",
        "”",
        "…",
        "1-ABC-234",
        "0475 12",
        " 34 56",
    ];
}
