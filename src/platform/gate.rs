//! Bounds on incoming requests, in the memory of this process. No address is looked at: a training room of thirty
//! people behind one address passes like anybody else.

pub mod memory;
pub mod rate_limit;

use self::{memory::Memory, rate_limit::RateLimit};
use super::error::Error;
use chrono::NaiveDate;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, SemaphorePermit};
use uuid::Uuid;

/// Requests inside at once: fewer than connections to the database, so that readers are served too.
const INSIDE: usize = 12;
/// Searches at once: with those inside, fewer than connections to the database.
pub const SEARCHING: usize = 3;
/// Requests inside or waiting: each holds a body of at most 256 KiB in memory.
const ALL: usize = 160;
/// Free places below which requests without proof are refused.
const RESERVED_FOR_PROVEN: usize = ALL / 2;
/// Requests without proof of an organisation at once; then one a second, so that a flood fills no disk.
const BURST: u32 = 600;
/// Wrong codes without proof of an organisation at once; then one in this time.
const GUESSES: (u32, Duration) = (20, Duration::from_secs(10));
/// Pigeonholes of secrets that cost nothing to try. Together they let pass a hundred wrong ones a second.
pub const PIGEONHOLES: u16 = 1024;
/// Mails caused by strangers in an organisation at once; then one in this time. Enough for a firm that just heard of
/// the site.
const MAILS: (u32, Duration) = (300, Duration::from_secs(2));
/// Mails among these of requests without proof.
const UNPROVEN_MAILS: (u32, Duration) = (60, Duration::from_secs(10));
/// Mails caused by strangers in the whole process.
const ALL_MAILS: (u32, Duration) = (1000, Duration::from_secs(1));
/// Longest wait for a place inside.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Wait told to refused visitors.
const RETRY_AFTER: Duration = Duration::from_secs(5);

/// Proof that came with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// With a proof of work, or where none is asked for.
    Proven,
    Unproven,
}

/// Counters of this process.
pub struct Gate {
    all: Semaphore,
    inside: Semaphore,
    searching: Arc<Semaphore>,
    /// Requests without proof.
    pub unproven: RateLimit,
    /// Wrong secrets without proof.
    pub guesses: RateLimit,
    /// Wrong secrets that cost nothing, by pigeonhole.
    pub tries: RateLimit,
    /// Mails caused by strangers: with proof, without proof, and of the process.
    pub mails: [RateLimit; 3],
    taken: Mutex<HashMap<Uuid, (NaiveDate, i32)>>,
    /// Forms that were sent.
    pub memory: Memory,
}

/// Place inside, until it is dropped.
pub struct Place<'a>(#[allow(dead_code, reason = "held, not read")] [SemaphorePermit<'a>; 2]);

impl Default for Gate {
    fn default() -> Self {
        Self {
            all: Semaphore::new(ALL),
            inside: Semaphore::new(INSIDE),
            searching: Arc::new(Semaphore::new(SEARCHING)),
            unproven: RateLimit::new(BURST, Duration::from_secs(1)),
            guesses: RateLimit::new(GUESSES.0, GUESSES.1),
            tries: RateLimit::new(GUESSES.0, GUESSES.1),
            mails: [MAILS, UNPROVEN_MAILS, ALL_MAILS].map(|(burst, every)| RateLimit::new(burst, every)),
            taken: Mutex::default(),
            memory: Memory::default(),
        }
    }
}

