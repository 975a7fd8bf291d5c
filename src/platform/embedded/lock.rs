//! Locks on the data folder, which the system drops when a process ends, however it ends.

use super::error::Error;
use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{Seek, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

/// Lock held while a server is started or stopped.
#[derive(Debug)]
pub struct StartLock(#[expect(dead_code, reason = "held, not used")] File);

impl StartLock {
    pub fn acquire(data: &Path) -> Result<Self, Error> {
        let file = open(&data.join("turn.lock"))?;
        file.lock().map_err(Error::path(data))?;
        Ok(Self(file))
    }
}

/// Lock on the data folder's server: exclusive (a server process) or shared (commands).
#[derive(Debug)]
pub struct UseLock(File);

impl UseLock {
    /// Locks the server for this process alone; `None` when another holds it.
    pub fn exclusive(data: &Path) -> Result<Option<Self>, Error> {
        Self::lock(data, File::try_lock)
    }

    /// Locks the server together with other commands; `None` when a process holds it alone.
    pub fn shared(data: &Path) -> Result<Option<Self>, Error> {
        Self::lock(data, File::try_lock_shared)
    }

    fn lock(data: &Path, lock: fn(&File) -> Result<(), TryLockError>) -> Result<Option<Self>, Error> {
        let path = data.join("pratfall.lock");
        let mut file = open(&path)?;
        match lock(&file) {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(Error::path(path)(error)),
        }
        // For the message of the next process.
        let note = file
            .set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| writeln!(file, "{}", std::process::id()));
        note.map_err(Error::path(path))?;
        Ok(Some(Self(file)))
    }

    /// Tells whether this is the last holder. Needs the [`StartLock`].
    pub fn is_last(&self) -> bool {
        self.0.unlock().is_ok() && self.0.try_lock().is_ok()
    }
}

/// Returns the error that names the holder of the data folder.
pub fn in_use(data: &Path) -> Error {
    let pid = fs::read_to_string(data.join("pratfall.lock")).unwrap_or_default();
    let by = pid.trim().parse().map(|pid: u32| format!(" (process {pid})")).unwrap_or_default();
    Error::InUse { folder: data.to_owned(), by }
}

/// Unlocks for all: a program that is being started has a copy of every open file for a moment.
impl Drop for UseLock {
    fn drop(&mut self) {
        // Closing, which comes next, does the same once there is no copy.
        let _ = self.0.unlock();
    }
}

fn open(path: &Path) -> Result<File, Error> {
    let mut options = OpenOptions::new();
    options
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
        .map_err(Error::path(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locks_are_exclusive_or_shared_and_the_last_holder_knows_it() {
        let data = tempfile::tempdir().unwrap();
        let data = data.path();
        let exclusive = UseLock::exclusive(data).unwrap().unwrap();
        assert!(UseLock::exclusive(data).unwrap().is_none() && UseLock::shared(data).unwrap().is_none());
        assert!(in_use(data).to_string().contains(&std::process::id().to_string()));
        drop(exclusive);
        let first = UseLock::shared(data).unwrap().unwrap();
        let second = UseLock::shared(data).unwrap().unwrap();
        assert!(UseLock::exclusive(data).unwrap().is_none());
        assert!(!first.is_last());
        drop(first);
        assert!(second.is_last());
    }
}
