//! What every handler and every job may use.

use super::{
    clock::Clock,
    config::Settings,
    db::Db,
    error::Error,
    gate::Gate,
    keys::Keys,
    mail::{Mailer, folder::Folder, smtp::Smtp},
    view::Templates,
};
use anyhow::anyhow;
use std::{
    ops::Deref,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::sync::{Semaphore, watch};

/// Connections a process keeps to the database at most.
const POOL: usize = 16;
/// Hashes computed at once: each takes a core and 19 MiB.
const HASHING: usize = 2;
/// Visitors who may wait for a hash before others are asked to come back.
const HASHING_QUEUE: usize = 64;

/// The running program; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// What [`App`] is made of.
pub struct Parts {
    /// The settings.
    pub settings: Settings,
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// The templates.
    pub templates: Templates,
    /// Secrets outside the database.
    pub keys: Keys,
    /// How mail leaves.
    pub mailer: Mailer,
    /// Whether this is a demonstration: pages say so where it matters.
    pub demo: bool,
    /// Bounds on what comes in.
    pub gate: Gate,
    hashing: Semaphore,
    hashing_queue: Semaphore,
    stop: watch::Sender<bool>,
    works: AtomicBool,
}

impl Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl App {
    /// Puts the parts together. Nothing is started yet.
    ///
    /// # Errors
    /// When templates, keys or the pool cannot be made.
    pub fn new(settings: Settings, database_url: &str, clock: Clock, demo: bool) -> anyhow::Result<Self> {
        let mailer = match &settings.smtp {
            Some(url) => Mailer::Smtp(Smtp::new(url.clone(), settings.mail_from.clone())),
            None => Mailer::Folder(Folder::new(
                &settings.data.join("mail"),
                settings.mail_from.clone(),
            )),
        };
        Ok(Self(Arc::new(Parts {
            db: Db::new(database_url, POOL)?,
            clock,
            templates: Templates::load()?,
            keys: Keys::open(&settings.keys)?,
            mailer,
            demo,
            gate: Gate::default(),
            hashing: Semaphore::new(HASHING),
            hashing_queue: Semaphore::new(HASHING_QUEUE),
            stop: watch::Sender::new(false),
            works: AtomicBool::new(false),
            settings,
        })))
    }

    /// Runs something that takes a core for a while, off the async threads and never many at once.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when too many are waiting already.
    pub async fn heavy<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let busy = |_| Error::Unavailable(Duration::from_secs(2));
        let _place = self.hashing_queue.try_acquire().map_err(busy)?;
        let _turn = self
            .hashing
            .acquire()
            .await
            .map_err(|_| Error::Unavailable(Duration::from_secs(2)))?;
        Ok(tokio::task::spawn_blocking(work)
            .await
            .map_err(|_| anyhow!("heavy work panicked"))?)
    }

    /// Says that this process does jobs, besides whatever else it does.
    pub fn set_works(&self) {
        self.0.works.store(true, Ordering::Relaxed);
    }

    /// Whether this process does jobs.
    #[must_use]
    pub fn works(&self) -> bool {
        self.0.works.load(Ordering::Relaxed)
    }

    /// Asks everything that runs to finish what it has in hand and stop.
    pub fn stop(&self) {
        self.0.stop.send_replace(true);
    }

    /// Whether to stop.
    #[must_use]
    pub fn stopping(&self) -> bool {
        *self.0.stop.borrow()
    }

    /// Resolves when it is time to stop.
    pub async fn stopped(&self) {
        let mut stop = self.0.stop.subscribe();
        // The sender lives as long as this value, so waiting cannot fail.
        let _ = stop.wait_for(|stop| *stop).await;
    }
}
