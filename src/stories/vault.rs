//! Texts at rest: padded, sealed under a key of their own, which is wrapped by the organisation's key of a month.
//!
//! Erasing a text is deleting its wrapped key.

use crate::{
    ids::{MessageId, OrganisationId, QuestionId, StoryId},
    platform::{
        keys::{Key, Keys},
        seal::{self, Unopenable},
    },
};
use anyhow::Context;
use serde::{Serialize, de::DeserializeOwned};

/// Padded texts are a multiple of this many bytes: most stories have the same size then.
const STEP: usize = 8 * 1024;
/// Bytes of the length before a padded text.
const LENGTH: usize = 4;

/// Text as the database keeps it.
#[derive(Debug, Clone)]
pub struct Sealed {
    /// Month of the key that wraps its key.
    pub key_month: String,
    pub wrapped_key: Vec<u8>,
    pub sealed: Vec<u8>,
}

impl Sealed {
    /// Returns the text of a row; `None` when it is erased.
    pub fn of(key_month: String, wrapped_key: Option<Vec<u8>>, sealed: Option<Vec<u8>>) -> Option<Self> {
        Some(Self { key_month, wrapped_key: wrapped_key?, sealed: sealed? })
    }
}

/// Identity of a text, authenticated by its seal, so that no text opens in place of another.
#[derive(Debug, Clone, Copy)]
pub struct TextId {
    pub organisation: OrganisationId,
    pub story: StoryId,
    pub part: Part,
}

/// Text of a story.
#[derive(Debug, Clone, Copy)]
pub enum Part {
    /// Version, by number.
    Version(i32),
    Message(MessageId),
    /// Question of a reader, with its answer.
    Question(QuestionId),
    /// Words of moderators for each other.
    Memo,
}

impl TextId {
    fn context(self, what: &[u8], key_month: &str) -> Vec<u8> {
        let part = match self.part {
            Part::Version(number) => [&b"version"[..], &number.to_be_bytes()].concat(),
            Part::Message(id) => [&b"message"[..], id.as_bytes()].concat(),
            Part::Question(id) => [&b"question"[..], id.as_bytes()].concat(),
            Part::Memo => b"memo".to_vec(),
        };
        [what, self.organisation.as_bytes(), self.story.as_bytes(), &part, key_month.as_bytes()].concat()
    }
}

/// Seals a text under the key of `month`.
pub fn seal(keys: &Keys, id: TextId, month: &str, words: &impl Serialize) -> anyhow::Result<Sealed> {
    let plain = serde_json::to_vec(words).context("write a story")?;
    let size = (plain.len() + LENGTH).div_ceil(STEP) * STEP;
    let padded = seal::pad(&plain, size).context("pad a story")?;
    let own = Key::generate();
    let wrapping = keys.month(id.organisation, month)?;
    Ok(Sealed {
        key_month: month.to_owned(),
        wrapped_key: seal::seal(&wrapping, own.expose(), &id.context(b"key", month))?,
        sealed: seal::seal(&own, &padded, &id.context(b"text", month))?,
    })
}

/// Opens a text; `None` when the month's key was destroyed. So an erased text that comes back with an old copy of the
/// database stays erased.
pub fn open<T: DeserializeOwned>(keys: &Keys, id: TextId, sealed: &Sealed) -> anyhow::Result<Option<T>> {
    let month = sealed.key_month.as_str();
    let Some(wrapping) = keys.existing_month(id.organisation, month)? else {
        return Ok(None);
    };
    let own = seal::open(&wrapping, &sealed.wrapped_key, &id.context(b"key", month))?;
    let own: Key = <[u8; 32]>::try_from(own).map_err(|_| Unopenable)?.into();
    let padded = seal::open(&own, &sealed.sealed, &id.context(b"text", month))?;
    serde_json::from_slice(seal::unpad(&padded)?).map(Some).map_err(|_| anyhow::anyhow!("not a story"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stories::StoryText;

    #[test]
    fn a_text_opens_in_its_place_only_and_shows_no_length() {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::open(folder.path()).unwrap();
        let id =
            TextId { organisation: OrganisationId::new(), story: StoryId::new(), part: Part::Version(1) };
        let text = |words: &str| StoryText { title: words.to_owned(), ..StoryText::default() };
        let short = seal(&keys, id, "2026-11", &text("x")).unwrap();
        let long = seal(&keys, id, "2026-11", &text(&"x".repeat(7_000))).unwrap();
        assert_eq!(short.sealed.len(), long.sealed.len());
        assert_eq!(open(&keys, id, &short).unwrap(), Some(text("x")));
        let elsewhere = [
            TextId { part: Part::Version(2), ..id },
            TextId { part: Part::Message(MessageId::new()), ..id },
            TextId { part: Part::Memo, ..id },
            TextId { story: StoryId::new(), ..id },
        ];
        for other in elsewhere {
            assert!(open::<StoryText>(&keys, other, &short).is_err());
        }
        let swapped = Sealed { wrapped_key: long.wrapped_key, ..short.clone() };
        assert!(open::<StoryText>(&keys, id, &swapped).is_err());
        keys.destroy_month(id.organisation, "2026-11").unwrap();
        for _ in 0..2 {
            assert_eq!(open::<StoryText>(&keys, id, &short).unwrap(), None);
        }
        assert!(keys.months(id.organisation).unwrap().is_empty(), "opening makes no key");
    }

    #[test]
    fn a_sealed_text_has_one_of_a_few_sizes() {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keys::open(folder.path()).unwrap();
        let id =
            TextId { organisation: OrganisationId::new(), story: StoryId::new(), part: Part::Version(1) };
        // Two quotation marks around the words, four bytes of length before them.
        let sealed = |size: usize| seal(&keys, id, "2026-11", &"x".repeat(size - 2)).unwrap();
        let one = sealed(100).sealed.len();
        assert_eq!(sealed(STEP - LENGTH).sealed.len(), one, "just full");
        assert_eq!(sealed(STEP - LENGTH + 1).sealed.len(), one + STEP);
        assert_eq!(sealed(2 * STEP).sealed.len(), one + 2 * STEP);
        let row = sealed(100);
        let of = |key, text| Sealed::of("2026-11".to_owned(), key, text);
        assert!(of(Some(row.wrapped_key.clone()), Some(row.sealed.clone())).is_some());
        assert!(of(None, Some(row.sealed)).is_none() && of(Some(row.wrapped_key), None).is_none());
    }
}
