//! Receipt codes: the author's only key to a story.
//!
//! A code has 26 random symbols of Crockford's base 32 (130 bits) and 2 check symbols, in 7 groups of 4. The check is the
//! number that the symbols make, modulo the prime 1021: it catches every wrong symbol and every swap of neighbours.

use crate::{
    ids::OrganisationId,
    platform::{keys::Key, random, text},
};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const RANDOM: usize = 26;
const LENGTH: usize = RANDOM + 2;
const PRIME: usize = 1021;

#[derive(Clone, PartialEq, Eq)]
pub struct ReceiptCode([u8; LENGTH]);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a receipt code")]
pub struct NotACode;

impl ReceiptCode {
    pub fn generate() -> Self {
        let bytes = random::bytes::<RANDOM>();
        let symbols = bytes.map(|byte| usize::from(byte) % ALPHABET.len());
        let check = check(&symbols);
        let mut code = [0; LENGTH];
        let all = symbols.iter().copied().chain([check / 32, check % 32]);
        for (place, symbol) in code.iter_mut().zip(all) {
            *place = ALPHABET.get(symbol).copied().unwrap_or(b'0');
        }
        Self(code)
    }

    /// Returns the hash that the database keeps; without the pepper it says nothing.
    pub fn hash(&self, pepper: &Key, organisation: OrganisationId) -> [u8; 32] {
        pepper.mac("receipt", &[organisation.as_bytes(), &self.0])
    }

    /// Tells whether `typed` contains this code, in any spelling that [`str::parse`] accepts.
    pub fn is_in(&self, typed: &str) -> bool {
        text::symbols(typed).map(symbol).collect::<String>().contains(&*String::from_utf8_lossy(&self.0))
    }
}

fn check(symbols: &[usize]) -> usize {
    symbols.iter().fold(0, |sum, symbol| (sum * 32 + symbol) % PRIME)
}

/// Returns the symbol that people mean.
fn symbol(c: char) -> char {
    match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    }
}

impl std::str::FromStr for ReceiptCode {
    type Err = NotACode;
    /// Accepts any case, anything between the symbols that is no letter or digit, O for 0, I and L for 1.
    fn from_str(typed: &str) -> Result<Self, NotACode> {
        let mut code = [0; LENGTH];
        let mut symbols = [0; LENGTH];
        let mut count = 0;
        for symbol in text::symbols(typed).map(symbol) {
            let at = ALPHABET.iter().position(|known| char::from(*known) == symbol).ok_or(NotACode)?;
            *symbols.get_mut(count).ok_or(NotACode)? = at;
            *code.get_mut(count).ok_or(NotACode)? = *ALPHABET.get(at).ok_or(NotACode)?;
            count += 1;
        }
        let (random, given) = symbols.split_at(RANDOM);
        if count == LENGTH && check(random) == check(given) { Ok(Self(code)) } else { Err(NotACode) }
    }
}

impl std::fmt::Display for ReceiptCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (i, group) in self.0.chunks(4).enumerate() {
            let gap = if i == 0 { "" } else { "-" };
            write!(f, "{gap}{}", String::from_utf8_lossy(group))?;
        }
        Ok(())
    }
}

impl std::fmt::Debug for ReceiptCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ReceiptCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_is_read_however_it_is_written() {
        let code = ReceiptCode::generate();
        let text = code.to_string();
        assert_eq!(text.len(), 34);
        let spellings = [
            text.clone(),
            text.to_lowercase(),
            text.replace('-', " "),
            format!("  {}\n", text.replace('-', "")),
            text.replace('0', "o").replace('1', "l"),
            text.replace('0', "O").replace('1', "I"),
            format!("\u{201c}{text}\u{201d}."),
            text.replace('-', "\u{2212}"),
            text.replace('-', "_"),
            text.replace('-', " \u{b7} "),
            text.chars().flat_map(|c| [c, '\u{200b}']).collect(),
            format!("\u{feff}\u{2066}{}\u{2069}\u{ad}", text.replace('-', "\u{2011}\u{2060}")),
            full_width(&text),
            full_width(&text.to_lowercase()),
        ];
        for spelling in spellings {
            assert_eq!(spelling.parse(), Ok(code.clone()), "{spelling}");
            assert!(code.is_in(&format!("My code is {spelling}, by the way.")));
        }
        for bad in [
            "",
            "0",
            &text[1..],
            &format!("{text}0"),
            "\u{200b}",
            &format!("{text}\u{e9}"),
            &format!("{text}U"),
            &"U".repeat(28),
        ] {
            assert_eq!(bad.parse::<ReceiptCode>(), Err(NotACode), "{bad}");
            assert!(bad.len() > text.len() || !code.is_in(bad), "{bad}");
        }
    }

    #[test]
    fn codes_use_every_symbol_and_their_hash_says_nothing() {
        let codes: Vec<_> = (0..100).map(|_| ReceiptCode::generate()).collect();
        let symbols: std::collections::BTreeSet<u8> =
            codes.iter().flat_map(|code| code.0[..RANDOM].to_vec()).collect();
        assert_eq!(symbols.len(), ALPHABET.len());
        let (key, other) = (Key::generate(), Key::generate());
        let (here, there) = (OrganisationId::new(), OrganisationId::new());
        let hash = codes[0].hash(&key, here);
        assert_eq!(codes[0].clone().hash(&key, here), hash);
        for foreign in [codes[0].hash(&other, here), codes[0].hash(&key, there), codes[1].hash(&key, here)] {
            assert_ne!(foreign, hash);
        }
        assert_eq!(format!("{:?}", codes[0]), "ReceiptCode(…)");
    }

    /// Returns `text` as an input method for Chinese writes it.
    fn full_width(text: &str) -> String {
        let wide = |c: char| char::from_u32(u32::from(c) + 0xfee0).unwrap();
        text.chars().map(wide).collect()
    }

    proptest! {
        #[test]
        fn one_wrong_symbol_or_two_swapped_are_noticed(place in 0..LENGTH, by in 1..32usize) {
            let code = ReceiptCode::generate();
            let text = code.to_string().replace('-', "");
            let mut symbols: Vec<usize> =
                text.bytes().map(|b| ALPHABET.iter().position(|a| *a == b).unwrap()).collect();
            let write = |symbols: &[usize]| -> String { symbols.iter().map(|s| char::from(ALPHABET[*s])).collect() };
            let mut swapped = symbols.clone();
            swapped.swap(place.min(RANDOM - 2), place.min(RANDOM - 2) + 1);
            if swapped != symbols {
                prop_assert!(write(&swapped).parse::<ReceiptCode>().is_err());
            }
            symbols[place] = (symbols[place] + by) % 32;
            prop_assert!(write(&symbols).parse::<ReceiptCode>().is_err());
        }
    }
}
