//! Check digits, starts of sentences, title case.

use super::rules::RULES;

/// Returns the end of a valid account number at the start of `text` (ISO 13616: mod 97).
pub(super) fn iban_end(text: &str) -> Option<usize> {
    let country: String = text.chars().take(2).collect::<String>().to_ascii_uppercase();
    let length = *RULES.lists.iban.get(&country)?;
    let mut signs = text.char_indices().filter(|(_, c)| c.is_ascii_alphanumeric());
    let taken: Vec<(usize, char)> = signs.by_ref().take(length).collect();
    let (end, _) = *taken.get(length - 1)?;
    let rotated = taken[4..].iter().chain(&taken[..4]);
    let rest = rotated.fold(0, |rest, (_, c)| {
        let value = c.to_digit(36).unwrap_or_default();
        (rest * if value < 10 { 10 } else { 100 } + value) % 97
    });
    (rest == 1).then_some(end + 1)
}

/// Tells whether the digits of `text` are a Belgian national register number: the last two are 97 minus the first nine
/// modulo 97, with a 2 before them for people born from 2000 on.
pub(super) fn is_register_number(text: &str) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let (Ok(number), Ok(proof)) = (digits[..9].parse::<u64>(), digits[9..].parse::<u64>()) else {
        return false;
    };
    [number, 2_000_000_000 + number].iter().any(|number| 97 - number % 97 == proof)
}

/// Tells whether a sentence, a line or a quotation starts at `at`, so that a capital there means nothing.
pub(super) fn starts_sentence(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev().skip_while(|c| is_passed(*c));
    match before.next() {
        None | Some('\n' | '!' | '?' | '…' | ':' | '“' | '„' | '«' | '"' | '‘') => true,
        // Not after an initial: J. Peeters.
        Some('.') => {
            !(before.next().is_some_and(|c| c.is_uppercase() && c != 'I')
                && before.next().is_none_or(|c| !c.is_alphanumeric() && c != '.'))
        }
        Some(_) => false,
    }
}

fn is_passed(c: char) -> bool {
    is_space(c) || matches!(c, '\'' | '’' | '”' | '»' | '(' | ')' | '[' | ']' | '-' | '–' | '—' | '•' | '*')
}

/// Space within a line.
pub(super) const fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{A0}' | '\u{202F}')
}

/// Tells whether the line around `at` is in title case, as in English.
pub(super) fn is_title_case(text: &str, at: usize) -> bool {
    let start = text[..at].rfind('\n').map_or(0, |line| line + 1);
    let line = text[start..].split('\n').next().unwrap_or_default();
    let words = line.split(|c: char| !c.is_alphabetic());
    let long: Vec<&str> = words.filter(|word| word.chars().count() >= 4).collect();
    let capital = long.iter().filter(|word| word.starts_with(char::is_uppercase));
    long.len() >= 3 && capital.count() * 3 > long.len() * 2 && !line.ends_with(['.', '!', '?'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn account_numbers_prove_themselves() {
        assert_eq!(iban_end("BE71 0961 2345 6769 en nog iets"), Some(19));
        assert_eq!(iban_end("be71096123456769"), Some(16));
        assert_eq!(iban_end("NL91 ABNA 0417 1643 00"), Some(22));
        assert_eq!(iban_end("BE72 0961 2345 6769"), None);
        assert_eq!(iban_end("XX71 0961 2345 6769"), None);
        assert_eq!(iban_end("BE71 0961"), None);
    }

    #[test]
    fn register_numbers_prove_themselves() {
        assert!(is_register_number("85.07.30-033.28"));
        assert!(is_register_number("17073003384"), "born in this century");
        assert!(!is_register_number("85.07.30-033.29"));
    }

    #[test]
    fn sentences_open() {
        for text in ["|Jan", "Klaar. |Jan", "Klaar.” |Jan", "zei: “|Jan", "a\n- |Jan", "Waarom? |Jan"] {
            let at = text.find('|').unwrap();
            assert!(starts_sentence(&text.replace('|', ""), at), "{text}");
        }
        for text in ["toen |Jan", "chez l’|Oréal", "J. |Peeters", "toen – |Jan", "de stagiair (|Jan"] {
            let at = text.find('|').unwrap();
            assert!(!starts_sentence(&text.replace('|', ""), at), "{text}");
        }
    }

    #[test]
    fn titles_have_capitals_throughout() {
        assert!(is_title_case("The Day Nobody Checked the Backup", 10));
        assert!(!is_title_case("Gisteren belde iemand van Acme over de levering", 10));
        assert!(!is_title_case("Then Peter Called Marie Again.", 10));
    }
}
