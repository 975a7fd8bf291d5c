//! Words at rest: padded, sealed under a key of their own, which is wrapped by the organisation's key of a month.
//!
//! Erasing a version is forgetting its wrapped key.

use crate::{
    ids::{MessageId, OrganisationId, StoryId},
    platform::{
        keys::{Key, Keys},
        seal::{self, Unopenable},
    },
};
use anyhow::Context;
use serde::{Serialize, de::DeserializeOwned};

/// Sealed versions are a multiple of this many bytes: most stories are of one size then.
const STEP: usize = 8 * 1024;
/// Bytes of a padded text's length.
const LENGTH: usize = 4;

/// Words as the database keeps them.
#[derive(Debug, Clone)]
pub struct Sealed {
    /// Month of the key that wraps their key.
    pub key_month: String,
    pub wrapped_key: Vec<u8>,
    /// The words, padded and sealed.
    pub sealed: Vec<u8>,
}

impl Sealed {
    /// From a row; none when what was in it is erased.
    pub fn of(key_month: String, wrapped_key: Option<Vec<u8>>, sealed: Option<Vec<u8>>) -> Option<Self> {
        Some(Self {
            key_month,
            wrapped_key: wrapped_key?,
            sealed: sealed?,
        })
    }
}

/// Which words of which story: bound into what is sealed, so that nothing can be put in another's place.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub organisation: OrganisationId,
    pub story: StoryId,
    /// Which of its words.
    pub part: Part,
}

/// Which words of a story.
#[derive(Debug, Clone, Copy)]
pub enum Part {
    /// A version of its text, by number.
    Version(i32),
    /// Something said under it.
    Message(MessageId),
}

impl Place {
    fn context(self, what: &[u8], key_month: &str) -> Vec<u8> {
        let part = match self.part {
            Part::Version(number) => [&b"version"[..], &number.to_be_bytes()].concat(),
            Part::Message(id) => [&b"message"[..], id.as_bytes()].concat(),
        };
        [
            what,
            self.organisation.as_bytes(),
            self.story.as_bytes(),
            &part,
            key_month.as_bytes(),
        ]
        .concat()
    }
}

/// Seals words for `place` in `month`.
pub fn seal(keys: &Keys, place: Place, month: &str, words: &impl Serialize) -> anyhow::Result<Sealed> {
    let plain = serde_json::to_vec(words).context("write a story")?;
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

/// Opens sealed words; none when the month's key was destroyed. That happens to words that were erased, and come back
/// with an old copy of the database: for everybody they stay erased.
pub fn open<T: DeserializeOwned>(keys: &Keys, place: Place, sealed: &Sealed) -> anyhow::Result<Option<T>> {
    let month = sealed.key_month.as_str();
    let Some(wrapping) = keys.kept_month(place.organisation, month)? else {
        return Ok(None);
    };
    let own = seal::open(&wrapping, &sealed.wrapped_key, &place.context(b"key", month))?;
    let own: Key = <[u8; 32]>::try_from(own).map_err(|_| Unopenable)?.into();
    let padded = seal::open(&own, &sealed.sealed, &place.context(b"text", month))?;
    serde_json::from_slice(seal::unpad(&padded)?)
        .map(Some)
        .map_err(|_| anyhow::anyhow!("a story that is none"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stories::StoryText;

    #[test]
    fn a_text_opens_in_its_place_only_and_shows_no_length() {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::open(folder.path()).unwrap();
        let place = Place {
            organisation: OrganisationId::new(),
            story: StoryId::new(),
            part: Part::Version(1),
        };
        let text = |words: &str| StoryText {
            title: words.to_owned(),
            ..StoryText::default()
        };
        let short = seal(&keys, place, "2026-11", &text("x")).unwrap();
        let long = seal(&keys, place, "2026-11", &text(&"x".repeat(7_000))).unwrap();
        assert_eq!(short.sealed.len(), long.sealed.len());
        assert_eq!(open(&keys, place, &short).unwrap(), Some(text("x")));
        let elsewhere = [
            Place {
                part: Part::Version(2),
                ..place
            },
            Place {
                part: Part::Message(MessageId::new()),
                ..place
            },
            Place {
                story: StoryId::new(),
                ..place
            },
        ];
        for other in elsewhere {
            assert!(open::<StoryText>(&keys, other, &short).is_err());
        }
        let swapped = Sealed {
            wrapped_key: long.wrapped_key,
            ..short.clone()
        };
        assert!(open::<StoryText>(&keys, place, &swapped).is_err());
        keys.destroy_month(place.organisation, "2026-11").unwrap();
        for _ in 0..2 {
            assert_eq!(open::<StoryText>(&keys, place, &short).unwrap(), None);
        }
        assert!(
            keys.months(place.organisation).unwrap().is_empty(),
            "opening makes no key"
        );
    }
}
