//! Bounds on what comes in, in the memory of this process and without a word about whom it comes from: no address is
//! looked at, so a training room of thirty people behind one passes like anybody else.

use super::error::Error;
use chrono::NaiveDate;
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use std::{
    collections::HashMap,
    num::NonZeroU32,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::{OnceCell, Semaphore, SemaphorePermit};
use uuid::Uuid;

/// Who may be inside at once: fewer than there are connections to the database, so that readers are served too.
const INSIDE: usize = 12;
/// Who may be inside or wait: each holds a body of at most 256 KiB in memory.
const ALL: usize = 160;
/// Those who brought no proof are asked to come back while fewer places than this are free.
const FREE_FOR_PROVEN: usize = ALL / 2;
/// What comes without proof at once, and then one a second: a flood that waits still fills no disk.
const BURST: NonZeroU32 = NonZeroU32::new(600).unwrap();
/// How long somebody waits for a place inside.
const PATIENCE: Duration = Duration::from_secs(10);
/// When to come back.
const SOON: Duration = Duration::from_secs(5);
/// Different contents that may be sent under one key.
const CONTENTS: usize = 3;
/// Keys remembered before all are forgotten. Then what is sent twice is kept twice, and the mix makes one of it.
const REMEMBERED: usize = 10_000;

/// How much somebody did to come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// They brought a proof of work, or nobody asks for one.
    Proven,
    /// They brought none.
    Unproven,
}

/// The gate. All of it is forgotten when the process ends.
pub struct Gate {
    all: Semaphore,
    inside: Semaphore,
    pace: DefaultDirectRateLimiter,
    taken: Mutex<HashMap<Uuid, (NaiveDate, i32)>>,
    sent: Mutex<HashMap<[u8; 32], Vec<Sent>>>,
}

type Sent = ([u8; 32], Arc<OnceCell<()>>);

/// A place inside, until it is dropped.
pub struct Place<'a>(#[allow(dead_code, reason = "held, not read")] [SemaphorePermit<'a>; 2]);

impl Default for Gate {
    fn default() -> Self {
        Self {
            all: Semaphore::new(ALL),
            inside: Semaphore::new(INSIDE),
            pace: RateLimiter::direct(Quota::per_second(NonZeroU32::MIN).allow_burst(BURST)),
            taken: Mutex::default(),
            sent: Mutex::default(),
        }
    }
}

impl Gate {
    /// Comes in, after those who came before.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when too many wait already, no place came free in time, or too many came without proof.
    pub async fn enter(&self, standing: Standing) -> Result<Place<'_>, Error> {
        let busy = || Error::Unavailable(SOON);
        let crowded = || self.all.available_permits() < FREE_FOR_PROVEN || self.pace.check().is_err();
        if standing == Standing::Unproven && crowded() {
            return Err(busy());
        }
        let waiting = self.all.try_acquire().map_err(|_| busy())?;
        let inside = tokio::time::timeout(PATIENCE, self.inside.acquire()).await;
        let inside = inside.map_err(|_| busy())?.map_err(|_| busy())?;
        Ok(Place([waiting, inside]))
    }

    /// Takes one of `most` that `whose` may have on a day.
    ///
    /// # Errors
    /// [`Error::TooManyRequests`] when all are taken.
    pub fn take(&self, whose: Uuid, day: NaiveDate, most: i32) -> Result<(), Error> {
        let mut all = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = all.entry(whose).or_insert((day, 0));
        if taken.0 != day {
            *taken = (day, 0);
        }
        if taken.1 >= most {
            return Err(Error::TooManyRequests(Duration::from_hours(1)));
        }
        taken.1 += 1;
        Ok(())
    }

    /// Where to do something once for a key and a content, however often both are sent; and how many other contents
    /// came under that key before.
    ///
    /// # Errors
    /// [`Error::TooManyRequests`] when too many different contents came under the key.
    pub fn once(&self, key: [u8; 32], content: [u8; 32]) -> Result<(Arc<OnceCell<()>>, usize), Error> {
        let mut all = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= REMEMBERED && !all.contains_key(&key) {
            all.clear();
        }
        let sent = all.entry(key).or_default();
        if let Some(before) = sent.iter().position(|(known, _)| *known == content)
            && let Some((_, cell)) = sent.get(before)
        {
            return Ok((cell.clone(), before));
        }
        if sent.len() >= CONTENTS {
            return Err(Error::TooManyRequests(SOON));
        }
        let cell = Arc::new(OnceCell::new());
        sent.push((content, cell.clone()));
        Ok((cell, sent.len() - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_flood_without_proof_leaves_room_for_those_with_one() {
        let gate = Gate::default();
        let mut inside = vec![];
        for _ in 0..INSIDE {
            inside.push(gate.enter(Standing::Unproven).await.unwrap());
        }
        // They wait for a place inside, as many as may.
        let mut waiting = vec![];
        while gate.all.available_permits() >= FREE_FOR_PROVEN {
            waiting.push(gate.all.try_acquire().unwrap());
        }
        let refused = gate.enter(Standing::Unproven).await;
        assert!(matches!(refused, Err(Error::Unavailable(_))));
        inside.pop();
        assert!(gate.enter(Standing::Proven).await.is_ok());
        while let Ok(place) = gate.all.try_acquire() {
            waiting.push(place);
        }
        let refused = gate.enter(Standing::Proven).await;
        assert!(
            matches!(refused, Err(Error::Unavailable(_))),
            "the queue is bounded"
        );
    }

    #[tokio::test]
    async fn what_comes_without_proof_comes_at_a_pace() {
        let gate = Gate::default();
        for _ in 0..BURST.get() {
            drop(gate.enter(Standing::Unproven).await.unwrap());
        }
        assert!(gate.enter(Standing::Unproven).await.is_err());
        assert!(gate.enter(Standing::Proven).await.is_ok());
    }

    #[test]
    fn a_days_places_are_taken_and_come_back_the_next_day() {
        let (gate, day) = (Gate::default(), NaiveDate::from_ymd_opt(2026, 12, 1).unwrap());
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert!(gate.take(one, day, 2).is_ok() && gate.take(one, day, 2).is_ok());
        assert!(matches!(gate.take(one, day, 2), Err(Error::TooManyRequests(_))));
        assert!(gate.take(other, day, 2).is_ok());
        assert!(gate.take(one, day.succ_opt().unwrap(), 2).is_ok());
    }

    #[tokio::test]
    async fn a_hundred_times_at_once_is_once() {
        let (gate, count) = (Gate::default(), std::sync::atomic::AtomicUsize::new(0));
        let send = async |content: u8| {
            let (cell, before) = gate.once([1; 32], [content; 32])?;
            assert_eq!(before, usize::from(content - 7));
            let act = async || {
                tokio::task::yield_now().await;
                count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            };
            cell.get_or_init(act).await;
            Ok::<_, Error>(())
        };
        futures_util::future::join_all((0..100).map(|_| send(7))).await;
        assert_eq!(count.load(std::sync::atomic::Ordering::Relaxed), 1);
        assert!(send(8).await.is_ok() && send(9).await.is_ok());
        assert!(matches!(send(10).await, Err(Error::TooManyRequests(_))));
        assert!(send(7).await.is_ok());
    }
}
