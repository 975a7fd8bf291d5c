//! Shared state of every handler and job.

use super::{
    clock::Clock,
    config::Settings,
    db::Db,
    gate::Gate,
    hashing::Hashing,
    kept_values::KeptValues,
    keys::Keys,
    mail::{Mailer, folder::Folder, smtp::Smtp},
    page_cache::PageCache,
    tally::Tally,
    throttle::Throttle,
    view::Templates,
};
use crate::ids::LetterId;
use chrono::NaiveDate;
use std::{
    ops::Deref,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::{Semaphore, TryAcquireError, watch},
    time::Instant,
};

/// Most connections of a process to the database.
const POOL: usize = 16;
/// Time for running jobs and requests once the program stops. Together with recording outcomes and stopping the
/// embedded database it stays below 20 s.
pub const FINISH: Duration = Duration::from_secs(9);
/// Part of that for work that waits for a mail server.
const LAST_CALL: Duration = Duration::from_secs(6);

/// Most tasks running after their answers.
const AFTERWARDS: u16 = 64;

/// Running program; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// Parts of [`App`].
pub struct Parts {
    pub settings: Settings,
    pub db: Db,
    pub clock: Clock,
    pub templates: Templates,
    pub keys: Keys,
    pub mailer: Mailer,
    /// Set for a demonstration, which pages mention where it matters.
    pub demo: bool,
    /// Bounds on incoming requests.
    pub gate: Gate,
    /// Letters that this process brought to the pool since a mix, by organisation and lane; and the last of each.
    pub pool: Tally<(NaiveDate, LetterId)>,
    pub hashing: Hashing,
    /// Waits after wrong passwords.
    pub throttle: Throttle,
    /// Public pages, ready to be sent.
    pub pages: Arc<PageCache>,
    /// Values that seldom change.
    pub kept: KeptValues,
    afterwards: Arc<Semaphore>,
    stop: watch::Sender<Option<Instant>>,
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
    pub fn new(settings: Settings, database_url: &str, clock: Clock, demo: bool) -> anyhow::Result<Self> {
        let mailer = match &settings.smtp {
            Some(relay) => Mailer::Smtp(Smtp::new(relay.clone(), settings.sender())),
            None => Mailer::Folder(Folder::new(&settings.data.join("mail"), settings.sender())),
        };
        Ok(Self(Arc::new(Parts {
            db: Db::new(database_url, POOL)?,
            clock,
            templates: Templates::load()?,
            keys: Keys::open(&settings.keys)?,
            mailer,
            demo,
            gate: Gate::default(),
            pool: Tally::new(settings.pool),
            hashing: Hashing::default(),
            throttle: Throttle::default(),
            pages: Arc::default(),
            kept: KeptValues::default(),
            afterwards: Arc::new(Semaphore::new(AFTERWARDS.into())),
            stop: watch::Sender::new(None),
            works: AtomicBool::new(false),
            settings,
        })))
    }

    /// Runs a task that an answer does not wait for, so that response times reveal nothing. A crash may lose it.
    pub fn afterwards(&self, work: impl Future<Output = ()> + Send + 'static) -> Result<(), TryAcquireError> {
        let turn = self.0.afterwards.clone().try_acquire_owned()?;
        tokio::spawn(async move {
            work.await;
            drop(turn);
        });
        Ok(())
    }

    /// Resolves once no such task is running.
    pub async fn nothing_afterwards(&self) {
        let _all = self.0.afterwards.acquire_many(AFTERWARDS.into()).await;
    }

    /// Records that this process runs jobs.
    pub fn set_works(&self) {
        self.0.works.store(true, Ordering::Relaxed);
    }

    /// Tells whether this process runs jobs.
    pub fn works(&self) -> bool {
        self.0.works.load(Ordering::Relaxed)
    }

    /// Asks everything to finish and stop.
    pub fn stop(&self) {
        self.0.stop.send_if_modified(|stop| {
            let first = stop.is_none();
            stop.get_or_insert_with(Instant::now);
            first
        });
    }

    pub fn stopping(&self) -> bool {
        self.0.stop.borrow().is_some()
    }

    /// Resolves when the program stops.
    pub async fn stopped(&self) {
        self.stop_moment().await;
    }

    /// Resolves when running work must be given up.
    pub async fn out_of_time(&self) {
        tokio::time::sleep_until(self.stop_moment().await + FINISH).await;
    }

    /// Resolves when work that waits for others must record its progress: a while before [`App::out_of_time`].
    pub async fn last_call(&self) {
        tokio::time::sleep_until(self.stop_moment().await + LAST_CALL).await;
    }

    async fn stop_moment(&self) -> Instant {
        let mut stop = self.0.stop.subscribe();
        // The sender lives as long as this value, so waiting cannot fail.
        let moment = stop.wait_for(Option::is_some).await.ok().and_then(|stop| *stop);
        moment.unwrap_or_else(Instant::now)
    }
}