impl Gate {
    /// Waits for a place inside.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when too many wait, no place came free in time, or too many came without proof.
    pub async fn enter(&self, organisation: Uuid, standing: Standing) -> Result<Place<'_>, Error> {
        let busy = || Error::Unavailable(RETRY_AFTER);
        let unproven = standing == Standing::Unproven;
        if unproven && self.all.available_permits() < RESERVED_FOR_PROVEN {
            return Err(busy());
        }
        let waiting = self.all.try_acquire().map_err(|_| busy())?;
        if unproven {
            self.unproven.take(organisation, Instant::now()).map_err(|_| busy())?;
        }
        let inside = tokio::time::timeout(TIMEOUT, self.inside.acquire()).await;
        let inside = inside.map_err(|_| busy())?.map_err(|_| busy())?;
        Ok(Place([waiting, inside]))
    }

    /// Waits for its turn to search, which ends when the permit is dropped.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when it did not come in time.
    pub async fn search(&self, longest: Duration) -> Result<OwnedSemaphorePermit, Error> {
        let busy = || Error::Unavailable(RETRY_AFTER);
        let turn = tokio::time::timeout(longest, self.searching.clone().acquire_owned()).await;
        turn.map_err(|_| busy())?.map_err(|_| busy())
    }

    /// Checks that a secret may be tried: not after many wrong ones without proof. One with a proof always may, since
    /// it cost its price.
    ///
    /// # Errors
    /// [`Error::Unavailable`] with the wait.
    pub fn may_guess(&self, organisation: Uuid, is_proven: bool) -> Result<(), Error> {
        if is_proven {
            return Ok(());
        }
        let room = self.guesses.room(organisation, Instant::now());
        room.map_err(Error::Unavailable)
    }

    /// Counts a wrong secret.
    pub fn guessed_wrong(&self, organisation: Uuid, is_proven: bool) {
        if !is_proven {
            self.guesses.count(organisation, Instant::now());
        }
    }

    /// Checks that a secret may be tried that costs nothing to try. Wrong ones are counted in one of [`PIGEONHOLES`], by
    /// their hash: whoever guesses must fill them all to shut out somebody with the right one.
    ///
    /// # Errors
    /// [`Error::Unavailable`] with the wait.
    pub fn may_try(&self, organisation: Uuid, hash: &[u8; 32]) -> Result<(), Error> {
        let room = self.tries.room(pigeonhole(organisation, hash), Instant::now());
        room.map_err(Error::Unavailable)
    }

    /// Counts a wrong secret that cost nothing to try.
    pub fn tried_wrong(&self, organisation: Uuid, hash: &[u8; 32]) {
        self.tries.count(pigeonhole(organisation, hash), Instant::now());
    }

    /// Takes the right to send a mail caused by a stranger.
    ///
    /// # Errors
    /// [`Error::Unavailable`] with the wait.
    pub fn may_mail(&self, organisation: Uuid, standing: Standing) -> Result<(), Error> {
        let now = Instant::now();
        let [proven, unproven, all] = &self.mails;
        let own = match standing {
            Standing::Proven => proven,
            Standing::Unproven => unproven,
        };
        own.room(organisation, now).and_then(|()| all.take(Uuid::nil(), now)).map_err(Error::Unavailable)?;
        own.count(organisation, now);
        Ok(())
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

    /// Returns what was taken for something that could not be done.
    pub fn give_back(&self, whose: Uuid, day: NaiveDate) {
        let mut all = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(taken) = all.get_mut(&whose).filter(|taken| taken.0 == day) {
            taken.1 = (taken.1 - 1).max(0);
        }
    }
}

