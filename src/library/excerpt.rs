//! Beginnings of texts, for cards.

use crate::platform::text::beginning;

/// Most characters of an excerpt.
pub const EXCERPT: usize = 200;

pub fn excerpt(text: &str) -> String {
    beginning(text, EXCERPT)
}
