//! Time zones to choose from.

use chrono_tz::{TZ_VARIANTS, Tz};

/// Regions: zones elsewhere in the database are old names and technical ones.
const REGIONS: &[&str] = &[
    "Africa/",
    "America/",
    "Antarctica/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
];

/// Lists zones alphabetically, with UTC at the end.
pub fn names() -> impl Iterator<Item = &'static str> {
    let placed = |name: &&str| REGIONS.iter().any(|region| name.starts_with(region));
    TZ_VARIANTS.iter().map(|zone| zone.name()).filter(placed).chain([Tz::UTC.name()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_a_zone_and_ours_is_among_them() {
        assert!(names().all(|name| name.parse::<Tz>().is_ok()));
        assert!(names().any(|name| name == "Europe/Brussels"));
        assert_eq!(names().filter(|name| *name == "UTC").count(), 1);
    }
}
