//! Who has a story on the desk: a claim that ends by itself.

use crate::ids::StaffId;
use chrono::{DateTime, Duration, Utc};

/// How long a claim holds after its holder last did something with the story.
pub const LENGTH: Duration = Duration::minutes(30);

/// A claim cannot hold for longer: one that seems to was taken while a clock was ahead, and holds nothing.
pub const LONGEST: Duration = Duration::minutes(40);

/// A claim.
#[derive(Debug, Clone)]
pub struct Lease {
    pub holder: StaffId,
    pub name: String,
    pub until: DateTime<Utc>,
}

/// A claim as `you` see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    Free,
    Yours,
    Theirs,
}

/// What a claim, if any, means to `you` now.
pub fn hold(lease: Option<&Lease>, you: StaffId, now: DateTime<Utc>) -> Hold {
    match lease {
        Some(lease) if lease.holder == you => Hold::Yours,
        Some(lease) if lease.until > now && lease.until <= now + LONGEST => Hold::Theirs,
        _ => Hold::Free,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_ends_by_itself_for_others() {
        let (you, other) = (StaffId::new(), StaffId::new());
        let now: DateTime<Utc> = "2026-11-24T09:00:00Z".parse().unwrap();
        let lease = |holder, minutes| Lease {
            holder,
            name: String::new(),
            until: now + Duration::minutes(minutes),
        };
        assert_eq!(hold(None, you, now), Hold::Free);
        assert_eq!(hold(Some(&lease(you, -1)), you, now), Hold::Yours);
        assert_eq!(hold(Some(&lease(other, 1)), you, now), Hold::Theirs);
        assert_eq!(hold(Some(&lease(other, 0)), you, now), Hold::Free);
        assert_eq!(hold(Some(&lease(other, 2 * 24 * 60)), you, now), Hold::Free);
    }
}
