//! Checks of a form to tell a story, and the ways in.

use crate::{
    ids::OrganisationId,
    organisations::{Lanes, Theme, house::House},
    platform::keys::Key,
    stories::{Anonymity, Lane},
};
use chrono::{DateTime, Utc};

/// State that a form is checked against.
#[derive(Debug)]
pub struct Entrance<'a> {
    /// Signs our forms.
    pub key: &'a Key,
    /// Organisation of the form.
    pub organisation: OrganisationId,
    pub themes: &'a [Theme],
    /// Its ways in, as they are set.
    pub lanes: Lanes,
    /// Size of the organisation, which hides its people or does not.
    pub house: House,
    pub now: DateTime<Utc>,
}

/// Result of looking at the poster code that came with a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// None came, or none is asked for.
    Nothing,
    /// It is that of the round: somebody works here.
    Right,
    /// It is another.
    Wrong,
}

impl Entrance<'_> {
    /// The way in.
    pub fn lane(&self, anonymity: Anonymity, shown: Shown) -> Result<Lane, (&'static str, &'static str)> {
        let Lanes { house, open } = self.lanes.in_house(self.house);
        match (anonymity, shown) {
            (Anonymity::Anonymous, _) if !house && open.is_none() => Err((
                "anonymity",
                if self.house == House::Tiny {
                    "intake-named-lane-tiny"
                } else {
                    "intake-named-lane-only"
                },
            )),
            (_, Shown::Wrong) => Err(("house_code", "intake-house-code-wrong")),
            (Anonymity::Named, Shown::Right) => Ok(Lane::Named),
            (Anonymity::Named, Shown::Nothing) => Ok(Lane::Unverified),
            (Anonymity::Anonymous, Shown::Right) => Ok(Lane::House),
            (Anonymity::Anonymous, Shown::Nothing) if open.is_some() => Ok(Lane::Open),
            (Anonymity::Anonymous, Shown::Nothing) => Err(("house_code", "intake-house-code-missing")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_alone_opens_no_more_than_the_open_lane() {
        use Anonymity::{Anonymous, Named};
        use Shown::{Nothing, Right, Wrong};
        let key = Key::generate();
        let way = |house, open, small, anonymity, shown| {
            let entrance = Entrance {
                key: &key,
                organisation: OrganisationId::new(),
                themes: &[],
                lanes: Lanes { house, open },
                house: if small { House::Tiny } else { House::Unsaid },
                now: DateTime::UNIX_EPOCH,
            };
            entrance.lane(anonymity, shown).map_err(|(field, _)| field)
        };
        for (house, open, small, anonymity, shown, expected) in [
            (true, None, false, Named, Right, Ok(Lane::Named)),
            (true, None, true, Named, Right, Ok(Lane::Named)),
            (true, None, false, Named, Nothing, Ok(Lane::Unverified)),
            (true, None, false, Named, Wrong, Err("house_code")),
            (false, Some(2), false, Named, Nothing, Ok(Lane::Unverified)),
            (false, None, true, Named, Nothing, Ok(Lane::Unverified)),
            (true, None, false, Anonymous, Right, Ok(Lane::House)),
            (true, None, false, Anonymous, Nothing, Err("house_code")),
            (true, Some(2), false, Anonymous, Wrong, Err("house_code")),
            (true, Some(2), false, Anonymous, Nothing, Ok(Lane::Open)),
            (true, Some(2), true, Anonymous, Right, Err("anonymity")),
            (true, Some(2), true, Anonymous, Wrong, Err("anonymity")),
            (false, None, false, Anonymous, Nothing, Err("anonymity")),
        ] {
            let found = way(house, open, small, anonymity, shown);
            assert_eq!(found, expected, "{house} {open:?} {small} {anonymity} {shown:?}");
        }
    }
}
