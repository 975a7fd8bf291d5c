//! Passwords: OWASP's argon2id parameters, strength instead of composition rules (ASVS 5.0 V6.2).

use crate::platform::text::TextError;
use argon2::{Argon2, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};
use zeroize::Zeroizing;

/// A password strong enough to be taken: 12 to 128 characters, hard to guess.
pub struct Password(Zeroizing<String>);

const LEAST: usize = 12;
const MOST: usize = 128;
/// Words that a Dutch or French speaker reaches for first; zxcvbn knows the English ones.
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
    /// Takes a new password. `about` is what an attacker knows of the person: name, address.
    ///
    /// # Errors
    /// [`TextError`] when it is too short, too long, no text, or easy to guess.
    pub fn parse(raw: &str, about: &[&str]) -> Result<Self, TextError> {
        match raw.chars().count() {
            0 => return Err(TextError::Required),
            n if n < LEAST => return Err(TextError::TooShort { min: LEAST }),
            now if now > MOST => return Err(TextError::TooLong { max: MOST, now }),
            _ => {}
        }
        // What nobody can type, nobody can type again.
        if raw.chars().any(char::is_control) {
            return Err(TextError::NotText);
        }
        let words = about
            .iter()
            .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
        let joined: Vec<String> = about
            .iter()
            .map(|text| text.chars().filter(|c| c.is_alphanumeric()).collect())
            .collect();
        let known: Vec<&str> = words
            .chain(joined.iter().map(String::as_str))
            .chain(COMMON.iter().copied())
            .collect();
        if zxcvbn::zxcvbn(raw, &known).score() < zxcvbn::Score::Three {
            return Err(TextError::Form("accounts-password-weak"));
        }
        Ok(Self(Zeroizing::new(raw.to_owned())))
    }

    /// Its hash in PHC form. Takes a core for tens of milliseconds.
    ///
    /// # Errors
    /// When the hash cannot be computed.
    pub fn hash(&self) -> anyhow::Result<String> {
        let hash = Argon2::default().hash_password(self.0.as_bytes());
        Ok(hash
            .map_err(|e| anyhow::anyhow!("hash a password: {e}"))?
            .to_string())
    }
}

/// Whether `typed` is the password of `hash`. Without a hash the answer is no, after the same time.
#[must_use]
pub fn verify(typed: &str, hash: Option<&str>) -> bool {
    // Of a password nobody knows, with the parameters in use.
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZSBzYWx0IGZvciBub2JvZHk$\
        aWGvbjBUEJvT1nOWDGYs1lyyhO2WlqFv1tBoXD1mvmM";
    let typed: String = typed.chars().take(MOST + 1).collect();
    let matches = PasswordHash::new(hash.unwrap_or(NOBODY))
        .is_ok_and(|hash| Argon2::default().verify_password(typed.as_bytes(), &hash).is_ok());
    matches && hash.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strength() {
        let about = ["mia peeters", "mia@example.org"];
        for weak in [
            "short",
            "aaaaaaaaaaaa",
            "MiaPeeters2026",
            "wachtwoord12",
            "motdepasse123",
            "123456789012",
        ] {
            assert!(Password::parse(weak, &about).is_err(), "{weak}");
        }
        assert!(Password::parse(&"x7".repeat(65), &about).is_err());
        assert!(Password::parse("gluten trappist kadans 9", &about).is_ok());
    }

    #[test]
    fn only_the_right_password_of_somebody_fits() {
        let hash = Password::parse("gluten trappist kadans 9", &[])
            .unwrap()
            .hash()
            .unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify("gluten trappist kadans 9", Some(&hash)));
        assert!(!verify("gluten trappist kadans 8", Some(&hash)));
        assert!(!verify("", None));
        let nobody = PasswordHash::new(
            "$argon2id$v=19$m=19456,t=2,p=1$c29tZSBzYWx0IGZvciBub2JvZHk$aWGvbjBUEJvT1nOWDGYs1lyyhO2WlqFv1tBoXD1mvmM",
        );
        assert!(nobody.is_ok(), "an unreadable stand-in would answer at once");
    }
}
