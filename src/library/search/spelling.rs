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

/// Returns every word with one mistake less than `word`, as far as its letters are Latin or in it already; nothing for a
/// word that is too short.
pub fn one_mistake_less(word: &str) -> BTreeSet<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut all = BTreeSet::new();
    if letters.len() < SHORTEST {
        return all;
    }
    let alphabet: BTreeSet<char> = ('a'..='z').chain(letters.iter().copied()).collect();
    let join = |before: &[char], middle: &[char], after: &[char]| {
        [before, middle, after].concat().into_iter().collect()
    };
    for at in 0..=letters.len() {
        let (before, rest) = letters.split_at(at);
        all.extend(alphabet.iter().map(|letter| join(before, &[*letter], rest)));
        if let [_, after @ ..] = rest {
            all.insert(join(before, &[], after));
            all.extend(alphabet.iter().map(|letter| join(before, &[*letter], after)));
        }
        if let [one, other, after @ ..] = rest {
            all.insert(join(before, &[*other, *one], after));
        }
    }
    all.remove(word);
    all
}

/// Returns the first two and the last two letters of a word in which two mistakes are forgiven: one of these pairs is right
/// unless there is a mistake at each end.
pub fn ends(word: &str) -> Option<(String, String)> {
    let letters: Vec<char> = word.chars().collect();
    let (first, last) = (letters.first_chunk::<2>()?, letters.last_chunk::<2>()?);
    (mistakes(letters.len()) > 1).then(|| (first.iter().collect(), last.iter().collect()))
}

/// Mistakes that are forgiven in a word of so many letters.
pub const fn mistakes(letters: usize) -> usize {
    if letters < LONG { 1 } else { 2 }
}

/// Returns the candidates that are nearest to a word, those in more stories first; none for a word that is too short.
pub fn nearest(word: &str, candidates: &[Candidate]) -> Vec<Candidate> {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() < SHORTEST {
        return vec![];
    }
    let most = mistakes(letters.len());
    let far = |known: &Candidate| distance(&letters, &known.folded.chars().collect::<Vec<_>>(), most);
    let near = candidates.iter().filter_map(|known| Some((far(known)?, known)));
    let mut near: Vec<_> = near.filter(|(distance, _)| *distance > 0).collect();
    near.sort_by_key(|(distance, known)| (*distance, Reverse(known.stories), known.spelling.as_str()));
    let best = near.first().map(|(distance, _)| *distance);
    let mut seen = BTreeSet::new();
    let alike = near.into_iter().filter(|(distance, _)| Some(*distance) == best).map(|(_, known)| known);
    alike.filter(|known| seen.insert(known.lexeme.as_str())).take(MOST).cloned().collect()
}

/// Counts the letters put in, left out, changed or swapped with their neighbour between two words, if they are at most
/// `most`.
fn distance(one: &[char], other: &[char], most: usize) -> Option<usize> {
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

    fn apart(one: &str, other: &str, most: usize) -> Option<usize> {
        let letters = |word: &str| word.chars().collect::<Vec<_>>();
        distance(&letters(one), &letters(other), most)
    }

    fn known(spelling: &str, stories: i32) -> Candidate {
        let word = spelling.to_owned();
        Candidate { folded: word.clone(), lexeme: word.clone(), spelling: word, stories }
    }

    #[test]
    fn mistakes_are_counted() {
        for (one, other, expected) in [
            ("fout", "fout", Some(0)),
            ("fuot", "fout", Some(1)),
            ("vergadring", "vergadering", Some(1)),
            ("evenemant", "evenement", Some(1)),
            ("bugdte", "budget", Some(2)),
            ("fout", "boot", Some(2)),
            ("fout", "melding", None),
        ] {
            assert_eq!(apart(one, other, 2), expected, "{one} {other}");
        }
    }

    #[test]
    fn the_nearest_and_most_frequent_come_first() {
        let all = ["server", "serveur", "severe", "servers"].map(|word| known(word, 1));
        let all: Vec<_> = all.into_iter().chain([known("serve", 9)]).collect();
        let found: Vec<_> = nearest("servr", &all).into_iter().map(|known| known.spelling).collect();
        assert_eq!(found, ["serve", "server"]);
        assert!(nearest("fout", &[known("fout", 1)]).is_empty(), "the word itself is no other");
        assert!(nearest("fou", &[known("fout", 1)]).is_empty(), "too short to be misspelt");
    }

    #[test]
    fn two_mistakes_are_forgiven_in_long_words() {
        assert_eq!(ends("verbouw"), None);
        assert_eq!(ends("événement"), Some(("év".to_owned(), "nt".to_owned())));
        assert_eq!(one_mistake_less("fou"), BTreeSet::new());
    }

    proptest! {
        #[test]
        fn a_word_is_among_those_with_one_mistake_less(word in "[a-z]{4,12}", at in 0..12_usize, letter in "[a-z]", how in 0..4) {
            let at = at % word.len();
            let (before, after) = (&word[..at], &word[at + 1..]);
            let wrong = match how {
                0 => format!("{before}{letter}{after}"),
                1 => format!("{before}{after}"),
                2 => format!("{before}{letter}{}", &word[at..]),
                _ if after.is_empty() => format!("{word}{letter}"),
                _ => format!("{before}{}{}{}", &after[..1], &word[at..=at], &after[1..]),
            };
            let less = one_mistake_less(&wrong);
            prop_assert!(wrong == word || wrong.len() < SHORTEST || less.contains(&word), "{word} {wrong}");
            prop_assert!(less.iter().all(|less| apart(less, &wrong, 1) == Some(1)));
            prop_assert!(apart(&word, &wrong, 1).is_some());
            prop_assert_eq!(apart(&word, &wrong, 2), apart(&wrong, &word, 2));
        }
    }
}
