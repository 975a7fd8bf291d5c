//! Growing waits for guesses at a secret: a few are free, then each wrong one doubles the wait. Counted in the memory
//! of this process, for known and unknown names alike, so that waiting reveals nothing.

use chrono::{DateTime, TimeDelta, Utc};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// Wrong guesses before the first wait.
pub const FREE: u32 = 5;
const LONGEST: TimeDelta = TimeDelta::minutes(15);
/// Time without a guess after which they are forgotten.
const FORGOTTEN: TimeDelta = TimeDelta::hours(24);
/// Most targets remembered.
const REMEMBERED: usize = 20_000;

/// Guesses by target.
#[derive(Default)]
pub struct Throttle(Mutex<HashMap<[u8; 32], Guesses>>);

#[derive(Clone, Copy)]
struct Guesses {
    wrong: u32,
    last: DateTime<Utc>,
}

impl Guesses {
    /// Returns 1 s after the first wrong guess too many, then 2 s, 4 s …
    fn wait(self) -> TimeDelta {
        match self.wrong.checked_sub(FREE) {
            Some(more) => TimeDelta::seconds(1 << more.min(10)).min(LONGEST),
            None => TimeDelta::zero(),
        }
    }
}

impl Throttle {
    /// Counts a guess at `what` as wrong until [`Throttle::succeeded`], so that many at once are no way round; or
    /// returns the wait.
    pub fn attempt(&self, what: [u8; 32], now: DateTime<Utc>) -> Result<(), Duration> {
        let mut all = self.lock();
        if all.len() >= REMEMBERED && !all.contains_key(&what) {
            make_room(&mut all, now);
        }
        let guesses = all.entry(what).or_insert(Guesses { wrong: 0, last: now });
        if now - guesses.last > FORGOTTEN {
            guesses.wrong = 0;
        }
        // A clock that was put back makes nobody wait longer.
        guesses.last = guesses.last.min(now);
        let left = guesses.last + guesses.wait() - now;
        if let Ok(left) = left.to_std()
            && !left.is_zero()
        {
            return Err(left);
        }
        guesses.wrong = guesses.wrong.saturating_add(1);
        guesses.last = now;
        Ok(())
    }

    /// Uncounts a guess at `what` that was never checked.
    pub fn cancel(&self, what: [u8; 32]) {
        if let Some(guesses) = self.lock().get_mut(&what) {
            guesses.wrong = guesses.wrong.saturating_sub(1);
        }
    }

