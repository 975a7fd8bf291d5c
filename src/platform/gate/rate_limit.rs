//! A rate limit.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};
use uuid::Uuid;

/// Burst, then a steady rate; for each organisation apart.
#[derive(Debug)]
pub struct RateLimit {
    burst: u32,
    every: Duration,
    /// Moment at which the burst is free again.
    even: Mutex<HashMap<Uuid, Instant>>,
}

impl RateLimit {
    /// Creates a limit of `burst` at once, then one in `every`.
    pub fn new(burst: u32, every: Duration) -> Self {
        Self { burst, every, even: Mutex::default() }
    }

    /// Counts one more if there is room; else returns the wait.
    pub fn take(&self, whose: Uuid, now: Instant) -> Result<(), Duration> {
        self.room(whose, now)?;
        self.count(whose, now);
        Ok(())
    }

    /// Checks that there is room for one more; else returns the wait.
    pub fn room(&self, whose: Uuid, now: Instant) -> Result<(), Duration> {
        let even = self.even.lock().unwrap_or_else(PoisonError::into_inner);
        let owed = even.get(&whose).map_or(Duration::ZERO, |even| *even - now);
        let wait = (owed + self.every).saturating_sub(self.every * self.burst);
        if wait.is_zero() { Ok(()) } else { Err(wait) }
    }

    /// Counts one more, even without room.
    pub fn count(&self, whose: Uuid, now: Instant) {
        let mut all = self.even.lock().unwrap_or_else(PoisonError::into_inner);
        let even = all.entry(whose).or_insert(now);
        *even = (*even).max(now) + self.every;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_then_a_steady_rate_for_each_organisation() {
        let (limit, start) = (RateLimit::new(3, Duration::from_secs(10)), Instant::now());
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let take = |whose, seconds| limit.take(whose, start + Duration::from_secs(seconds));
        for _ in 0..3 {
            assert_eq!(take(one, 0), Ok(()));
        }
        assert_eq!(take(one, 0), Err(Duration::from_secs(10)));
        assert_eq!(take(one, 9), Err(Duration::from_secs(1)));
        assert_eq!(take(other, 9), Ok(()), "nobody drains another's");
        assert_eq!(take(one, 10), Ok(()));
        assert_eq!(take(one, 10), Err(Duration::from_secs(10)), "one, and no burst");
        for _ in 0..3 {
            assert_eq!(take(one, 100), Ok(()), "a long rest makes up for all, and for no more");
        }
        assert!(take(one, 100).is_err());
    }

    #[test]
    fn checking_counts_nothing_and_counting_checks_nothing() {
        let (limit, now, whose) = (RateLimit::new(1, Duration::from_secs(1)), Instant::now(), Uuid::nil());
        for _ in 0..3 {
            assert_eq!(limit.room(whose, now), Ok(()));
        }
        limit.count(whose, now);
        limit.count(whose, now);
        assert_eq!(limit.room(whose, now), Err(Duration::from_secs(2)));
        assert_eq!(limit.room(whose, now + Duration::from_secs(2)), Ok(()));
    }
}
