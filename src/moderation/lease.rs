//! Claims on stories: leases that expire by themselves.

use crate::ids::StaffId;
use chrono::{DateTime, Duration, Utc};

/// Duration of a claim, from its holder's last step.
pub const LENGTH: Duration = Duration::minutes(30);

/// Longest possible remainder of a claim: one that seems longer was taken while a clock was ahead, and is ignored.
pub const LONGEST: Duration = Duration::minutes(40);

#[derive(Debug, Clone)]
pub struct Lease {
    pub holder: StaffId,
    pub name: String,
    pub until: DateTime<Utc>,
}

/// Claim on a story as `you` see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    Free,
    Yours,
    Theirs,
}

impl Claim {
    pub fn of(lease: Option<&Lease>, you: StaffId, now: DateTime<Utc>) -> Self {
        match lease {
            Some(lease) if lease.holder == you => Self::Yours,
            Some(lease) if lease.until > now && lease.until <= now + LONGEST => Self::Theirs,
            _ => Self::Free,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_ends_by_itself_for_others() {
        let (you, other) = (StaffId::new(), StaffId::new());
        let now: DateTime<Utc> = "2026-11-24T09:00:00Z".parse().unwrap();
        let lease =
            |holder, minutes| Lease { holder, name: String::new(), until: now + Duration::minutes(minutes) };
        assert_eq!(Claim::of(None, you, now), Claim::Free);
        assert_eq!(Claim::of(Some(&lease(you, -1)), you, now), Claim::Yours);
        assert_eq!(Claim::of(Some(&lease(other, 1)), you, now), Claim::Theirs);
        assert_eq!(Claim::of(Some(&lease(other, 0)), you, now), Claim::Free);
        assert_eq!(Claim::of(Some(&lease(other, 2 * 24 * 60)), you, now), Claim::Free);
    }
}