    /// Forgets the guesses at `what` after a right one.
    pub fn succeeded(&self, what: [u8; 32]) {
        self.lock().remove(&what);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<[u8; 32], Guesses>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Forgets targets without a wait. Where all of them wait, the half with fewer guesses goes: an attacker who fills the
/// memory with invented names frees no target of many guesses.
fn make_room(all: &mut HashMap<[u8; 32], Guesses>, now: DateTime<Utc>) {
    all.retain(|_, guesses| guesses.wrong > FREE && now - guesses.last <= FORGOTTEN);
    if all.len() > REMEMBERED / 2 {
        let mut counts: Vec<u32> = all.values().map(|guesses| guesses.wrong).collect();
        counts.sort_unstable();
        let middle = counts.get(counts.len() / 2).copied().unwrap_or(0);
        all.retain(|_, guesses| guesses.wrong > middle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start() -> DateTime<Utc> {
        "2026-11-28T09:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_few_guesses_are_free_and_then_each_waits_longer() {
        let (throttle, what, mut now) = (Throttle::default(), [1; 32], start());
        for _ in 0..FREE {
            assert_eq!(throttle.attempt(what, now), Ok(()));
        }
        for seconds in [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900] {
            assert_eq!(throttle.attempt(what, now), Err(Duration::from_secs(seconds)));
            assert_eq!(throttle.attempt([2; 32], now), Ok(()), "others guess at something else");
            throttle.succeeded([2; 32]);
            now += Duration::from_secs(seconds);
            assert_eq!(throttle.attempt(what, now), Ok(()));
        }
        now += TimeDelta::hours(25);
        for _ in 0..FREE {
            assert_eq!(throttle.attempt(what, now), Ok(()));
        }
        assert!(throttle.attempt(what, now).is_err());
        throttle.succeeded(what);
        assert_eq!(throttle.attempt(what, now), Ok(()));
    }

    #[test]
    fn a_clock_that_is_put_back_makes_nobody_wait_longer() {
        let (throttle, what, now) = (Throttle::default(), [1; 32], start());
        while throttle.attempt(what, now).is_ok() {}
        let earlier = now - TimeDelta::days(2);
        assert_eq!(throttle.attempt(what, earlier), Err(Duration::from_secs(1)));
        assert_eq!(throttle.attempt(what, earlier + TimeDelta::seconds(1)), Ok(()));
    }

    #[test]
    fn invented_names_neither_fill_the_memory_nor_free_a_target() {
        let (throttle, what, mut now) = (Throttle::default(), [1; 32], start());
        for _ in 0..FREE + 4 {
            while let Err(wait) = throttle.attempt(what, now) {
                now += wait;
            }
        }
        let name = |n: usize| {
            let mut name = [0; 32];
            name[..8].copy_from_slice(&n.to_le_bytes());
            name
        };
        for n in 0..3 * REMEMBERED {
            // Every other one is guessed at until somebody would have to wait.
            for _ in 0..=u32::from(n % 2 == 0) * FREE {
                while let Err(wait) = throttle.attempt(name(n), now) {
                    now += wait;
                }
            }
            assert!(throttle.lock().len() <= REMEMBERED);
        }
        assert!(throttle.lock()[&what].wrong > FREE);
    }

    #[test]
    fn a_hundred_guesses_wait_no_longer_and_a_day_without_one_forgets_them() {
        let (throttle, what, mut now) = (Throttle::default(), [1; 32], start());
        for _ in 0..100 {
            while let Err(wait) = throttle.attempt(what, now) {
                now += wait;
            }
        }
        assert_eq!(throttle.attempt(what, now), Err(Duration::from_mins(15)));
        now += FORGOTTEN;
        assert_eq!(throttle.attempt(what, now), Ok(()));
        assert!(throttle.attempt(what, now).is_err(), "a day, and not longer");
        now += FORGOTTEN + TimeDelta::seconds(1);
        for _ in 0..FREE {
            assert_eq!(throttle.attempt(what, now), Ok(()));
        }
    }

    #[test]
    fn a_guess_that_was_never_checked_does_not_count() {
        let (throttle, what, now) = (Throttle::default(), [1; 32], start());
        for _ in 0..2 * FREE {
            assert_eq!(throttle.attempt(what, now), Ok(()));
            throttle.cancel(what);
        }
    }

    #[test]
    fn room_is_made_of_those_who_wait_for_nothing() {
        let now = start();
        let guesses = |wrong, ago| Guesses { wrong, last: now - ago };
        let mut all = HashMap::from([
            ([1; 32], guesses(FREE, TimeDelta::zero())),
            ([2; 32], guesses(FREE + 1, FORGOTTEN)),
            ([3; 32], guesses(FREE + 2, FORGOTTEN + TimeDelta::seconds(1))),
            ([4; 32], guesses(FREE + 3, TimeDelta::zero())),
        ]);
        make_room(&mut all, now);
        let mut kept: Vec<u8> = all.keys().map(|what| what[0]).collect();
        kept.sort_unstable();
        assert_eq!(kept, [2, 4]);
    }

    #[test]
    fn where_all_wait_those_with_fewer_guesses_go() {
        let now = start();
        let filled = |size: usize| -> HashMap<_, _> {
            let guesses = |n: usize| Guesses { wrong: FREE + [1, 2, 2, 3][n % 4], last: now };
            let what = |n: usize| {
                let mut what = [0; 32];
                what[..8].copy_from_slice(&n.to_be_bytes());
                what
            };
            (0..size).map(|n| (what(n), guesses(n))).collect()
        };
        let mut half = filled(REMEMBERED / 2);
        make_room(&mut half, now);
        assert_eq!(half.len(), REMEMBERED / 2);
        let mut more = filled(REMEMBERED / 2 + 4);
        make_room(&mut more, now);
        assert_eq!(more.len(), REMEMBERED / 8 + 1);
        assert!(more.values().all(|guesses| guesses.wrong == FREE + 3));
    }

    #[test]
    fn only_a_new_target_makes_room_in_a_full_memory() {
        let (throttle, now) = (Throttle::default(), start());
        let what = |n: usize| {
            let mut what = [0; 32];
            what[..8].copy_from_slice(&n.to_be_bytes());
            what
        };
        for n in 0..REMEMBERED {
            assert_eq!(throttle.attempt(what(n), now), Ok(()));
        }
        assert_eq!(throttle.attempt(what(0), now), Ok(()));
        assert_eq!(throttle.lock().len(), REMEMBERED, "a known one");
        assert_eq!(throttle.attempt(what(REMEMBERED), now), Ok(()));
        assert_eq!(throttle.lock().len(), 1, "nobody waits");
    }
}
