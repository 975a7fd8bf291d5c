//! Cursor of the next page of results. It is good for one search only, and tells nothing that the page before did not.

use crate::ids::StoryId;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use std::cmp::Ordering;

/// Bytes of a search's mark, of a fit, of a week.
const SIZES: (usize, usize, usize) = (8, 4, 8);

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

    /// Writes it for the address of the next page of `search`: the canonical text of everything that was asked.
    pub fn write(&self, search: &str) -> String {
        let mut bytes = mark(search);
        bytes.extend(self.fit.to_be_bytes());
        bytes.extend(self.week.as_bytes());
        bytes.extend(self.story.as_bytes());
        BASE64_URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads it from an address; nothing when it is forged or of another search.
    pub fn read(search: &str, written: &str) -> Option<Self> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(written).ok()?;
        let (own, rest) = bytes.split_at_checked(SIZES.0)?;
        let (fit, rest) = rest.split_at_checked(SIZES.1)?;
        let (week, story) = rest.split_at_checked(SIZES.2)?;
        let fit = f32::from_be_bytes(fit.try_into().ok()?);
        let story = uuid::Uuid::from_slice(story).ok()?.into();
        let week =
            std::str::from_utf8(week).ok().filter(|week| week.bytes().all(|byte| byte.is_ascii_graphic()))?;
        (own == mark(search) && fit.is_finite()).then(|| Self { fit, week: week.to_owned(), story })
    }
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
        let written = place().write("q=fout");
        assert!(Place::read("q=fout", &written).is_some());
        assert_eq!(Place::read("q=boot", &written), None);
        for forged in ["", "x", &written[1..], &format!("{written}AAAA"), &written.replace('A', "é")] {
            assert_eq!(Place::read("q=fout", forged).filter(|_| forged != written), None, "{forged}");
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
        fn what_is_written_is_read(fit in 0.0_f32..10.0, year in 2000..2100, week in 1..54) {
            let place = Place { fit, week: format!("{year}-W{week:02}"), story: StoryId::new() };
            prop_assert_eq!(Place::read("x", &place.write("x")), Some(place));
        }

        #[test]
        fn nonsense_is_no_place(written in "\\PC{0,80}") {
            prop_assert_eq!(Place::read("x", &written), None);
        }
    }
}
