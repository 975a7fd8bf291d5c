//! What every handler and every job may use.

use super::{
    clock::Clock,
    config::Settings,
    db::Db,
    gate::Gate,
    hashing::Hashing,
    keys::Keys,
    mail::{Mailer, folder::Folder, smtp::Smtp},
    pace::Pace,
    view::Templates,
};
use std::{
    ops::Deref,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};
use tokio::sync::{Semaphore, TryAcquireError, watch};

/// Connections a process keeps to the database at most.
const POOL: usize = 16;

/// Things done after answers, at once.
const AFTERWARDS: u16 = 64;

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
    /// Where passwords are hashed.
    pub hashing: Hashing,
    /// How fast passwords may be guessed at.
    pub pace: Pace,
    afterwards: Arc<Semaphore>,
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
            hashing: Hashing::default(),
            pace: Pace::default(),
            afterwards: Arc::new(Semaphore::new(AFTERWARDS.into())),
            stop: watch::Sender::new(false),
            works: AtomicBool::new(false),
            settings,
        })))
    }

    /// Does what an answer does not wait for, so that its time tells nothing. A crash may lose it.
    ///
    /// # Errors
    /// When too much is under way already.
    pub fn afterwards(&self, work: impl Future<Output = ()> + Send + 'static) -> Result<(), TryAcquireError> {
        let turn = self.0.afterwards.clone().try_acquire_owned()?;
        tokio::spawn(async move {
            work.await;
            drop(turn);
        });
        Ok(())
    }

    /// Resolves once nothing of that kind is under way.
    pub async fn nothing_afterwards(&self) {
        let _all = self.0.afterwards.acquire_many(AFTERWARDS.into()).await;
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
