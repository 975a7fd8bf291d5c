//! Public pages, rendered once and kept in memory until something they show changes
//! ([why](../../docs/adr/0054-pages-from-memory.md)).

mod listener;
mod shelf;

pub use shelf::{Page, Validity, Version};

use super::{error::Error, i18n::Language};
use chrono::{DateTime, Utc};
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use shelf::Shelf;
use std::{
    sync::{
        Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::{Mutex, watch},
    time::timeout,
};
use tokio_postgres::Client;

/// Longest round trip to the database; after a longer one nothing is served from memory.
const TIMEOUT: Duration = Duration::from_secs(3);
/// Most bytes of all pages together.
const MOST: usize = 8 << 20;

/// Cached pages. Empty unless a connection listens for changes.
pub struct PageCache {
    state: RwLock<State>,
    listening: watch::Sender<bool>,
    /// Number of calls of [`PageCache::settle`].
    calls: AtomicU64,
    /// Calls before the last round trip: those are answered. Whoever holds the lock makes the next one.
    answered: Mutex<u64>,
}

struct State {
    /// Connection that listens for changes.
    client: Option<Arc<Client>>,
    generation: Generation,
    shelf: Shelf,
}

/// Number of times that all pages were forgotten. A page may be kept if this did not change while it was rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Generation(u64);

/// Result of [`PageCache::get`].
pub enum Found {
    Page(Arc<Page>),
    /// No page. Without a generation, none may be kept.
    Missing(Option<Generation>),
}

impl Default for PageCache {
    fn default() -> Self {
        Self::new(MOST)
    }
}

impl PageCache {
    /// Creates a cache of at most `most` bytes.
    pub fn new(most: usize) -> Self {
        let state = State { client: None, generation: Generation::default(), shelf: Shelf::new(most) };
        Self {
            state: RwLock::new(state),
            listening: watch::Sender::new(false),
            calls: AtomicU64::new(0),
            answered: Mutex::new(0),
        }
    }

    /// Returns the page at `path` as of `now`, in the version that `choose` picks from the languages it comes in.
    pub fn get(&self, path: &str, now: DateTime<Utc>, choose: impl FnOnce(&[Language]) -> Version) -> Found {
        let state = self.read();
        if !state.listens() {
            return Found::Missing(None);
        }
        let page = state.shelf.get(path, now, choose);
        page.map_or(Found::Missing(Some(state.generation)), Found::Page)
    }

    /// Returns the present generation; `None` while nothing may come from memory.
    pub fn generation(&self) -> Option<Generation> {
        let state = self.read();
        state.listens().then_some(state.generation)
    }

    /// Keeps a page while it is `valid`, unless something changed since [`PageCache::get`] returned `generation`.
    /// `offered` are its languages.
    pub fn insert(
        &self,
        path: &str,
        valid: Validity,
        offered: &[Language],
        version: Version,
        page: Arc<Page>,
        generation: Generation,
    ) {
        let mut state = self.write();
        if state.listens() && state.generation == generation {
            state.shelf.insert(path, valid, offered, version, page);
        }
    }

    /// Waits until every change committed before is known here: pages requested afterwards show it.
    ///
    /// The server sends a connection its notifications before it is ready for the next query, so one round trip is
    /// enough, for all who wait when it begins. Without an answer in time nothing is served from memory.
    pub async fn settle(&self) {
        let call = self.calls.fetch_add(1, Ordering::SeqCst) + 1;
        let mut answered = self.answered.lock().await;
        let Some(client) = self.read().client.clone() else {
            return;
        };
        if *answered >= call {
            return;
        }
        let calls = self.calls.load(Ordering::SeqCst);
        if round_trip(&client).await {
            *answered = calls;
        } else {
            self.stop(&client);
        }
    }

    /// Returns how often [`PageCache::settle`] was called.
    pub fn settled(&self) -> u64 {
        self.calls.load(Ordering::SeqCst)
    }

    /// Resolves once pages are kept, or no longer are.
    pub async fn until_listening(&self, listening: bool) {
        // The sender lives as long as this value, so waiting cannot fail.
        let _ = self.listening.subscribe().wait_for(|is| *is == listening).await;
    }

    /// Returns the size of all pages.
    pub fn bytes(&self) -> usize {
        self.read().shelf.bytes()
    }

    fn flush(&self) {
        self.write().flush();
    }

    fn start(&self, client: &Arc<Client>) {
        {
            let mut state = self.write();
            // A page that is being rendered may show what was there before this connection listened.
            state.flush();
            state.client = Some(client.clone());
        }
        self.listening.send_replace(true);
    }

    /// Stops serving from memory, if `client` is the listening connection.
    fn stop(&self, client: &Arc<Client>) {
        {
            let mut state = self.write();
            if !state.listens_with(client) {
                return;
            }
            state.client = None;
            state.flush();
        }
        self.listening.send_replace(false);
    }

    fn listens_with(&self, client: &Arc<Client>) -> bool {
        self.read().listens_with(client)
    }

    fn read(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn flush(&mut self) {
        self.generation.0 += 1;
        self.shelf.clear();
    }

    /// Tells whether notifications arrive. A connection that nobody reads any more is closed.
    fn listens(&self) -> bool {
        self.client.as_ref().is_some_and(|client| !client.is_closed())
    }

    fn listens_with(&self, client: &Arc<Client>) -> bool {
        self.client.as_ref().is_some_and(|mine| Arc::ptr_eq(mine, client))
    }
}

/// Announces a change that public pages show and that is not in the database.
pub async fn announce(conn: &mut AsyncPgConnection) -> Result<(), Error> {
    Ok(conn.batch_execute("notify pages").await?)
}

/// Tells whether the server answers in time.
async fn round_trip(client: &Client) -> bool {
    matches!(timeout(TIMEOUT, client.batch_execute("")).await, Ok(Ok(())))
}
