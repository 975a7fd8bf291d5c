//! Lanes for stories. Telling by name is always open, in quarantine without the poster code; these two are for
//! anonymous authors.

use super::house::House;
use serde::Serialize;

/// Upper bound of the open lane's stories in a day.
pub const MOST_A_DAY: i32 = 10_000;

/// Stories a day with a name and without the poster code, when the open lane is closed.
pub const NAMED_A_DAY: i32 = 20;

/// Lanes for anonymous authors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Lanes {
    /// With the poster code of the round.
    pub house: bool,
    /// Without it: most stories a day, 1 to [`MOST_A_DAY`], in quarantine until a moderator looks.
    pub open: Option<i32>,
}

impl Default for Lanes {
    /// Opens the lane with the poster code only.
    fn default() -> Self {
        Self { house: true, open: None }
    }
}

impl Lanes {
    /// Closes the lanes in a house too small to stay anonymous in.
    pub fn in_house(self, house: House) -> Self {
        if house == House::Tiny { Self { house: false, open: None } } else { self }
    }

    /// Returns the daily bound on stories without the poster code.
    pub fn most_unverified(self) -> i32 {
        self.open.unwrap_or(NAMED_A_DAY)
    }

    /// Returns true when a lane is open without a name.
    pub const fn take_anonymous(self) -> bool {
        self.house || self.open.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn among_very_few_no_lane_is_open_to_unknown_authors() {
        let both = Lanes { house: true, open: Some(7) };
        assert_eq!(both.in_house(House::Small), both);
        assert!(both.take_anonymous() && !both.in_house(House::Tiny).take_anonymous());
        let open = Lanes { house: false, ..both };
        assert!(open.take_anonymous() && Lanes::default().take_anonymous());
        assert_eq!((both.most_unverified(), Lanes::default().most_unverified()), (7, NAMED_A_DAY));
    }
}
