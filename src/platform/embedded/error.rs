//! Errors of the embedded Postgres, each in one line that says what to do.

use std::{io, path::PathBuf};

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("no PostgreSQL found: install it ({INSTALL}) or set DATABASE_URL")]
    NoBinaries,
    #[error("PostgreSQL {found} is too old, {oldest} or later is needed: install it or set DATABASE_URL")]
    TooOld { found: u32, oldest: u32 },
    #[error(
        "{} was made by PostgreSQL {made}, but only {found} is installed: install PostgreSQL {made}, \
         or restore a backup into a new data folder",
        folder.display()
    )]
    WrongMajor {
        folder: PathBuf,
        made: String,
        /// Installed versions, separated by commas.
        found: String,
    },
    #[error(
        "the data folder {} is in use by another pratfall{by}: stop that one, or set PRATFALL_DATA",
        folder.display()
    )]
    InUse {
        folder: PathBuf,
        /// ` (process 123)`, if known.
        by: String,
    },
    #[error("cannot write {}: {why}; make it writable or set PRATFALL_DATA", path.display())]
    NotWritable { path: PathBuf, why: String },
    #[error(
        "the account {account} cannot enter {}: open it (chmod o+x) or set PRATFALL_DATA to a folder elsewhere",
        folder.display()
    )]
    Closed {
        /// First folder on the way that the account cannot enter.
        folder: PathBuf,
        account: String,
    },
    #[error("{} belongs to another user: start as that user, or set PRATFALL_DATA", folder.display())]
    Foreign { folder: PathBuf },
    #[error(
        "started as root, but there is no user postgres or nobody to run the database as: start as another user"
    )]
    NoAccount,
    #[error("the place of the database's socket, {}, is taken: remove it, or set PRATFALL_DATA to a shorter path", path.display())]
    SocketTaken { path: PathBuf },
    /// `postmaster.pid` without a number.
    #[error(
        "{} is damaged, as after a power cut: see that no postgres runs there, remove that file and start again",
        path.display()
    )]
    DamagedPid { path: PathBuf },
    #[error("the disk is full: make room for {}, or set PRATFALL_DATA to a folder elsewhere", path.display())]
    DiskFull { path: PathBuf },
    #[error("{program} failed: {why} (more in {})", log.display())]
    Failed {
        program: &'static str,
        /// First line that matters.
        why: String,
        log: PathBuf,
    },
    #[error("postgres did not become ready in {seconds} s (more in {})", log.display())]
    NotReady { seconds: u64, log: PathBuf },
}

#[cfg(target_os = "macos")]
const INSTALL: &str = "brew install postgresql@17";
#[cfg(not(target_os = "macos"))]
const INSTALL: &str = "apt-get install postgresql";

impl Error {
    /// Wraps a system error about a path.
    pub fn path(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |error| match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { path },
            _ => Self::NotWritable { path, why: error.to_string() },
        }
    }

    /// Wraps the output of a program that failed.
    pub fn failed(program: &'static str, output: &str, log: PathBuf) -> Self {
        if output.contains("No space left on device") || output.contains("Disk quota exceeded") {
            return Self::DiskFull { path: log.parent().map(PathBuf::from).unwrap_or_default() };
        }
        Self::Failed { program, why: reason(output), log }
    }
}

/// Returns the line that matters: the first with a severity, else the last.
fn reason(output: &str) -> String {
    let grave = ["PANIC:", "FATAL:", "ERROR:", "error:"];
    let found = output.lines().find_map(|line| grave.iter().find_map(|mark| Some(line.split_once(mark)?.1)));
    let last = || output.lines().rev().find(|line| !line.trim().is_empty());
    found.or_else(last).unwrap_or("it ended without a word").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grave_line_is_the_reason() {
        let log = "2026-01-01 LOG:  starting\n2026-01-01 [7] FATAL:  lock file exists\nHINT: ?\n";
        assert_eq!(reason(log), "lock file exists");
        assert_eq!(reason("one\ntwo\n\n"), "two");
        assert_eq!(reason(""), "it ended without a word");
    }

    #[test]
    fn a_full_disk_is_told_apart() {
        let output = "initdb: error: could not write to file \"x\": No space left on device";
        let error = Error::failed("initdb", output, "/data/postgres.log".into());
        assert_eq!(
            error.to_string(),
            "the disk is full: make room for /data, or set PRATFALL_DATA to a folder elsewhere"
        );
        let error = Error::path("/data")(io::ErrorKind::StorageFull.into());
        assert!(matches!(error, Error::DiskFull { .. }));
    }
}