/// Returns the name of the pigeonhole of a secret.
fn pigeonhole(organisation: Uuid, hash: &[u8; 32]) -> Uuid {
    let hole = u16::from_be_bytes([hash[0], hash[1]]) % PIGEONHOLES;
    Uuid::from_u128(organisation.as_u128() ^ u128::from(hole))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUSE: Uuid = Uuid::from_u128(1);

    #[tokio::test]
    async fn a_flood_without_proof_leaves_room_for_those_with_one() {
        let gate = Gate::default();
        let mut inside = vec![];
        for _ in 0..INSIDE {
            inside.push(gate.enter(HOUSE, Standing::Unproven).await.unwrap());
        }
        // They wait for a place inside, as many as may.
        let mut waiting = vec![];
        while gate.all.available_permits() >= RESERVED_FOR_PROVEN {
            waiting.push(gate.all.try_acquire().unwrap());
        }
        let refused = gate.enter(HOUSE, Standing::Unproven).await;
        assert!(matches!(refused, Err(Error::Unavailable(_))));
        inside.pop();
        assert!(gate.enter(HOUSE, Standing::Proven).await.is_ok());
        while let Ok(place) = gate.all.try_acquire() {
            waiting.push(place);
        }
        let refused = gate.enter(HOUSE, Standing::Proven).await;
        assert!(matches!(refused, Err(Error::Unavailable(_))), "the queue is bounded");
    }

    #[tokio::test]
    async fn requests_without_proof_enter_until_half_the_places_are_taken() {
        let gate = Gate::default();
        let mut held: Vec<_> = (RESERVED_FOR_PROVEN..ALL).map(|_| gate.all.try_acquire().unwrap()).collect();
        assert!(gate.enter(HOUSE, Standing::Unproven).await.is_ok());
        held.push(gate.all.try_acquire().unwrap());
        assert!(gate.enter(HOUSE, Standing::Unproven).await.is_err());
        while let Ok(place) = gate.all.try_acquire() {
            held.push(place);
        }
        held.pop();
        assert!(gate.enter(HOUSE, Standing::Proven).await.is_ok(), "the last place");
    }

    #[tokio::test]
    async fn requests_without_proof_are_rate_limited() {
        let gate = Gate::default();
        for _ in 0..BURST {
            drop(gate.enter(HOUSE, Standing::Unproven).await.unwrap());
        }
        let refused = gate.enter(HOUSE, Standing::Unproven).await;
        assert!(matches!(refused, Err(Error::Unavailable(_))));
        assert!(gate.enter(Uuid::from_u128(2), Standing::Unproven).await.is_ok(), "elsewhere");
        assert!(gate.enter(HOUSE, Standing::Proven).await.is_ok());
    }

    #[test]
    fn a_days_places_are_taken_and_come_back_the_next_day() {
        let (gate, day) = (Gate::default(), NaiveDate::from_ymd_opt(2026, 12, 1).unwrap());
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert!(gate.take(one, day, 2).is_ok() && gate.take(one, day, 2).is_ok());
        assert!(matches!(gate.take(one, day, 2), Err(Error::TooManyRequests(_))));
        assert!(gate.take(other, day, 2).is_ok());
        gate.give_back(one, day);
        assert!(gate.take(one, day, 2).is_ok() && gate.take(one, day, 2).is_err());
        let tomorrow = day.succ_opt().unwrap();
        assert!(gate.take(one, tomorrow, 1).is_ok());
        gate.give_back(one, day);
        assert!(gate.take(one, tomorrow, 1).is_err(), "yesterday's");
    }

    #[tokio::test]
    async fn a_hundred_times_at_once_is_once() {
        let (gate, count) = (Gate::default(), std::sync::atomic::AtomicUsize::new(0));
        let send = async || {
            let (cell, _) = gate.memory.once((1, [1; 32]), [7; 32])?;
            let act = async || {
                tokio::task::yield_now().await;
                count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            };
            cell.get_or_init(act).await;
            Ok::<_, Error>(())
        };
        futures_util::future::join_all((0..100).map(|_| send())).await;
        assert_eq!(count.load(std::sync::atomic::Ordering::Relaxed), 1);
    }

    #[test]
    fn wrong_secrets_without_proof_are_rate_limited_and_right_ones_are_free() {
        let (gate, house, other) = (Gate::default(), Uuid::from_u128(1), Uuid::from_u128(2));
        for _ in 0..GUESSES.0 {
            for _ in 0..10 {
                assert!(gate.may_guess(house, false).is_ok(), "right ones");
            }
            gate.guessed_wrong(house, true);
            gate.guessed_wrong(house, false);
        }
        assert!(matches!(gate.may_guess(house, false), Err(Error::Unavailable(_))));
        assert!(gate.may_guess(house, true).is_ok(), "with a proof, which cost its price");
        assert!(gate.may_guess(other, false).is_ok());
        for _ in 0..=GUESSES.0 {
            gate.guessed_wrong(other, true);
        }
        assert!(gate.may_guess(other, false).is_ok(), "a proof pays for a wrong one");
    }

    #[test]
    fn mails_of_strangers_are_rate_limited_by_organisation_and_in_all() {
        let gate = Gate::default();
        let all = |organisation: u128, standing| {
            let house = Uuid::from_u128(organisation);
            let mails = (0..).take_while(|_| gate.may_mail(house, standing).is_ok());
            u32::try_from(mails.count()).unwrap()
        };
        assert_eq!(all(1, Standing::Unproven), UNPROVEN_MAILS.0);
        assert_eq!(all(1, Standing::Proven), MAILS.0, "those with a proof have their own");
        assert_eq!(all(2, Standing::Proven), MAILS.0, "nobody drains another's");
        assert_eq!(all(3, Standing::Proven), MAILS.0);
        let left = ALL_MAILS.0 - UNPROVEN_MAILS.0 - 3 * MAILS.0;
        assert_eq!(all(4, Standing::Proven), left);
    }

    #[test]
    fn whoever_guesses_fills_pigeonholes_and_the_right_secret_has_its_own() {
        let (gate, house) = (Gate::default(), Uuid::from_u128(1 << 80));
        let right = [7; 32];
        // As many guesses as anybody makes in a minute, none of them right.
        for n in 0..6_000_u16 {
            let hash: [u8; 32] = std::array::from_fn(|at| n.to_be_bytes()[at % 2]);
            if gate.may_try(house, &hash).is_ok() {
                gate.tried_wrong(house, &hash);
            }
        }
        assert!(gate.may_try(house, &right).is_ok());
        for _ in 0..GUESSES.0 {
            gate.tried_wrong(house, &right);
        }
        assert!(matches!(gate.may_try(house, &right), Err(Error::Unavailable(_))), "one hole is bounded");
        assert!(gate.may_try(Uuid::from_u128(2 << 80), &right).is_ok(), "elsewhere");
    }
}
