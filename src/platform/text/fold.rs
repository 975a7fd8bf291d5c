//! Words of a text, without accents and capitals: the same for what is searched and for what is typed.

use std::ops::Range;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Most letters of a word that count.
const LONGEST: usize = 48;

/// A word where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token<'t> {
    /// The word as it was written.
    pub written: &'t str,
    /// Bytes of it in the text.
    pub at: Range<usize>,
    /// Letters and digits only, never empty.
    pub folded: String,
    /// Set when only a hyphen stands between the word before and this one.
    pub joined: bool,
}

/// Returns the words of a text in their order. Apostrophes part words: *l’équipe* is *l* and *equipe*.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found: Vec<Token<'_>> = vec![];
    let (mut from, mut last_end) = (None, None);
    for (at, sign) in text.char_indices().chain([(text.len(), ' ')]) {
        match from {
            None if sign.is_alphanumeric() => from = Some(at),
            Some(start) if !goes_on(sign) => {
                from = None;
                let written = &text[start..at];
                let folded = fold(written);
                if folded.is_empty() {
                    continue;
                }
                let joined = last_end.is_some_and(|end| is_hyphen(&text[end..start]));
                last_end = Some(at);
                found.push(Token { written, at: start..at, folded, joined });
            }
            _ => {}
        }
    }
    found
}

fn goes_on(sign: char) -> bool {
    sign.is_alphanumeric() || (!sign.is_ascii() && (is_combining_mark(sign) || is_invisible(sign)))
}

/// Tells whether a sign inside a word shows nothing: a soft hyphen, a joiner.
fn is_invisible(sign: char) -> bool {
    matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
}

fn is_hyphen(between: &str) -> bool {
    matches!(between, "-" | "\u{2010}" | "\u{2011}")
}

/// Takes accents, capitals and everything but letters and digits from a word.
pub fn fold(word: &str) -> String {
    // The same, and quick: nearly every word.
    if word.len() <= LONGEST && word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return word.to_ascii_lowercase();
    }
    let plain = word.nfkd().flat_map(char::to_lowercase);
    let plain = plain.filter(|sign| sign.is_alphanumeric() && !is_combining_mark(*sign));
    let mut folded = String::with_capacity(word.len());
    for sign in plain.take(LONGEST) {
        match sign {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            // At the end of a word, which only the word itself knows.
            'ς' => folded.push('σ'),
            other => folded.push(other),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.folded).collect()
    }

    #[test]
    fn accents_capitals_and_ligatures_go() {
        for (written, folded) in [
            ("Événement", "evenement"),
            ("cafe\u{301}", "cafe"),
            ("CŒUR", "coeur"),
            ("geïnd", "geind"),
            ("pĳn", "pijn"),
            ("ﬁne", "fine"),
            ("Straße", "strasse"),
            ("co\u{ad}or", "coor"),
            ("İzmir", "izmir"),
            ("ΛΑΘΟΣ", "λαθοσ"),
            ("λάθος", "λαθοσ"),
            ("Z\u{300}\u{315}\u{327}algo", "zalgo"),
        ] {
            assert_eq!(fold(written), folded, "{written}");
        }
    }

    #[test]
    fn words_end_at_apostrophes_and_hyphens() {
        assert_eq!(
            words("L’équipe, c'est-à-dire 'ons' foto’s"),
            ["l", "equipe", "c", "est", "a", "dire", "ons", "foto", "s"]
        );
        let joined: Vec<_> = tokens("de back-up - niet").into_iter().map(|token| token.joined).collect();
        assert_eq!(joined, [false, false, true, false]);
    }

    proptest! {
        #[test]
        fn words_stand_where_they_say_and_hold_letters_and_digits(text in ".{0,200}") {
            for token in tokens(&text) {
                prop_assert_eq!(&text[token.at.clone()], token.written);
                prop_assert!(!token.folded.is_empty());
                prop_assert!(token.folded.chars().all(char::is_alphanumeric));
                prop_assert!(token.folded.chars().count() <= 2 * LONGEST);
            }
        }

        #[test]
        fn what_is_folded_stays_as_it_is(word in "\\PC{0,60}") {
            let folded = fold(&word);
            prop_assert_eq!(fold(&folded), folded.chars().take(LONGEST).collect::<String>());
        }
    }
}
