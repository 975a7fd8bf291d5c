//! How many people can tell stories: among so many does somebody hide who stays unknown.

use serde::Serialize;

/// With fewer people than these, nobody stays unknown: the ways in without a name are closed.
pub const LEAST: i32 = 10;
/// With fewer people than these, one hides among few.
pub const MANY: i32 = 25;
/// The most people that can be said.
pub const MOST: i32 = 1_000_000;

/// How well a house hides its people, as far as somebody said how many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum House {
    /// Nobody said how many people can tell.
    Unsaid,
    /// Fewer than [`LEAST`].
    Tiny,
    /// Fewer than [`MANY`].
    Small,
    Large,
}

impl House {
    /// The house of so many people.
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
