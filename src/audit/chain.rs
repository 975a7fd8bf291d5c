//! The chain: `h(n) = SHA-256(h(n−1) ‖ row n)`. Changing, dropping or reordering a row breaks it from there on; cutting
//! off its end, or hashing everything anew, is found by its head (`heads.rs`).

use sha2::{Digest, Sha256};

/// End of the chain before the stored rows: nothing, or the last row that was pruned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// 0 for nothing.
    pub number: i64,
    pub hash: Vec<u8>,
}

impl Anchor {
    pub fn start() -> Self {
        Self { number: 0, hash: vec![0; 32] }
    }
}

/// A row of the trail as it is hashed.
#[derive(Debug, Clone, Copy)]
pub struct Link<'a> {
    pub organisation: &'a [u8; 16],
    /// Number from 1, without gaps.
    pub number: i64,
    /// Microseconds since 1970.
    pub micros: i64,
    pub staff: Option<&'a [u8; 16]>,
    pub object: Option<&'a [u8; 16]>,
    pub verb: &'a str,
}

/// A row does not fit the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the audit trail is broken at entry {0}")]
pub struct Broken(pub i64);

/// Hashes `link` after a row with hash `before`. Fields have fixed places and lengths except the verb, which ends the
/// row.
pub fn hash(before: &[u8], link: Link<'_>) -> [u8; 32] {
    Sha256::new()
        .chain_update(before)
        .chain_update(link.organisation)
        .chain_update(link.number.to_be_bytes())
        .chain_update(link.micros.to_be_bytes())
        .chain_update(optional(link.staff))
        .chain_update(optional(link.object))
        .chain_update(link.verb)
        .finalize()
        .into()
}

fn optional(id: Option<&[u8; 16]>) -> [u8; 17] {
    let mut tagged = [0; 17];
    if let Some(id) = id {
        tagged[0] = 1;
        tagged[1..].copy_from_slice(id);
    }
    tagged
}

/// Checks the rows after `anchor`, in order, each with its hash, and returns their number or the first that does not
/// fit.
pub fn check<'a>(
    anchor: &'a Anchor,
    rows: impl Iterator<Item = (Link<'a>, &'a [u8])>,
) -> Result<usize, Broken> {
    let (mut before, mut count) = (anchor.hash.as_slice(), 0);
    for (number, (link, given)) in (anchor.number + 1..).zip(rows) {
        if link.number != number || given != hash(before, link) {
            return Err(Broken(number));
        }
        (before, count) = (given, count + 1);
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Row = ([u8; 16], i64, Option<[u8; 16]>, &'static str, Vec<u8>);

    fn link(row: &Row) -> Link<'_> {
        Link {
            organisation: &row.0,
            number: row.1,
            micros: 7,
            staff: row.2.as_ref(),
            object: None,
            verb: row.3,
        }
    }

    fn trail() -> Vec<Row> {
        let mut before = Anchor::start().hash;
        (1..=4)
            .map(|number| {
                let mut row: Row = ([9; 16], number, (number % 2 == 0).then_some([5; 16]), "read", vec![]);
                row.4 = hash(&before, link(&row)).to_vec();
                before.clone_from(&row.4);
                row
            })
            .collect()
    }

    fn check_after(anchor: &Anchor, trail: &[Row]) -> Result<usize, Broken> {
        check(anchor, trail.iter().map(|row| (link(row), row.4.as_slice())))
    }

    #[test]
    fn what_is_left_after_pruning_hangs_on_its_anchor() {
        let trail = trail();
        let anchor = |row: usize| Anchor { number: trail[row].1, hash: trail[row].4.clone() };
        assert_eq!(check_after(&anchor(1), &trail[2..]), Ok(2));
        assert_eq!(check_after(&anchor(3), &[]), Ok(0));
        assert_eq!(check_after(&anchor(1), &trail[3..]), Err(Broken(3)), "one more is gone");
        assert_eq!(check_after(&anchor(0), &trail[2..]), Err(Broken(2)));
        let forged = Anchor { hash: anchor(0).hash, ..anchor(1) };
        assert_eq!(check_after(&forged, &trail[2..]), Err(Broken(3)));
    }

    #[test]
    fn every_change_is_named() {
        let changed = |change: fn(&mut Vec<Row>)| {
            let mut trail = trail();
            change(&mut trail);
            check_after(&Anchor::start(), &trail)
        };
        assert_eq!(changed(|_| ()), Ok(4));
        assert_eq!(changed(|t| t[1].3 = "edit"), Err(Broken(2)));
        assert_eq!(changed(|t| t[2].2 = Some([5; 16])), Err(Broken(3)));
        assert_eq!(changed(|t| t[1].2 = None), Err(Broken(2)));
        assert_eq!(changed(|t| drop(t.remove(0))), Err(Broken(1)));
        assert_eq!(changed(|t| t.swap(1, 2)), Err(Broken(2)));
    }
}
