//! Reasons for which an event is no longer announced.

use crate::events::programme::Day;
use chrono::{DateTime, Utc};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    Over,
}

impl Refusal {
    pub fn of(day: &Day, now: DateTime<Utc>) -> Option<Self> {
        (!day.is_coming(now)).then_some(Self::Over)
    }

    pub const fn key(self) -> &'static str {
        match self {
            Self::Over => "announcements-refused-over",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_announced_until_it_is_over() {
        let day = Day::sample("Oops");
        let at = |minutes| day.begins() + chrono::Duration::minutes(minutes);
        assert_eq!(Refusal::of(&day, at(-1)), None);
        assert_eq!(Refusal::of(&day, at(59)), None);
        assert_eq!(Refusal::of(&day, at(60)), Some(Refusal::Over));
    }
}
