//! Number of people who can tell stories: the group in which an anonymous author hides.

use serde::Serialize;

/// Below this, nobody stays anonymous: only the named lane is open.
pub const LEAST: i32 = 10;
/// Below this, one hides among few.
pub const MANY: i32 = 25;
/// Upper bound of the number.
pub const MOST: i32 = 1_000_000;

/// Size of a house, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum House {
    Unsaid,
    /// Fewer than [`LEAST`].
    Tiny,
    /// Fewer than [`MANY`].
    Small,
    Large,
}

impl House {
    pub const fn of(people: Option<i32>) -> Self {
        match people {
            None => Self::Unsaid,
            Some(..LEAST) => Self::Tiny,
            Some(LEAST..MANY) => Self::Small,
            Some(MANY..) => Self::Large,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn houses_by_their_people() {
        for (people, house) in [
            (None, House::Unsaid),
            (Some(1), House::Tiny),
            (Some(9), House::Tiny),
            (Some(10), House::Small),
            (Some(24), House::Small),
            (Some(25), House::Large),
            (Some(MOST), House::Large),
        ] {
            assert_eq!(House::of(people), house, "{people:?}");
        }
    }
}
