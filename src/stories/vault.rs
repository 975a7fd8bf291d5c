//! Words at rest: padded, sealed under a key of their own, which is wrapped by the organisation's key of a month.
//!
//! Erasing a version is forgetting its wrapped key.

use super::text::StoryText;
use crate::{
    ids::{OrganisationId, StoryId},
    platform::{
        keys::{Key, Keys},
        seal::{self, Unopenable},
    },
};
use anyhow::Context;

/// Sealed versions are a multiple of this many bytes: most stories are of one size then.
const STEP: usize = 8 * 1024;
/// Bytes of a padded text's length.
const LENGTH: usize = 4;

/// A version as the database keeps it.
#[derive(Debug, Clone)]
pub struct Sealed {
    /// Month of the key that wraps its key.
    pub key_month: String,
    /// Its key, wrapped.
    pub wrapped_key: Vec<u8>,
    /// Its words, padded and sealed.
    pub sealed: Vec<u8>,
}

/// Which version of which story: bound into what is sealed, so that nothing can be put in another's place.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Whose.
    pub organisation: OrganisationId,
    /// Which story.
    pub story: StoryId,
    /// Which version.
    pub number: i32,
}

impl Place {
    fn context(self, what: &[u8], key_month: &str) -> Vec<u8> {
        let number = self.number.to_be_bytes();
        [
            what,
            self.organisation.as_bytes(),
            self.story.as_bytes(),
            &number,
            key_month.as_bytes(),
        ]
        .concat()
    }
}

/// Seals a text for `place` in `month`.
///
/// # Errors
/// When the month's key cannot be read or made.
pub fn seal(keys: &Keys, place: Place, month: &str, text: &StoryText) -> anyhow::Result<Sealed> {
    let plain = serde_json::to_vec(text).context("write a story")?;
    let size = (plain.len() + LENGTH).div_ceil(STEP) * STEP;
    let padded = seal::pad(&plain, size).context("pad a story")?;
    let own = Key::generate();
    let wrapping = keys.month(place.organisation, month)?;
    Ok(Sealed {
        key_month: month.to_owned(),
        wrapped_key: seal::seal(&wrapping, own.expose(), &place.context(b"key", month))?,
        sealed: seal::seal(&own, &padded, &place.context(b"text", month))?,
    })
}

/// Opens a sealed text.
///
/// # Errors
/// When the month's key is gone, or what is there was not sealed for `place`.
pub fn open(keys: &Keys, place: Place, sealed: &Sealed) -> anyhow::Result<StoryText> {
    let month = sealed.key_month.as_str();
    let wrapping = keys.month(place.organisation, month)?;
    let own = seal::open(&wrapping, &sealed.wrapped_key, &place.context(b"key", month))?;
    let own: Key = <[u8; 32]>::try_from(own).map_err(|_| Unopenable)?.into();
    let padded = seal::open(&own, &sealed.sealed, &place.context(b"text", month))?;
    serde_json::from_slice(seal::unpad(&padded)?).map_err(|_| anyhow::anyhow!("a story that is none"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_opens_in_its_place_only_and_shows_no_length() {
        let folder = std::env::temp_dir().join(format!("pratfall-vault-{}", StoryId::new()));
        let keys = Keys::open(&folder).unwrap();
        let place = Place {
            organisation: OrganisationId::new(),
            story: StoryId::new(),
            number: 1,
        };
        let text = |words: &str| StoryText {
            title: words.to_owned(),
            ..StoryText::default()
        };
        let short = seal(&keys, place, "2026-11", &text("x")).unwrap();
        let long = seal(&keys, place, "2026-11", &text(&"x".repeat(7_000))).unwrap();
        assert_eq!(short.sealed.len(), long.sealed.len());
        assert_eq!(open(&keys, place, &short).unwrap(), text("x"));
        assert!(open(&keys, Place { number: 2, ..place }, &short).is_err());
        assert!(
            open(
                &keys,
                Place {
                    story: StoryId::new(),
                    ..place
                },
                &short
            )
            .is_err()
        );
        let swapped = Sealed {
            wrapped_key: long.wrapped_key,
            ..short
        };
        assert!(open(&keys, place, &swapped).is_err());
        std::fs::remove_dir_all(folder).unwrap();
    }
}
