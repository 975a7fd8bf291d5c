//! Password hashing in bounded memory: a few threads, each with one buffer that it reuses. Otherwise each thread's
//! allocator would keep the 19 MiB of its busiest hour.

use super::error::Error;
use argon2::{Block, Params};
use std::{
    collections::VecDeque,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};
use tokio::sync::oneshot;

/// Most threads on any number of cores: each holds 19 MiB from its first hash on.
const MOST_THREADS: usize = 4;
/// Places in the queue and at the threads: some tenths of a second's work.
const PLACES: usize = 64;
/// Free places below which unknown callers are refused.
const RESERVED_FOR_KNOWN: usize = 16;
/// Wait told to refused visitors.
const RETRY_AFTER: Duration = Duration::from_secs(2);

/// Buffer in which a hash is computed.
pub type Memory = [Block];
type Work = Box<dyn FnOnce(&mut Memory) + Send>;

/// Trust in the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// Signed in, with a link of this site, or on a known device.
    Known,
    Unknown,
}

/// Threads and their queue.
pub struct Hashing {
    shared: Arc<Shared>,
    threads: usize,
}

#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    more: Condvar,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<Work>,
    in_hand: usize,
    started: usize,
    over: bool,
}

impl Default for Hashing {
    fn default() -> Self {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        Self { shared: Arc::default(), threads: cores.min(MOST_THREADS) }
    }
}

impl Hashing {
    /// Runs `work` on one of the threads, first come, first served.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when too many are waiting.
    pub async fn run<T: Send + 'static>(
        &self,
        caller: Caller,
        work: impl FnOnce(&mut Memory) -> T + Send + 'static,
    ) -> Result<T, Error> {
        let (done, result) = oneshot::channel();
        self.shared.push(
            caller,
            self.threads,
            Box::new(move |memory| {
                // A visitor who hung up needs no answer.
                if !done.is_closed() {
                    done.send(work(memory)).ok();
                }
            }),
        )?;
        let result = result.await;
        result.map_err(|_| anyhow::anyhow!("hashing panicked").into())
    }
}

impl Drop for Hashing {
    fn drop(&mut self) {
        self.shared.lock().over = true;
        self.shared.more.notify_all();
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn push(self: &Arc<Self>, caller: Caller, threads: usize, work: Work) -> Result<(), Error> {
        let mut queue = self.lock();
        let reserved = match caller {
            Caller::Known => 0,
            Caller::Unknown => RESERVED_FOR_KNOWN,
        };
        if queue.waiting.len() + queue.in_hand + reserved >= PLACES {
            return Err(Error::Unavailable(RETRY_AFTER));
        }
        queue.waiting.push_back(work);
        if queue.started < threads.min(queue.waiting.len() + queue.in_hand) {
            let shared = self.clone();
            let thread = thread::Builder::new().name("hashing".to_owned());
            match thread.spawn(move || shared.serve()) {
                Ok(_) => queue.started += 1,
                // Fewer threads are slower, but enough.
                Err(_) if queue.started > 0 => {}
                Err(error) => {
                    queue.waiting.clear();
                    return Err(anyhow::anyhow!("start a thread: {}", error.kind()).into());
                }
            }
        }
        self.more.notify_one();
        Ok(())
    }

    fn serve(&self) {
        lower_priority();
        let mut memory = vec![Block::new(); Params::DEFAULT.block_count()];
        while let Some(work) = self.next() {
            let work = std::panic::AssertUnwindSafe(|| work(&mut memory));
            std::panic::catch_unwind(work).ok();
            let mut queue = self.lock();
            queue.in_hand -= 1;
            let idle = queue.waiting.is_empty();
            drop(queue);
            if idle {
                // Wipes what was derived from passwords.
                memory.fill(Block::new());
            }
        }
    }

    /// Waits for work; returns `None` at the end.
    fn next(&self) -> Option<Work> {
        let mut queue = self.lock();
        loop {
            if let Some(work) = queue.waiting.pop_front() {
                queue.in_hand += 1;
                return Some(work);
            }
            if queue.over {
                return None;
            }
            queue = self.more.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Lets threads that answer visitors go first. Outside Linux this would slow down the whole process.
fn lower_priority() {
    #[cfg(target_os = "linux")]
    rustix::process::nice(10).ok();
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;
    use std::{
        collections::HashSet,
        sync::atomic::{AtomicUsize, Ordering},
    };

    #[tokio::test]
    async fn a_few_threads_serve_everybody_each_in_the_same_memory() {
        let hashing = Hashing::default();
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let places: Arc<Mutex<HashSet<usize>>> = Arc::default();
        let one = || {
            let (now, most, places) = (now.clone(), most.clone(), places.clone());
            hashing.run(Caller::Unknown, move |memory| {
                most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                assert_eq!(memory.len(), Params::DEFAULT.block_count());
                places.lock().unwrap().insert(memory.as_ptr().addr());
                thread::yield_now();
                now.fetch_sub(1, Ordering::SeqCst);
            })
        };
        for _ in 0..5 {
            // An answered caller may still hold a place for a moment.
            let many = PLACES - RESERVED_FOR_KNOWN - MOST_THREADS;
            let all = futures_util::future::join_all((0..many).map(|_| one())).await;
            assert!(all.iter().all(Result::is_ok));
        }
        assert!((1..=hashing.threads).contains(&most.load(Ordering::SeqCst)));
        assert!((1..=hashing.threads).contains(&places.lock().unwrap().len()));
    }

    #[tokio::test]
    async fn the_queue_is_bounded_and_keeps_places_for_those_who_are_known() {
        let (hashing, held) = (Hashing::default(), Arc::new(Mutex::new(())));
        let ask = |caller| {
            let held = held.clone();
            Box::pin(hashing.run(caller, move |_| drop(held.lock())))
        };
        let mut waiting = vec![];
        {
            let _turn = held.lock().unwrap();
            for (caller, places) in
                [(Caller::Unknown, PLACES - RESERVED_FOR_KNOWN), (Caller::Known, RESERVED_FOR_KNOWN)]
            {
                for _ in 0..places {
                    let mut asked = ask(caller);
                    assert!(asked.as_mut().now_or_never().is_none(), "it waits");
                    waiting.push(asked);
                }
                let refused = ask(caller).now_or_never();
                assert!(matches!(refused, Some(Err(Error::Unavailable(_)))));
            }
        }
        let served = futures_util::future::join_all(waiting).await;
        assert!(served.iter().all(Result::is_ok));
    }

    #[tokio::test]
    async fn a_mistake_costs_itself_only() {
        let hashing = Hashing::default();
        for _ in 0..2 * MOST_THREADS {
            let failed = hashing.run(Caller::Known, |_| -> () { panic!("a mistake of ours") }).await;
            assert!(matches!(failed, Err(Error::Internal(_))));
        }
        assert_eq!(hashing.run(Caller::Known, |_| 1).await.unwrap(), 1);
    }
}
