//! The chain: `h(n) = SHA-256(h(n−1) ‖ row n)`. Whoever changes, drops or reorders a row breaks it from there on.

use super::model::Entry;
use sha2::{Digest, Sha256};

/// What comes before the first row.
pub const START: [u8; 32] = [0; 32];

/// A row that does not fit the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the audit trail is broken at entry {0}")]
pub struct Broken(pub i64);

/// The hash of `entry` after a row with hash `before`. Fields have fixed places and lengths but for the verb, which
/// ends the row.
#[must_use]
pub fn hash(before: &[u8], entry: &Entry) -> [u8; 32] {
    let optional = |id: Option<&[u8; 16]>| {
        id.map_or([0; 17], |id| {
            let mut tagged = [1; 17];
            tagged[1..].copy_from_slice(id);
            tagged
        })
    };
    Sha256::new()
        .chain_update(before)
        .chain_update(entry.organisation_id.as_bytes())
        .chain_update(entry.number.to_be_bytes())
        .chain_update(entry.at.timestamp_micros().to_be_bytes())
        .chain_update(optional(
            entry.staff_id.as_ref().map(crate::ids::StaffId::as_bytes),
        ))
        .chain_update(optional(entry.object_id.as_ref().map(uuid::Uuid::as_bytes)))
        .chain_update(entry.verb.as_str())
        .finalize()
        .into()
}

/// Checks `entries` in order and returns how many there are.
///
/// # Errors
/// [`Broken`] names the first row that does not fit.
pub fn check(entries: &[Entry]) -> Result<usize, Broken> {
    let mut before = START.to_vec();
    for (number, entry) in (1..).zip(entries) {
        if entry.number != number || entry.hash != hash(&before, entry) {
            return Err(Broken(number));
        }
        before.clone_from(&entry.hash);
    }
    Ok(entries.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        audit::Verb,
        ids::{OrganisationId, StaffId},
    };

    fn trail() -> Vec<Entry> {
        let organisation_id = OrganisationId::new();
        let mut before = START.to_vec();
        (1..=4)
            .map(|number| {
                let mut entry = Entry {
                    organisation_id,
                    number,
                    at: "2026-11-24T09:00:00.000001Z".parse().unwrap(),
                    staff_id: (number % 2 == 0).then(StaffId::new),
                    verb: Verb::StoryRead,
                    object_id: Some(OrganisationId::new().untyped()),
                    hash: vec![],
                };
                entry.hash = hash(&before, &entry).to_vec();
                before.clone_from(&entry.hash);
                entry
            })
            .collect()
    }

    #[test]
    fn every_change_is_named() {
        assert_eq!(check(&trail()), Ok(4));
        let changed = |change: fn(&mut Vec<Entry>)| {
            let mut trail = trail();
            change(&mut trail);
            check(&trail)
        };
        assert_eq!(changed(|t| t[1].verb = Verb::StoryEdited), Err(Broken(2)));
        assert_eq!(
            changed(|t| t[2].staff_id = None.or(Some(StaffId::new()))),
            Err(Broken(3))
        );
        assert_eq!(changed(|t| t[2].object_id = None), Err(Broken(3)));
        assert_eq!(changed(|t| drop(t.remove(0))), Err(Broken(1)));
        assert_eq!(changed(|t| t.swap(1, 2)), Err(Broken(2)));
    }
}
