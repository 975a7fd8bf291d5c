//! Proof of work: a second of computing, which costs a person nothing and a flood a fortune, without a third party.
//!
//! It holds, for each of [`PARTS`] parts, a number whose SHA-256 with the form's stamp begins with [`BITS`] zero bits: as
//! in hashcash (Back, 2002), in parts so that luck evens out. A proof is bound to its form, and through the stamp's
//! signature to the organisation, the moment and the difficulty. `assets/js/proof.js` finds it while people write.

use sha2::{Digest, Sha256};

const PARTS: u8 = 8;
/// Zero bits at the start of each part's hash: 2^14 tries a part, 130 000 in all. A laptop does them in 0.15 s, a phone
/// that is ten to twenty times slower in one and a half to three.
const BITS: u32 = 14;
/// Difficulty as covered by the signature of a stamp.
pub const DIFFICULTY: [u8; 2] = [PARTS, 14];
/// Keeps these hashes apart from all others.
const PURPOSE: &[u8] = b"pratfall proof 1\n";

/// Tells whether `proof` (a number of up to eight hexadecimal digits for each part, separated by dots) solves the form
/// with this stamp.
pub fn is_valid(stamp: &str, proof: &str) -> bool {
    let seed = seed(stamp);
    let mut parts = 0..PARTS;
    let numbers = proof.splitn(usize::from(PARTS) + 1, '.');
    let mut all = numbers.map(|number| match (parts.next(), u32::from_str_radix(number, 16)) {
        (Some(part), Ok(value)) => format!("{value:x}") == number && fits(&seed, part, value),
        _ => false,
    });
    all.all(|fits| fits) && parts.next().is_none()
}

/// Returns a proof for the form with this stamp, as a browser does.
pub fn solve(stamp: &str) -> String {
    let seed = seed(stamp);
    let part = |part| {
        let number = (0..=u32::MAX).find(|number| fits(&seed, part, *number));
        format!("{:x}", number.unwrap_or_default())
    };
    (0..PARTS).map(part).collect::<Vec<_>>().join(".")
}

fn seed(stamp: &str) -> [u8; 32] {
    Sha256::new().chain_update(PURPOSE).chain_update(stamp).finalize().into()
}

fn fits(seed: &[u8; 32], part: u8, number: u32) -> bool {
    let hash = Sha256::new().chain_update(seed).chain_update([part]).chain_update(number.to_be_bytes());
    let first: [u8; 32] = hash.finalize().into();
    u32::from_be_bytes([first[0], first[1], first[2], first[3]]).leading_zeros() >= BITS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_holds_for_its_own_form_and_in_whole_only() {
        let proof = solve("one form");
        assert!(is_valid("one form", &proof));
        assert!(!is_valid("another form", &proof));
        let parts: Vec<&str> = proof.split('.').collect();
        let swapped = [&[parts[1], parts[0]], &parts[2..]].concat();
        for bad in [
            String::new(),
            ".......".to_owned(),
            parts[..7].join("."),
            format!("{proof}.0"),
            swapped.join("."),
            proof.replace('.', ","),
            format!("+{proof}"),
            "0.".repeat(100_000),
        ] {
            assert!(!is_valid("one form", &bad), "{bad:.40}");
        }
    }

    #[test]
    fn the_browser_is_asked_the_same() {
        let script = include_str!("../../assets/js/proofworker.js");
        assert!(script.contains(&format!("const PARTS = {PARTS};")));
        assert!(script.contains(&format!("const BITS = {BITS};")));
    }
}
