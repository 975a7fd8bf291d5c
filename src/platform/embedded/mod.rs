//! A Postgres of our own in the data folder, for when no `DATABASE_URL` is given: nothing to set up.
//!
//! It uses the programs installed on the machine, a socket only and no port, and lets in only the user that runs
//! us (and root, when that is us). Everything here blocks: call it from a thread for blocking work.

mod account;
mod binaries;
mod cluster;
mod command;
mod error;
mod folder;
mod keeper;
mod lock;
mod processes;
mod server;
mod settings;
mod view;

pub use error::Error;
pub use settings::PRIVACY;

use command::Lifetime;
use folder::Folder;
use keeper::Keeper;
use lock::{Hold, Turn};
use server::Server;
use std::{
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

/// The role that owns everything.
const ROLE: &str = "pratfall";
/// The database that is made together with the cluster.
pub const DATABASE: &str = "pratfall";

/// Whether a commit outlives a power failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    Durable,
    /// It does not, which is faster: for tests.
    Throwaway,
}

/// A running embedded Postgres; ends when dropped, unless others still use it.
#[derive(Debug)]
pub struct Postgres {
    server: Server,
    stay: Stay,
}

#[derive(Debug)]
enum Stay {
    /// We serve: it is ours alone. Dropped in this order.
    Owner(
        Option<Keeper>,
        #[expect(dead_code, reason = "held, not used")] Hold,
    ),
    /// We share it with other commands; the last one ends it.
    Sharer(Option<Hold>),
    /// Somebody else serves.
    Guest,
}

impl Postgres {
    /// Owns the data folder for as long as this value lives and runs its server, making both where needed.
    /// A server that an earlier owner left behind is ended first; one that dies is started again.
    ///
    /// # Errors
    /// [`Error::InUse`] when another process owns or uses the folder; else what [`Error`] lists.
    pub fn start(data: &Path, durability: Durability) -> Result<Self, Error> {
        let folder = Folder::open(data)?;
        let _turn = Turn::wait(&folder.data)?;
        let hold = Hold::alone(&folder.data)?.ok_or_else(|| lock::in_use(&folder.data))?;
        let mut server = Server::plan(folder, durability)?;
        cluster::prepare(&mut server)?;
        let keeper = Keeper::start(server.clone())?;
        Ok(Self {
            server,
            stay: Stay::Owner(Some(keeper), hold),
        })
    }

    /// For commands beside a server that may be running: uses its Postgres, else starts one.
    pub fn join(data: &Path) -> Result<Self, Error> {
        Self::share(data, Durability::Durable)
    }

    /// Uses the Postgres of whoever [started](Postgres::start) it, else shares one with all others who share it:
    /// the first starts it, the last to leave ends it. Killed sharers leave it running for the next.
    ///
    /// # Errors
    /// What [`Error`] lists.
    pub fn share(data: &Path, durability: Durability) -> Result<Self, Error> {
        let folder = Folder::open(data)?;
        let since = Instant::now();
        while since.elapsed() < Duration::from_mins(1) {
            let turn = Turn::wait(&folder.data)?;
            if let Some(hold) = Hold::together(&folder.data)? {
                let mut server = Server::plan(folder, durability)?;
                if !server.is_ready() {
                    cluster::prepare(&mut server)?;
                    let mut child = server.run(Lifetime::Detached)?;
                    thread::spawn(move || child.wait());
                }
                return Ok(Self {
                    server,
                    stay: Stay::Sharer(Some(hold)),
                });
            }
            drop(turn);
            // Somebody serves: is it ready, or starting again, or about to leave?
            let server = Server::plan(folder.clone(), durability)?;
            if server.is_ready() {
                return Ok(Self {
                    server,
                    stay: Stay::Guest,
                });
            }
            thread::sleep(Duration::from_millis(20));
        }
        Err(lock::in_use(&folder.data))
    }

    /// How to connect: for `tokio-postgres` and what stands on it, and for Postgres's own programs.
    pub fn url(&self, database: &str) -> String {
        let host = self.server.folder.run.to_string_lossy();
        format!("host={} user={ROLE} dbname={}", quoted(&host), quoted(database))
    }

    /// One of Postgres's own programs of the same version, such as `pg_dump`.
    pub fn program(&self, name: &str) -> PathBuf {
        self.server.programs.join(name)
    }

    /// Ends the server, unless others use it. Dropping does the same.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        match &mut self.stay {
            Stay::Owner(keeper, _) => {
                drop(keeper.take());
                self.server.folder.leave();
            }
            Stay::Sharer(hold) => {
                // Without a turn (the folder is gone) there is nobody to be polite to.
                let turn = Turn::wait(&self.server.folder.data);
                if hold.as_ref().is_some_and(Hold::is_last) {
                    self.server.clear();
                    self.server.folder.leave();
                }
                drop(hold.take());
                drop(turn);
            }
            Stay::Guest => {}
        }
    }
}

/// One of Postgres's own programs, of the version that made the cluster in a data folder, such as `pg_dump`.
pub fn program(data: &Path, name: &str) -> Result<PathBuf, Error> {
    let server = Server::plan(Folder::open(data)?, Durability::Durable)?;
    Ok(server.programs.join(name))
}

/// A value of a connection string.
fn quoted(value: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    if !value.is_empty() && value.chars().all(plain) {
        return value.to_owned();
    }
    format!("'{}'", value.replace('\\', r"\\").replace('\'', r"\'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_quoted_where_needed() {
        assert_eq!(quoted("/var/lib/pratfall/run"), "/var/lib/pratfall/run");
        assert_eq!(quoted(r"/a b/c'd\e"), r"'/a b/c\'d\\e'");
        assert_eq!(quoted(""), "''");
    }
}
