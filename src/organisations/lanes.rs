//! The ways in. Telling by name is always open, in quarantine where it comes without the poster code; these two are for
//! those who stay unknown.

use super::house::House;
use serde::Serialize;

/// The most that the open lane may take in a day.
pub const MOST_A_DAY: i32 = 10_000;

/// Stories a day that are taken with a name and without the poster code, where the open lane says nothing.
pub const NAMED_A_DAY: i32 = 20;

/// Which ways in an organisation offers to authors whom nobody knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Lanes {
    /// With the poster code of the round.
    pub house: bool,
    /// Without it: stories a day at most, 1 to [`MOST_A_DAY`]. They are kept apart until a moderator looks.
    pub open: Option<i32>,
}

impl Default for Lanes {
    /// Lanes of a new organisation: with the poster code only.
    fn default() -> Self {
        Self {
            house: true,
            open: None,
        }
    }
}

impl Lanes {
    /// Those of them that are open in a house: none where nobody would stay unknown.
    pub fn in_house(self, house: House) -> Self {
        if house == House::Tiny {
            Self {
                house: false,
                open: None,
            }
        } else {
            self
        }
    }

    /// Returns the daily bound on stories of people who do not show that they work here.
    pub fn most_unverified(self) -> i32 {
        self.open.unwrap_or(NAMED_A_DAY)
    }

    /// Whether anybody can tell without a name.
    pub const fn take_unknown(self) -> bool {
        self.house || self.open.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn among_very_few_no_lane_is_open_to_unknown_authors() {
        let both = Lanes {
            house: true,
            open: Some(7),
        };
        assert_eq!(both.in_house(House::Small), both);
        assert!(both.take_unknown() && !both.in_house(House::Tiny).take_unknown());
        let open = Lanes { house: false, ..both };
        assert!(open.take_unknown() && Lanes::default().take_unknown());
        assert_eq!(
            (both.most_unverified(), Lanes::default().most_unverified()),
            (7, NAMED_A_DAY)
        );
    }
}
