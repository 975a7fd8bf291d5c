//! Acceptance by two people: who wrote the newest words and who would accept them, and one of them did not write them. The
//! database holds to it as well.

use crate::ids::StaffId;

/// Somebody who edited or approved a version, and their name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    pub staff: StaffId,
    pub name: String,
    /// Not set for who edited it.
    pub approved: bool,
}

/// Tells whether those who had a version before them may accept it. Two roles of one person are one person.
pub fn suffice(approvals: &[Approval]) -> bool {
    let others = |one: &Approval| approvals.iter().any(|other| other.staff != one.staff);
    approvals.iter().any(|one| one.approved && others(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_people_suffice_and_one_of_them_did_not_edit() {
        let (mia, jan) = (StaffId::new(), StaffId::new());
        let seen = |all: &[(StaffId, bool)]| {
            let approval = |(staff, approved): &(StaffId, bool)| Approval {
                staff: *staff,
                name: String::new(),
                approved: *approved,
            };
            suffice(&all.iter().map(approval).collect::<Vec<_>>())
        };
        assert!(!seen(&[]) && !seen(&[(mia, true)]) && !seen(&[(mia, false)]));
        assert!(!seen(&[(mia, true), (mia, true)]), "in two roles");
        assert!(!seen(&[(mia, false), (jan, false)]), "two editors");
        assert!(seen(&[(mia, true), (jan, true)]) && seen(&[(mia, false), (jan, true)]));
    }
}
