//! Context of a submitted form: the settings it is checked against, and the lane it takes.

use crate::{
    ids::OrganisationId,
    organisations::{Lanes, Readers, Theme, house::House},
    platform::keys::Key,
    stories::{Anonymity, Lane},
};
use chrono::{DateTime, Utc};

/// Settings that a form is checked against.
#[derive(Debug)]
pub struct FormContext<'a> {
    /// Key that signs stamps.
    pub key: &'a Key,
    pub organisation: OrganisationId,
    pub themes: &'a [Theme],
    /// Lanes as they are set.
    pub lanes: Lanes,
    /// Size of the house: in a tiny one nobody is anonymous.
    pub house: House,
    /// Readers of what is told now.
    pub readers: Readers,
    pub now: DateTime<Utc>,
}

/// Poster code of a submitted form, checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PosterCode {
    /// Left empty, or not asked for.
    Absent,
    /// That of the round: the sender works here.
    Valid,
    Wrong,
}

impl FormContext<'_> {
    /// Returns the lane, or the field that is wrong and the key of a message about it.
    pub fn lane(
        &self,
        anonymity: Anonymity,
        poster_code: PosterCode,
    ) -> Result<Lane, (&'static str, &'static str)> {
        let Lanes { house, open } = self.lanes.in_house(self.house);
        match (anonymity, poster_code) {
            (Anonymity::Anonymous, _) if !house && open.is_none() => Err((
                "anonymity",
                if self.house == House::Tiny { "intake-named-lane-tiny" } else { "intake-named-lane-only" },
            )),
            (_, PosterCode::Wrong) => Err(("house_code", "intake-house-code-wrong")),
            (Anonymity::Named, PosterCode::Valid) => Ok(Lane::Named),
            (Anonymity::Named, PosterCode::Absent) => Ok(Lane::Unverified),
            (Anonymity::Anonymous, PosterCode::Valid) => Ok(Lane::House),
            (Anonymity::Anonymous, PosterCode::Absent) if open.is_some() => Ok(Lane::Open),
            (Anonymity::Anonymous, PosterCode::Absent) => Err(("house_code", "intake-house-code-missing")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_alone_opens_no_more_than_the_open_lane() {
        use Anonymity::{Anonymous, Named};
        use PosterCode::{Absent, Valid, Wrong};
        let key = Key::generate();
        let way = |house, open, small, anonymity, poster_code| {
            let context = FormContext {
                key: &key,
                organisation: OrganisationId::new(),
                themes: &[],
                lanes: Lanes { house, open },
                readers: Readers::House,
                house: if small { House::Tiny } else { House::Unsaid },
                now: DateTime::UNIX_EPOCH,
            };
            if let Err(("anonymity", key)) = context.lane(anonymity, poster_code) {
                let said = if small { "intake-named-lane-tiny" } else { "intake-named-lane-only" };
                assert_eq!(key, said);
            }
            context.lane(anonymity, poster_code).map_err(|(field, _)| field)
        };
        for (house, open, small, anonymity, poster_code, expected) in [
            (true, None, false, Named, Valid, Ok(Lane::Named)),
            (true, None, true, Named, Valid, Ok(Lane::Named)),
            (true, None, false, Named, Absent, Ok(Lane::Unverified)),
            (true, None, false, Named, Wrong, Err("house_code")),
            (false, Some(2), false, Named, Absent, Ok(Lane::Unverified)),
            (false, None, true, Named, Absent, Ok(Lane::Unverified)),
            (true, None, false, Anonymous, Valid, Ok(Lane::House)),
            (true, None, false, Anonymous, Absent, Err("house_code")),
            (true, Some(2), false, Anonymous, Wrong, Err("house_code")),
            (true, Some(2), false, Anonymous, Absent, Ok(Lane::Open)),
            (true, Some(2), true, Anonymous, Valid, Err("anonymity")),
            (true, Some(2), true, Anonymous, Wrong, Err("anonymity")),
            (false, None, false, Anonymous, Absent, Err("anonymity")),
        ] {
            let found = way(house, open, small, anonymity, poster_code);
            assert_eq!(found, expected, "{house} {open:?} {small} {anonymity} {poster_code:?}");
        }
    }
}
