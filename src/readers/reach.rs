//! Reach of a visitor.

use crate::{organisations::Readers, platform::i18n::Language};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Stories and days for everybody.
    Everybody,
    /// That, and what was told to the house.
    House,
}

/// Somebody who reads, as far as pages and mails differ for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reader {
    pub reach: Reach,
    pub language: Language,
}

impl Reader {
    /// Somebody of the house.
    pub const fn inside(language: Language) -> Self {
        Self { reach: Reach::House, language }
    }
}

impl Reach {
    /// Returns the reach of whoever an organisation writes to, or shows its pages to without being asked for a key.
    pub const fn of_all(readers: Readers) -> Self {
        match readers {
            Readers::Everybody => Self::Everybody,
            Readers::House => Self::House,
        }
    }

    /// Tells whether a visitor of this reach may read what was told to `readers`.
    pub const fn covers(self, readers: Readers) -> bool {
        matches!((self, readers), (Self::House, _) | (_, Readers::Everybody))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_told_to_the_house_stays_there() {
        assert!(Reach::House.covers(Readers::House) && Reach::House.covers(Readers::Everybody));
        assert!(Reach::Everybody.covers(Readers::Everybody) && !Reach::Everybody.covers(Readers::House));
        assert_eq!(Reach::of_all(Readers::House), Reach::House);
    }
}
