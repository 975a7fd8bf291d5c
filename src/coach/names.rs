//! Names among words with a capital.

use super::{
    checks::{is_space, is_title_case, starts_sentence},
    rules::{Kind, RULES},
};
use std::ops::Range;

/// Name or place, and the key of the proposal for it.
pub(super) struct Name {
    pub(super) kind: Kind,
    pub(super) span: Range<usize>,
    pub(super) say: &'static str,
    /// Text before the proposal.
    pub(super) lead: &'static str,
}

/// French words elided before a vowel, and their forms before a proposal.
const ELIDED: &[(&str, &str)] = &[("d’", "de "), ("d'", "de "), ("qu’", "que "), ("qu'", "que ")];

/// Returns the names in a row of capitalised words, without a word that merely starts the sentence or names nobody.
pub(super) fn names(text: &str, row: Range<usize>) -> Vec<Name> {
    let lists = &RULES.lists;
    let mut words = split(text, row.clone());
    let mut found = vec![];
    let first = &text[words[0].clone()];
    let opens = starts_sentence(text, row.start);
    let known = lists.given.has(first) || lists.contains("town", first);
    let starts = (opens || text[..row.start].ends_with(['(', '['])) && lists.starters.has(first);
    if starts || (opens && words.len() == 1 && !known) {
        words.remove(0);
    }
    let titled = is_title_case(text, row.start);
    let mut run: Vec<Range<usize>> = vec![];
    let mut close = |run: &mut Vec<Range<usize>>| {
        while run.last().is_some_and(|last| is_particle(&text[last.clone()])) {
            run.pop();
        }
        if let (Some(first), Some(last)) = (run.first(), run.last())
            && (!titled || lists.given.has(&text[first.clone()]))
        {
            found.push(name(text, first.start..last.end, run.len()));
        }
        run.clear();
    };
    let mut towns = vec![];
    for span in words {
        let word = &text[span.clone()];
        if lists.contains("town", word) {
            close(&mut run);
            towns.push(Name { kind: Kind::Place, span, say: "place", lead: "" });
        } else if lists.proper.has(word) {
            close(&mut run);
        } else if !run.is_empty() || !is_particle(word) {
            run.push(span);
        }
    }
    close(&mut run);
    found.append(&mut towns);
    found
}

/// Returns one name. A single unknown word after “in” is a place.
fn name(text: &str, span: Range<usize>, words: usize) -> Name {
    let before = text[..span.start].trim_end_matches(is_space);
    let owns = text[span.end..].starts_with(['\'', '’']);
    let within = ["in", "te", "In", "Te"]
        .iter()
        .find(|within| before.len() < span.start && ends_with_word(before, within));
    match within {
        Some(within) if words == 1 && !owns && !RULES.lists.given.has(&text[span.clone()]) => Name {
            kind: Kind::Place,
            span: before.len() - within.len()..span.end,
            say: "somewhere",
            lead: "",
        },
        _ => {
            let elided = ELIDED.iter().find(|(elided, _)| ends_with_word(&text[..span.start], elided));
            let (elided, lead) = elided.copied().unwrap_or_default();
            Name { kind: Kind::Name, span: span.start - elided.len()..span.end, say: "name", lead }
        }
    }
}

fn ends_with_word(text: &str, word: &str) -> bool {
    let rest = text.strip_suffix(word);
    rest.is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
}

/// Tells whether a word is a particle inside a name: Jan *van den* Berg.
fn is_particle(word: &str) -> bool {
    !word.chars().any(char::is_uppercase)
}

fn split(text: &str, row: Range<usize>) -> Vec<Range<usize>> {
    let start = row.start;
    let words = text[row].split(is_space).scan(start, |at, word| {
        let span = *at..*at + word.len();
        let next = text[span.end..].chars().next().map_or(0, char::len_utf8);
        *at = span.end + next;
        Some(span)
    });
    words.filter(|span| !span.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{OwnRules, find};
    use super::*;
    use crate::platform::i18n::Language;

    fn found(text: &str) -> Vec<&str> {
        let all = find(text, Language::Nl, &OwnRules::default());
        let named = all.into_iter().filter(|it| matches!(it.kind, Kind::Name | Kind::Place));
        named.map(|it| &text[it.span]).collect()
    }

    #[test]
    fn capitals_inside_a_sentence_are_names() {
        assert_eq!(
            found("Toen belde Zoltan van den Broeck naar Ottokar."),
            ["Zoltan van den Broeck", "Ottokar"]
        );
        assert_eq!(found("Toen Zoltan belde, was het te laat."), ["Zoltan"]);
        assert_eq!(found("Zoltan Ferenczi belde. Niemand nam op."), ["Zoltan Ferenczi"]);
        assert_eq!(found("Sofie belde."), ["Sofie"], "a first name that we know");
        assert_eq!(found("We werkten in Zoersel en in Excel."), ["in Zoersel"]);
        assert_eq!(found("Vraag het aan J. Peeters."), ["Peeters"]);
    }

    #[test]
    fn other_capitals_are_not() {
        for text in [
            "Gisteren viel het uit. Niemand wist waarom.",
            "Het Excel-bestand stond op SharePoint, in het Frans.",
            "On Monday the French team used Teams.",
            "The Day Nobody Checked the Backup",
            "Ze riep: “Stop!”",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}
