//! Passwords: OWASP's argon2id parameters, strength instead of composition rules (ASVS 5.0 V6.2), the same characters
//! on any keyboard (RFC 8265).

use crate::platform::{hashing::Memory, random, text::TextError};
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::phc::{Output, ParamsString, PasswordHash, Salt},
};
use subtle::ConstantTimeEq;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// A password strong enough to accept: 12 to 128 characters, hard to guess.
pub struct Password(Zeroizing<String>);

const LEAST: usize = 12;
const MOST: usize = 128;
/// Words that a Dutch or French speaker would try first; zxcvbn knows the English ones.
const COMMON: &[&str] = &[
    "welkom",
    "wachtwoord",
    "zomer",
    "winter",
    "lente",
    "herfst",
    "geheim",
    "vakantie",
    "voetbal",
    "koffie",
    "bienvenue",
    "motdepasse",
    "soleil",
    "bonjour",
    "été",
    "hiver",
    "printemps",
    "automne",
    "secret",
    "pratfall",
    "fuckup",
];

impl Password {
    /// Checks a new password. `about` is what an attacker knows of the person: name, address.
    pub fn parse(raw: &str, about: &[&str]) -> Result<Self, TextError> {
        let raw = prepare(raw);
        match raw.chars().count() {
            0 => return Err(TextError::Required),
            n if n < LEAST => return Err(TextError::TooShort { min: LEAST }),
            now if now > MOST => return Err(TextError::TooLong { max: MOST, now }),
            _ => {}
        }
        // A control character cannot be typed again.
        if raw.chars().any(char::is_control) {
            return Err(TextError::NotText);
        }
        let words = about.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
        let joined: Vec<String> =
            about.iter().map(|text| text.chars().filter(|c| c.is_alphanumeric()).collect()).collect();
        let known: Vec<&str> =
            words.chain(joined.iter().map(String::as_str)).chain(COMMON.iter().copied()).collect();
        if zxcvbn::zxcvbn(&raw, &known).score() < zxcvbn::Score::Three {
            return Err(TextError::Form("accounts-password-weak"));
        }
        Ok(Self(raw))
    }

    /// Hashes to PHC form, in tens of milliseconds of one core.
    pub fn hash(&self, memory: &mut Memory) -> anyhow::Result<String> {
        let hash = || {
            let (salt, params) = (Salt::new(&random::bytes::<16>())?, Params::DEFAULT);
            let mut out = [0; Params::DEFAULT_OUTPUT_LEN];
            Argon2::from(&params).hash_password_into_with_memory(
                self.0.as_bytes(),
                &salt,
                &mut out,
                memory,
            )?;
            Ok(PasswordHash {
                algorithm: Algorithm::default().ident(),
                version: Some(Version::default().into()),
                params: ParamsString::try_from(&params)?,
                salt: Some(salt),
                hash: Some(Output::new(&out)?),
            })
        };
        let hash: Result<_, argon2::password_hash::Error> = hash();
        Ok(hash.map_err(|e| anyhow::anyhow!("hash a password: {e}"))?.to_string())
    }
}

/// Prepares a typed password for hashing (RFC 8265, 4.2, without its refusals): every space is a space, and a letter
/// with its accent is the same from any keyboard.
fn prepare(typed: &str) -> Zeroizing<String> {
    let spaces = typed.chars().map(|c| match c {
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        other => other,
    });
    Zeroizing::new(spaces.nfc().collect())
}

/// Checks a typed password. Without a hash the answer is no, after the same time. Older hashes are of the password as
/// typed: when that differs both are tried, even if the first fits.
pub fn verify(typed: &str, hash: Option<&str>, memory: &mut Memory) -> bool {
    // Hash of an unknown password, with the parameters in use.
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZSBzYWx0IGZvciBub2JvZHk$\
        aWGvbjBUEJvT1nOWDGYs1lyyhO2WlqFv1tBoXD1mvmM";
    // An accent may be a character of its own, and a letter may have several.
    let typed: Zeroizing<String> = Zeroizing::new(typed.chars().take(4 * MOST).collect());
    let prepared = prepare(&typed);
    let Ok(known) = PasswordHash::new(hash.unwrap_or(NOBODY)) else {
        return false;
    };
    let mut matches = fits(&prepared, &known, memory);
    if prepared != typed {
        matches |= fits(&typed, &known, memory);
    }
    matches && hash.is_some()
}

