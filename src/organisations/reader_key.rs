//! The key to the readers' door: 160 random bits, the same for all readers of an organisation, so that it proves
//! belonging and tells nobody apart. It stands in the house link, in a cookie for pages of readers, and in addresses for
//! calendar programs.

use crate::{platform::random, text_enum};
use chrono::{Days, NaiveDate};
use subtle::ConstantTimeEq;

/// Lower-case Crockford base 32.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH: usize = 32;
/// Time in which calendars and feeds with the key of the round before go on: a quarter, so that whoever looks into a
/// calendar now and then finds the new link in a mail before.
pub const OVERLAP: Days = Days::new(91);

#[derive(Clone, PartialEq, Eq)]
pub struct ReaderKey(String);

text_enum! {
    pub enum KeyState {
        Current = "current",
        /// Replaced, or ended by an administrator.
        Old = "old",
    }
}

/// A key of an organisation.
#[derive(Debug, Clone)]
pub struct KnownKey {
    /// Number, from 1.
    pub number: i32,
    pub key: ReaderKey,
    pub state: KeyState,
    /// Last day on which an old key opens calendars and feeds.
    pub feeds_until: Option<NaiveDate>,
}

/// Reach of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    /// Everything that is for readers.
    Door,
    /// Calendars and feeds, for a while.
    Feeds,
    /// Nothing any more: it is old.
    Nothing,
}

impl ReaderKey {
    pub fn generate() -> Self {
        let symbol = |byte: u8| char::from(ALPHABET.get(usize::from(byte) % 32).copied().unwrap_or(b'0'));
        Self(random::bytes::<LENGTH>().map(symbol).iter().collect())
    }

    /// Wraps a stored key.
    pub const fn known(key: String) -> Self {
        Self(key)
    }

    /// Parses what somebody presents, with punctuation behind it as copied from a mail; `None` if it is no key.
    pub fn parse(given: &str) -> Option<Self> {
        let key = given.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        let fits = key.len() == LENGTH && key.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase());
        fits.then(|| Self(key.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Compares in a time that tells nothing.
    pub fn is(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl std::fmt::Debug for ReaderKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ReaderKey(…)")
    }
}

/// Tells what a presented key opens today; `None` for a key that is unknown here.
pub fn opens(known: &[KnownKey], given: &ReaderKey, today: NaiveDate) -> Option<Opens> {
    let known = known.iter().find(|known| known.key.is(given))?;
    Some(match known.state {
        KeyState::Current => Opens::Door,
        KeyState::Old if known.feeds_until.is_some_and(|last| today <= last) => Opens::Feeds,
        KeyState::Old => Opens::Nothing,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn keys_differ_and_are_read_again_and_never_printed() {
        let keys: BTreeSet<String> = (0..50).map(|_| ReaderKey::generate().0).collect();
        assert_eq!(keys.len(), 50);
        for key in keys {
            let read = ReaderKey::parse(&key).unwrap();
            assert!(read.is(&ReaderKey::known(key.clone())) && format!("{read:?}") == "ReaderKey(…)");
            assert!(ReaderKey::parse(&format!("{key}>.")).is_some(), "as copied from a mail");
            for bad in [&key[1..], &key.to_uppercase(), &format!("{key}0"), &key.replace(&key[..1], "é"), ""]
            {
                assert!(
                    ReaderKey::parse(bad).is_none_or(|read| !read.is(&ReaderKey::known(key.clone()))),
                    "{bad}"
                );
            }
        }
        assert!(ReaderKey::parse(&"0".repeat(10_000)).is_none());
    }

    #[test]
    fn an_old_key_opens_calendars_for_a_while() {
        let day = |n| NaiveDate::from_ymd_opt(2026, 12, n).unwrap();
        let key = |state, feeds_until| {
            let known = KnownKey { number: 1, key: ReaderKey::generate(), state, feeds_until };
            (known.key.clone(), known)
        };
        let (current, one) = key(KeyState::Current, None);
        let (overlapping, two) = key(KeyState::Old, Some(day(9)));
        let (ended, three) = key(KeyState::Old, None);
        let known = [one, two, three];
        let opens_on = |given, n| opens(&known, given, day(n));
        assert_eq!(opens_on(&current, 1), Some(Opens::Door));
        assert_eq!([9, 10].map(|n| opens_on(&overlapping, n)), [Some(Opens::Feeds), Some(Opens::Nothing)]);
        assert_eq!(opens_on(&ended, 1), Some(Opens::Nothing));
        assert_eq!(opens_on(&ReaderKey::generate(), 1), None);
    }
}
