//! Cursor of the next page of results. It is good for one search only, and tells nothing that the page before did not.

use super::query::MOST;
use crate::{ids::StoryId, platform::i18n::Language};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use std::cmp::Ordering;

/// Bytes of a search's mark, of how it went on, of a fit, of a week.
const SIZES: (usize, usize, usize, usize) = (8, 4, 4, 8);

/// Words that a search looked for in the end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum How {
    /// All, as they were typed.
    #[default]
    Typed,
    /// All, and those that no story has as they may have been meant.
    Meant,
    /// Any of these.
    Any,
}

impl How {
    pub const ALL: [Self; 3] = [Self::Typed, Self::Meant, Self::Any];
}

/// Where a page of results begins, and how the first one came about: whatever is told or withdrawn meanwhile, the pages
/// are those of one list.
#[derive(Debug, Clone, PartialEq)]
pub struct Cursor {
    /// Last story of the page before.
    pub after: Place,
    pub how: How,
    /// Terms that no story had, one bit each.
    pub unknown: u16,
    /// Language of the first page.
    pub reader: Language,
}

// Each term has a bit.
const _: () = assert!(MOST <= 16);

/// A story among the results of a search.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Rank of the last story shown; 0 in an order by week.
    pub fit: f32,
    pub week: String,
    pub story: StoryId,
}

impl Place {
    /// Compares in the order of results: best, newest, then by id.
    pub fn order(&self, other: &Self) -> Ordering {
        let fits = other.fit.total_cmp(&self.fit);
        fits.then_with(|| other.week.cmp(&self.week)).then_with(|| self.story.cmp(&other.story))
    }
}

impl Cursor {
    /// Writes it for the address of the next page of `search`: the canonical text of everything that was asked.
    pub fn write(&self, search: &str) -> String {
        let mut bytes = mark(search);
        bytes.extend([number(&How::ALL, self.how), number(Language::ALL, self.reader)]);
        bytes.extend(self.unknown.to_be_bytes());
        bytes.extend(self.after.fit.to_be_bytes());
        bytes.extend(self.after.week.as_bytes());
        bytes.extend(self.after.story.as_bytes());
        BASE64_URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads it from an address; nothing when it is forged or of another search.
    pub fn read(search: &str, written: &str) -> Option<Self> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(written).ok()?;
        let (own, rest) = bytes.split_at_checked(SIZES.0)?;
        let (way, rest) = rest.split_at_checked(SIZES.1)?;
        let (fit, rest) = rest.split_at_checked(SIZES.2)?;
        let (week, story) = rest.split_at_checked(SIZES.3)?;
        let [how, reader, unknown @ ..]: [u8; 4] = way.try_into().ok()?;
        let fit = f32::from_be_bytes(fit.try_into().ok()?);
        let story = uuid::Uuid::from_slice(story).ok()?.into();
        let week =
            std::str::from_utf8(week).ok().filter(|week| week.bytes().all(|byte| byte.is_ascii_graphic()))?;
        (own == mark(search) && fit.is_finite()).then_some(())?;
        Some(Self {
            after: Place { fit, week: week.to_owned(), story },
            how: *How::ALL.get(usize::from(how))?,
            unknown: u16::from_be_bytes(unknown),
            reader: *Language::ALL.get(usize::from(reader))?,
        })
    }
}

fn number<T: PartialEq>(all: &[T], one: T) -> u8 {
    all.iter().position(|other| *other == one).and_then(|n| u8::try_from(n).ok()).unwrap_or_default()
}

fn mark(search: &str) -> Vec<u8> {
    Sha256::digest(search).iter().take(SIZES.0).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn place() -> Place {
        Place { fit: 0.25, week: "2026-W48".to_owned(), story: StoryId::new() }
    }

    #[test]
    fn a_place_is_good_for_its_own_search() {
        let cursor = Cursor { after: place(), how: How::Meant, unknown: 5, reader: Language::Fr };
        let written = cursor.write("q=fout");
        assert_eq!(Cursor::read("q=fout", &written), Some(cursor));
        assert_eq!(Cursor::read("q=boot", &written), None);
        for forged in ["", "x", &written[1..], &format!("{written}AAAA"), &written.replace('A', "é")] {
            assert_eq!(Cursor::read("q=fout", forged).filter(|_| forged != written), None, "{forged}");
        }
    }

    #[test]
    fn results_have_one_order() {
        let (best, mut older, mut worse) = (place(), place(), place());
        older.week = "2026-W02".to_owned();
        worse.fit = 0.125;
        let mut all = [worse.clone(), older.clone(), best.clone()];
        all.sort_by(Place::order);
        assert_eq!(all, [best, older, worse]);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            fit in 0.0_f32..10.0, year in 2000..2100, week in 1..54, how in 0..3_usize, reader in 0..3_usize, unknown: u16,
        ) {
            let after = Place { fit, week: format!("{year}-W{week:02}"), story: StoryId::new() };
            let cursor = Cursor { after, how: How::ALL[how], unknown, reader: Language::ALL[reader] };
            prop_assert_eq!(Cursor::read("x", &cursor.write("x")), Some(cursor));
        }

        #[test]
        fn nonsense_is_no_place(written in "\\PC{0,80}") {
            prop_assert_eq!(Cursor::read("x", &written), None);
        }
    }
}
