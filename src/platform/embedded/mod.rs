//! A Postgres in the data folder, for use without `DATABASE_URL`: nothing to set up.
//!
//! It uses the programs installed on the machine, listens on a socket only, and admits this process's user alone (and
//! root, when that is this user). Everything here blocks: call it from a thread for blocking work.

mod account;
mod binaries;
mod cluster;
mod command;
mod error;
mod folder;
mod lock;
mod processes;
mod server;
mod settings;
mod supervisor;
mod view;

pub use error::Error;
pub use settings::PRIVACY;

use command::Lifetime;
use folder::Folder;
use lock::{StartLock, UseLock};
use server::Server;
use std::{
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};
use supervisor::Supervisor;

/// Role that owns everything.
const ROLE: &str = "pratfall";
/// Database that is made together with the cluster.
pub const DATABASE: &str = "pratfall";

/// Durability of a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    Durable,
    /// Lost in a power failure, but faster: for tests.
    Throwaway,
}

/// Running server; stops when dropped, unless others still use it.
#[derive(Debug)]
pub struct Postgres {
    server: Server,
    usage: Usage,
}

#[derive(Debug)]
enum Usage {
    /// Exclusive use. Dropped in this order.
    Owner(Option<Supervisor>, #[expect(dead_code, reason = "held, not used")] UseLock),
    /// Shared use; the last sharer stops the server.
    Sharer(Option<UseLock>),
    /// Server of another process.
    Guest,
}

impl Postgres {
    /// Locks the data folder and runs its server until dropped, making both where needed. Stops a server that an
    /// earlier process left behind; restarts one that dies.
    ///
    /// # Errors
    /// [`Error::InUse`] when another process uses the folder.
    pub fn start(data: &Path, durability: Durability) -> Result<Self, Error> {
        let folder = Folder::open(data)?;
        let _starting = StartLock::acquire(&folder.data)?;
        let lock = UseLock::exclusive(&folder.data)?.ok_or_else(|| lock::in_use(&folder.data))?;
        let mut server = Server::plan(folder, durability)?;
        cluster::prepare(&mut server)?;
        let supervisor = Supervisor::start(server.clone())?;
        Ok(Self { server, usage: Usage::Owner(Some(supervisor), lock) })
    }

    /// Uses the server of another process, else shares one with other commands.
    pub fn join(data: &Path) -> Result<Self, Error> {
        Self::share(data, Durability::Durable)
    }

    /// Uses the server of the process that [started](Postgres::start) it, else shares one: the first sharer starts it,
    /// the last one stops it. Killed sharers leave it running for the next.
    pub fn share(data: &Path, durability: Durability) -> Result<Self, Error> {
        let folder = Folder::open(data)?;
        let since = Instant::now();
        while since.elapsed() < Duration::from_mins(1) {
            let starting = StartLock::acquire(&folder.data)?;
            if let Some(lock) = UseLock::shared(&folder.data)? {
                let mut server = Server::plan(folder, durability)?;
                if !server.is_ready() {
                    cluster::prepare(&mut server)?;
                    let mut child = server.run(Lifetime::Detached)?;
                    thread::spawn(move || child.wait());
                }
                return Ok(Self { server, usage: Usage::Sharer(Some(lock)) });
            }
            drop(starting);
            // Another process serves: is it ready, restarting, or about to stop?
            let server = Server::plan(folder.clone(), durability)?;
            if server.is_ready() {
                return Ok(Self { server, usage: Usage::Guest });
            }
            thread::sleep(Duration::from_millis(20));
        }
        Err(lock::in_use(&folder.data))
    }

    /// Returns a connection string, for this program and for Postgres's own.
    pub fn url(&self, database: &str) -> String {
        let host = self.server.folder.run.to_string_lossy();
        format!("host={} user={ROLE} dbname={}", quoted(&host), quoted(database))
    }

    /// Returns the path of one of Postgres's own programs, such as `pg_dump`.
    pub fn program(&self, name: &str) -> PathBuf {
        self.server.programs.join(name)
    }

    /// Stops the server, unless others use it; dropping does the same.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        match &mut self.usage {
            Usage::Owner(supervisor, _) => {
                drop(supervisor.take());
                self.server.folder.remove_outside();
            }
            Usage::Sharer(lock) => {
                let starting = StartLock::acquire(&self.server.folder.data);
                if lock.as_ref().is_some_and(UseLock::is_last) {
                    self.server.clear();
                    self.server.folder.remove_outside();
                }
                drop(lock.take());
                drop(starting);
            }
            Usage::Guest => {}
        }
    }
}

/// Returns the path of a program of Postgres, of the version that made the cluster.
pub fn program(data: &Path, name: &str) -> Result<PathBuf, Error> {
    let server = Server::plan(Folder::open(data)?, Durability::Durable)?;
    Ok(server.programs.join(name))
}

/// Quotes a value of a connection string.
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
