//! Acceptance by two people: who wrote the newest words and who would accept them, and one of them did not write them. The
//! database holds to it as well.

use crate::ids::StaffId;

/// What somebody did with a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Had {
    Edited,
    Approved,
}

/// Somebody who edited or approved a version, and their name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    pub staff: StaffId,
    pub name: String,
    pub edited: bool,
    pub approved: bool,
}

/// Tells whether those who had a version before them may accept it. Two roles of one person are one person.
pub fn suffice(approvals: &[Approval]) -> bool {
    let others = |one: &Approval| approvals.iter().any(|other| other.staff != one.staff);
    approvals.iter().any(|one| one.approved && !one.edited && others(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_people_suffice_and_one_of_them_did_not_edit() {
        let (mia, jan) = (StaffId::new(), StaffId::new());
        let (edited, approved, both) = ((true, false), (false, true), (true, true));
        let seen = |all: &[(StaffId, (bool, bool))]| {
            let approval = |(staff, (edited, approved)): &(StaffId, (bool, bool))| Approval {
                staff: *staff,
                name: String::new(),
                edited: *edited,
                approved: *approved,
            };
            suffice(&all.iter().map(approval).collect::<Vec<_>>())
        };
        assert!(!seen(&[]) && !seen(&[(mia, approved)]) && !seen(&[(mia, edited)]) && !seen(&[(mia, both)]));
        assert!(!seen(&[(mia, approved), (mia, approved)]), "in two roles");
        assert!(
            !seen(&[(mia, edited), (jan, edited)]) && !seen(&[(mia, both), (jan, edited)]),
            "two editors"
        );
        assert!(seen(&[(mia, approved), (jan, approved)]) && seen(&[(mia, edited), (jan, approved)]));
        assert!(seen(&[(mia, both), (jan, approved)]));
    }
}
