//! The poster code: words on a poster or the intranet that show that somebody works here, and not who. Three of 64
//! words that Dutch, French and English share, and four digits: 2 359 million codes, enough when each guess costs a
//! proof of work or a wait (ADR 0028), and short enough to remember on the way from the poster to the screen.

use crate::platform::{random, text::symbols};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

const WORDS: [&str; 64] = [
    "alfa", "alto", "atlas", "balsa", "banjo", "bingo", "bonsai", "cactus", "casino", "cobra", "delta",
    "domino", "duo", "euro", "fjord", "gamma", "gondola", "igloo", "iris", "jazz", "judo", "karaoke",
    "karate", "kilo", "kiwi", "koala", "lama", "lava", "lotus", "magnolia", "mango", "mimosa", "mini",
    "oasis", "omega", "opera", "origami", "orion", "panda", "panorama", "pasta", "piano", "pizza", "polka",
    "poncho", "radar", "radio", "robot", "rumba", "safari", "salsa", "samba", "sauna", "sofa", "solo",
    "sushi", "tango", "taxi", "tennis", "trio", "tuba", "tundra", "yoga", "zebra",
];
/// Words of a code.
const LENGTH: usize = 3;

/// Poster code of a round.
#[derive(Clone, PartialEq, Eq)]
pub struct HouseCode(String);

impl HouseCode {
    pub fn generate() -> Self {
        let words = random::bytes::<LENGTH>().map(|byte| WORDS[usize::from(byte) % WORDS.len()]);
        let digits = u32::from_le_bytes(random::bytes()) % 9000 + 1000;
        Self(format!("{}-{digits}", words.join("-")))
    }

    /// Wraps a stored code.
    pub const fn known(code: String) -> Self {
        Self(code)
    }

    /// Compares with what somebody typed: in any case, with anything or nothing between the words.
    pub fn is(&self, typed: &str) -> bool {
        plain(typed).as_bytes().ct_eq(plain(&self.0).as_bytes()).into()
    }

    /// Hashes an attempt at a code, the same however it is typed.
    pub fn fingerprint(typed: &str) -> [u8; 32] {
        Sha256::digest(plain(typed)).into()
    }
}

fn plain(text: &str) -> String {
    symbols(text).map(|c| c.to_ascii_lowercase()).collect()
}

impl std::fmt::Display for HouseCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::fmt::Debug for HouseCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HouseCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = HouseCode::known("kiwi-tango-atlas-47".to_owned());
        for typed in [
            "kiwi-tango-atlas-47",
            " Kiwi Tango  Atlas 47 ",
            "KIWITANGOATLAS47",
            "kiwi.tango_atlas – 47",
            "\u{201c}kiwi\u{200b}-tango-atlas-\u{ff14}\u{ff17}\u{201d}",
        ] {
            assert!(code.is(typed), "{typed}");
        }
        for typed in ["", "kiwi", "kiwi-tango-atlas-48", "tango-kiwi-atlas-47", "47"] {
            assert!(!code.is(typed), "{typed}");
        }
    }

    #[test]
    fn codes_differ_and_words_are_told_apart() {
        assert_eq!(WORDS.iter().collect::<BTreeSet<_>>().len(), WORDS.len());
        let codes: BTreeSet<_> = (0..50).map(|_| HouseCode::generate().to_string()).collect();
        assert_eq!(codes.len(), 50);
        let words: BTreeSet<_> = codes.iter().flat_map(|code| code.split('-').take(LENGTH)).collect();
        assert!(words.len() > 32, "{words:?}");
        assert_eq!(format!("{:?}", HouseCode::generate()), "HouseCode(…)");
        for code in codes {
            let (words, digits) = code.rsplit_once('-').unwrap();
            assert!(words.split('-').count() == LENGTH && digits.len() == 4, "{code}");
        }
    }

    #[test]
    fn a_try_is_remembered_alike_however_it_is_typed() {
        let tried = HouseCode::fingerprint("kiwi-tango-atlas-47");
        assert_eq!(HouseCode::fingerprint(" Kiwi Tango  Atlas 47 "), tried);
        assert_ne!(HouseCode::fingerprint("kiwi-tango-atlas-48"), tried);
    }
}
