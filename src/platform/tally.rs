//! Bounded counters.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};
use uuid::Uuid;

type Counts<T> = HashMap<(Uuid, &'static str), (usize, T)>;

/// Counters by owner and kind, in memory only, so that nobody else learns them.
pub struct Tally<T> {
    most: usize,
    counts: Mutex<Counts<T>>,
}

impl<T: Copy> Tally<T> {
    /// Bounds each counter by `most`.
    pub fn new(most: usize) -> Self {
        Self { most, counts: Mutex::default() }
    }

    /// Returns the last item counted, if there is no room for another.
    pub fn full(&self, whose: Uuid, kind: &'static str) -> Option<T> {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let (count, last) = counts.get(&(whose, kind))?;
        (*count >= self.most).then_some(*last)
    }

    pub fn add(&self, whose: Uuid, kind: &'static str, one: T) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry((whose, kind)).or_insert((0, one));
        *count = (count.0.saturating_add(1), one);
    }

    pub fn clear(&self, whose: Uuid, kind: &'static str) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.remove(&(whose, kind));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_owner_and_kind_has_room_of_its_own() {
        let (tally, one, other) = (Tally::new(2), Uuid::from_u128(1), Uuid::from_u128(2));
        for n in [7, 8] {
            assert_eq!(tally.full(one, "a"), None);
            tally.add(one, "a", n);
        }
        assert_eq!(tally.full(one, "a"), Some(8));
        assert!(tally.full(one, "b").is_none() && tally.full(other, "a").is_none());
        tally.clear(one, "a");
        assert_eq!(tally.full(one, "a"), None);
    }
}