fn fits(typed: &str, known: &PasswordHash, memory: &mut Memory) -> bool {
    let fits = || {
        let (Some(salt), Some(hash)) = (&known.salt, &known.hash) else {
            return Ok(false);
        };
        let algorithm = Algorithm::try_from(known.algorithm.as_str())?;
        let version = known.version.map_or(Ok(Version::default()), Version::try_from)?;
        let argon = Argon2::new(algorithm, version, Params::try_from(known)?);
        let mut out = vec![0; hash.len()];
        argon.hash_password_into_with_memory(typed.as_bytes(), salt, &mut out, memory)?;
        Ok(out.ct_eq(hash.as_bytes()).into())
    };
    let fits: Result<_, argon2::password_hash::Error> = fits();
    fits.unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strength() {
        let about = ["mia peeters", "mia@example.org"];
        for weak in
            ["short", "aaaaaaaaaaaa", "MiaPeeters2026", "wachtwoord12", "motdepasse123", "123456789012"]
        {
            assert!(Password::parse(weak, &about).is_err(), "{weak}");
        }
        assert!(Password::parse(&"x7".repeat(65), &about).is_err());
        assert!(Password::parse("gluten trappist kadans 9", &about).is_ok());
        let named = ["Wolkenbreuk Kadansgluten"];
        assert!(Password::parse("kadansgluten", &[]).is_ok());
        assert!(Password::parse("kadansgluten", &named).is_err(), "half of a name");
    }

    fn memory() -> Vec<argon2::Block> {
        vec![argon2::Block::new(); Params::DEFAULT.block_count()]
    }

    #[test]
    fn only_the_right_password_of_somebody_fits() {
        let memory = &mut memory()[..];
        let hash = Password::parse("gluten trappist kadans 9", &[]).unwrap().hash(memory).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify("gluten trappist kadans 9", Some(&hash), memory));
        assert!(!verify("gluten trappist kadans 8", Some(&hash), memory));
        assert!(!verify("", None, memory));
        let nobody = PasswordHash::new(
            "$argon2id$v=19$m=19456,t=2,p=1$c29tZSBzYWx0IGZvciBub2JvZHk$aWGvbjBUEJvT1nOWDGYs1lyyhO2WlqFv1tBoXD1mvmM",
        );
        assert!(nobody.is_ok(), "an unreadable stand-in would answer at once");
    }

    #[test]
    fn hashes_from_before_still_fit() {
        use argon2::PasswordHasher;
        let memory = &mut memory()[..];
        // Hashed as typed, as older versions did.
        for typed in ["gluten trappist kadans 9", "cafe\u{301} cre\u{300}me kadans 9"] {
            let hash = Argon2::default().hash_password(typed.as_bytes()).unwrap();
            let hash = hash.to_string();
            assert!(verify(typed, Some(&hash), memory), "{typed}");
            assert!(!verify("gluten trappist kadans 8", Some(&hash), memory));
        }
    }

    #[test]
    fn every_keyboard_types_the_same_password() {
        let memory = &mut memory()[..];
        let (one, two) = ("caf\u{e9} cr\u{e8}me kadans 9", "cafe\u{301} cre\u{300}me\u{a0}kadans 9");
        for (chosen, typed) in [(one, two), (two, one)] {
            let hash = Password::parse(chosen, &[]).unwrap().hash(memory).unwrap();
            assert!(verify(typed, Some(&hash), memory) && verify(chosen, Some(&hash), memory));
        }
        let accents = |one: &str| format!("gluten trappist kadans 9{}", one.repeat(100));
        let hash = Password::parse(&accents("\u{e9}"), &[]).unwrap().hash(memory).unwrap();
        assert!(verify(&accents("e\u{301}"), Some(&hash), memory), "224 signs, 124 letters");
        let long = "e\u{301}".repeat(127);
        assert!(!matches!(Password::parse(&long, &[]), Err(TextError::TooLong { .. })));
    }

    #[test]
    fn twelve_to_a_hundred_and_twenty_eight_characters_fit() {
        let sized = |size: usize| {
            let text: String = "gluten trappist kadans 9 ".chars().cycle().take(size).collect();
            Password::parse(&text, &[]).err()
        };
        assert_eq!(sized(0), Some(TextError::Required));
        assert_eq!(sized(11), Some(TextError::TooShort { min: 12 }));
        assert_eq!(sized(128), None);
        assert_eq!(sized(129), Some(TextError::TooLong { max: 128, now: 129 }));
        assert!(Password::parse("kadansgluten", &[]).is_ok(), "twelve");
        assert_eq!(Password::parse("gluten trappist\u{7} kadans", &[]).err(), Some(TextError::NotText));
    }

    #[test]
    fn strength_begins_at_the_third_score() {
        use zxcvbn::Score;
        let mut seen = vec![];
        for size in 2..=10 {
            let text = format!("aaaaaaaaaa{}", &"q7vx2kz9w4"[..size]);
            let score = zxcvbn::zxcvbn(&text, &[]).score();
            assert_eq!(Password::parse(&text, &[]).is_ok(), score >= Score::Three, "{text}");
            seen.push(score);
        }
        assert!(seen.contains(&Score::Two) && seen.contains(&Score::Three), "{seen:?}");
    }
}
