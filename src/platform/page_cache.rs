//! Public pages, rendered once and kept in memory until something they show changes
//! ([why](../../docs/adr/0054-pages-from-memory.md)).

mod listener;
mod shelf;

pub use shelf::{Page, Version};

use super::{error::Error, i18n::Language};
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use shelf::Shelf;
use std::{
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
    time::Duration,
};
use tokio::{sync::watch, time::timeout};
use tokio_postgres::Client;

/// Longest round trip to the database; after a longer one nothing is served from memory.
const TIMEOUT: Duration = Duration::from_secs(3);
/// Most bytes of all pages together.
const MOST: usize = 8 << 20;

/// Cached pages. Empty unless a connection listens for changes.
pub struct PageCache {
    state: RwLock<State>,
    listening: watch::Sender<bool>,
}

struct State {
    /// Connection that listens for changes.
    client: Option<Arc<Client>>,
    generation: Generation,
    shelf: Shelf,
}

/// Number of times that all pages were forgotten. A page may be kept if this did not change while it was rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
        let state = State { client: None, generation: Generation(0), shelf: Shelf::new(most) };
        Self { state: RwLock::new(state), listening: watch::Sender::new(false) }
    }

    /// Returns the page at `path` in this minute, in the version that `choose` picks from the languages it comes in.
    pub fn get(&self, path: &str, minute: i64, choose: impl FnOnce(&[Language]) -> Version) -> Found {
        let state = self.read();
        if state.client.is_none() {
            return Found::Missing(None);
        }
        let page = state.shelf.get(path, minute, choose);
        page.map_or(Found::Missing(Some(state.generation)), Found::Page)
    }

    /// Keeps a page that was rendered in this minute, unless something changed since [`PageCache::get`] returned
    /// `generation`. `offered` are its languages.
    pub fn insert(
        &self,
        path: &str,
        minute: i64,
        offered: &[Language],
        version: Version,
        page: Arc<Page>,
        generation: Generation,
    ) {
        let mut state = self.write();
        if state.client.is_some() && state.generation == generation {
            state.shelf.insert(path, minute, offered, version, page);
        }
    }

    /// Waits until every change committed before is known here: pages requested afterwards show it.
    ///
    /// The server sends a connection its notifications before it is ready for the next query, so one round trip is
    /// enough. Without an answer in time nothing is served from memory.
    pub async fn settle(&self) {
        let Some(client) = self.read().client.clone() else {
            return;
        };
        if !round_trip(&client).await {
            self.stop(&client);
        }
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
