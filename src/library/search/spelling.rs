//! Words that somebody may have meant.

use std::{cmp::Reverse, collections::BTreeSet};

/// Fewest letters of a word that can be misspelt: of shorter ones, too many are alike.
const SHORTEST: usize = 4;
/// Letters from which on two mistakes are forgiven.
const LONG: usize = 8;
/// Most words taken for one.
const MOST: usize = 3;

/// A word of the stories that may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub spelling: String,
    pub folded: String,
    pub lexeme: String,
    /// Stories that it is in.
    pub stories: i32,
}

/// The beginning and the end of a word, one of which is right unless both ends are wrong; nothing for a word that is too
/// short.
pub fn ends(word: &str) -> Option<(String, String)> {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() < SHORTEST {
        return None;
    }
    // Less than half, so that two letters swapped in the middle leave both ends.
    let part = if mistakes(letters.len()) == 1 { (letters.len() - 1) / 2 } else { letters.len() / 3 };
    let (first, last) = (letters.get(..part)?, letters.get(letters.len() - part..)?);
    Some((first.iter().collect(), last.iter().collect()))
}

/// Mistakes that are forgiven in a word of so many letters.
pub const fn mistakes(letters: usize) -> usize {
    if letters < LONG { 1 } else { 2 }
}

/// Returns the candidates that are nearest to a word, those in more stories first.
pub fn nearest(word: &str, candidates: Vec<Candidate>) -> Vec<Candidate> {
    let most = mistakes(word.chars().count());
    let near = candidates.into_iter().filter_map(|known| Some((distance(word, &known.folded, most)?, known)));
    let mut near: Vec<_> = near.filter(|(distance, _)| *distance > 0).collect();
    near.sort_by(|(a, one), (b, other)| {
        let key = |known: &Candidate| (Reverse(known.stories), known.spelling.clone());
        (a, key(one)).cmp(&(b, key(other)))
    });
    let best = near.first().map(|(distance, _)| *distance);
    let mut seen = BTreeSet::new();
    let alike = near.into_iter().filter(|(distance, _)| Some(*distance) == best).map(|(_, known)| known);
    alike.filter(|known| seen.insert(known.lexeme.clone())).take(MOST).collect()
}

/// Counts the letters put in, left out, changed or swapped with their neighbour between two words, if they are at most
/// `most`.
pub fn distance(one: &str, other: &str, most: usize) -> Option<usize> {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = vec![];
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (i, letter) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, match_) in other.iter().enumerate() {
            let changed = last[j] + usize::from(letter != match_);
            let mut best = changed.min(last[j + 1] + 1).min(row[j] + 1);
            let is_swap = i > 0 && j > 0 && one[i - 1] == *match_ && *letter == other[j - 1];
            if is_swap {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        if row.iter().all(|n| *n > most) {
            return None;
        }
        (before, last) = (last, row);
    }
    last.last().copied().filter(|n| *n <= most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn known(spelling: &str, stories: i32) -> Candidate {
        let word = spelling.to_owned();
        Candidate { folded: word.clone(), lexeme: word.clone(), spelling: word, stories }
    }

    #[test]
    fn mistakes_are_counted() {
        for (one, other, apart) in [
            ("fout", "fout", Some(0)),
            ("fuot", "fout", Some(1)),
            ("vergadring", "vergadering", Some(1)),
            ("evenemant", "evenement", Some(1)),
            ("bugdte", "budget", Some(2)),
            ("fout", "boot", Some(2)),
            ("fout", "melding", None),
        ] {
            assert_eq!(distance(one, other, 2), apart, "{one} {other}");
        }
    }

    #[test]
    fn the_nearest_and_most_frequent_come_first() {
        let all = ["server", "serveur", "severe", "servers"].map(|word| known(word, 1));
        let all = all.into_iter().chain([known("serve", 9)]).collect();
        let found: Vec<_> = nearest("servr", all).into_iter().map(|known| known.spelling).collect();
        assert_eq!(found, ["serve", "server"]);
        assert!(nearest("fout", vec![known("fout", 1)]).is_empty(), "the word itself is no other");
        assert_eq!(ends("fou"), None);
    }

    proptest! {
        #[test]
        fn one_mistake_leaves_the_beginning_or_the_end(word in "[a-z]{4,12}", at in 0..12_usize, letter in "[a-z]") {
            let at = at % word.len();
            let wrong = format!("{}{letter}{}", &word[..at], &word[at + 1..]);
            let (first, last) = ends(&wrong).unwrap();
            prop_assert!(word.starts_with(&first) || word.ends_with(&last), "{word} {wrong}");
            prop_assert!(distance(&word, &wrong, 1).is_some());
            prop_assert_eq!(distance(&word, &wrong, 2), distance(&wrong, &word, 2));
        }
    }
}
