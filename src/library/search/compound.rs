//! Dutch compounds: *stroomstoring* is found by *stroom* and by *storing*.

use super::stem::stem;
use crate::platform::i18n::Language;
use std::{cmp::Reverse, collections::HashSet, sync::LazyLock};

/// Fewest letters of a part.
pub const SHORTEST: usize = 4;
/// Fewest letters of a compound that is a word of the list by itself: shorter ones are more often one word (*verstand*
/// is no *vers tand*).
const OWN_WORD: usize = 10;
/// Most parts of a compound.
const MOST: usize = 3;
/// Endings that look like words: *verwarring* has no *ring* in it.
const ENDINGS: [&str; 9] = ["ring", "ster", "ling", "ning", "ting", "heid", "schap", "baar", "lijk"];
/// Letters between parts.
const LINKS: [&str; 5] = ["", "s", "e", "n", "en"];

static PARTS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    include_str!("../../../assets/search/dutch.txt").lines().filter(|line| !line.starts_with('#')).collect()
});
/// Stems of the parts: the last part of a compound may have an ending.
static STEMS: LazyLock<HashSet<String>> =
    LazyLock::new(|| PARTS.iter().map(|part| stem(Language::Nl, part)).collect());

/// Returns the parts of a folded word; nothing for a word that is no compound.
pub fn parts(word: &str) -> Vec<&str> {
    let shortest = if PARTS.contains(word) { OWN_WORD } else { 2 * SHORTEST };
    if word.len() < shortest || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return vec![];
    }
    split(word, MOST).unwrap_or_default()
}

/// Splits a word into as few parts as possible, the shortest of which is as long as possible.
fn split(word: &str, most: usize) -> Option<Vec<&str>> {
    let mut best: Option<Vec<&str>> = None;
    for at in SHORTEST..=word.len().saturating_sub(SHORTEST) {
        let (first, rest) = word.split_at(at);
        if !PARTS.contains(first) {
            continue;
        }
        for rest in LINKS.iter().filter_map(|link| rest.strip_prefix(link)) {
            let Some(others) = whole(rest).or_else(|| if most > 2 { split(rest, most - 1) } else { None })
            else {
                continue;
            };
            let found = [vec![first], others].concat();
            if best.as_ref().is_none_or(|best| worth(&found) > worth(best)) {
                best = Some(found);
            }
        }
    }
    best
}

fn worth(parts: &[&str]) -> (Reverse<usize>, usize) {
    (Reverse(parts.len()), parts.iter().map(|part| part.len()).min().unwrap_or(0))
}

/// The word itself, if it can end a compound.
fn whole(word: &str) -> Option<Vec<&str>> {
    let is_word = word.len() >= SHORTEST && !ENDINGS.contains(&word);
    (is_word && STEMS.contains(&stem(Language::Nl, word))).then(|| vec![word])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn compounds_have_parts() {
        for (word, expected) in [
            ("foutmelding", "fout melding"),
            ("foutmeldingen", "fout meldingen"),
            ("stroomstoring", "stroom storing"),
            ("klantgesprekken", "klant gesprekken"),
            ("leveringsprobleem", "levering probleem"),
            ("leveringsproblemen", "levering problemen"),
            ("projectleiders", "project leiders"),
            ("arbeidsongeval", "arbeid ongeval"),
            ("klantenbestand", "klant bestand"),
            ("personeelsdienst", "personeel dienst"),
            ("factuurnummer", "factuur nummer"),
            ("wachtwoorden", "wacht woorden"),
            ("handtekening", "hand tekening"),
            ("serverruimte", "server ruimte"),
            ("verzekeringsmaatschappij", "verzekering maatschappij"),
        ] {
            assert_eq!(parts(word).join(" "), expected);
        }
    }

    #[test]
    fn other_words_have_none() {
        for word in [
            "verstand",
            "fout",
            "vergadering",
            "deadline",
            "verwarring",
            "ontwikkelaar",
            "melding",
            "",
            "ééééééééé",
        ] {
            assert_eq!(parts(word), [""; 0], "{word}");
        }
    }

    fn a_part() -> impl Strategy<Value = &'static str> {
        let mut all: Vec<&str> = PARTS.iter().copied().collect();
        all.sort_unstable();
        proptest::sample::select(all)
    }

    proptest! {
        #[test]
        fn parts_are_known_words_of_four_letters_or_more(a in a_part(), b in a_part(), link in 0..LINKS.len()) {
            let word = format!("{a}{}{b}", LINKS[link]);
            let parts = parts(&word);
            prop_assert!(word.len() < OWN_WORD || ENDINGS.contains(&b) || parts.len() >= 2, "{word}");
            for part in &parts {
                prop_assert!(part.len() >= SHORTEST && word.contains(part));
                prop_assert!(PARTS.contains(part) || STEMS.contains(&stem(Language::Nl, part)));
            }
        }
    }
}
