//! Files of the embedded Postgres: `postgres/` the cluster, `run/` the socket, `postgres.log` the log.

use super::{account::Account, error::Error};
use std::{
    fs::{self, DirBuilder, File, OpenOptions, Permissions},
    io,
    os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt, chown},
    path::{Path, PathBuf},
};

/// Longest path of the socket's folder in bytes: systems allow 104 (macOS) or 108 for `…/.s.PGSQL.5432` and a zero.
const LONGEST: usize = 88;
/// Size in bytes above which a start truncates the log.
const LARGEST_LOG: u64 = 1 << 20;

#[derive(Debug, Clone)]
pub struct Folder {
    /// Data folder, without links.
    pub data: PathBuf,
    pub cluster: PathBuf,
    /// Folder of the socket.
    pub run: PathBuf,
    pub log: PathBuf,
    /// Text in the titles of the server's processes; follows the folder when it is renamed.
    pub mark: String,
}

impl Folder {
    /// Makes the data folder where it is missing.
    pub fn open(data: &Path) -> Result<Self, Error> {
        if let Some(parent) = data.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            fs::create_dir_all(parent).map_err(Error::path(data))?;
        }
        make(data, 0o700).map_err(Error::path(data))?;
        let data = fs::canonicalize(data).map_err(Error::path(data))?;
        let about = fs::metadata(&data).map_err(Error::path(&data))?;
        let mark = format!("pratfall-{:x}-{:x}", about.dev(), about.ino());
        let run = data.join("run");
        let plain = |path: &str| path.len() <= LONGEST && !path.contains([',', '"']);
        let run = if run.to_str().is_some_and(plain) { run } else { Path::new("/tmp").join(&mark) };
        Ok(Self { cluster: data.join("postgres"), log: data.join("postgres.log"), data, run, mark })
    }

    /// Makes the folder of the socket, owned by `account`.
    pub fn prepare(&self, account: Option<&Account>) -> Result<(), Error> {
        if let Some(account) = account {
            self.admit(account).map_err(Error::path(&self.data))?;
        }
        make(&self.run, 0o700).map_err(Error::path(&self.run))?;
        self.check_run(account)?;
        chown_to(&self.run, account)?;
        fs::set_permissions(&self.run, Permissions::from_mode(0o700)).map_err(Error::path(&self.run))
    }

    /// Removes what lies outside of the data folder.
    pub fn remove_outside(&self) {
        if !self.run.starts_with(&self.data) {
            // Not empty: a server still runs.
            let _ = fs::remove_dir(&self.run);
        }
    }

    pub fn open_log(&self) -> Result<File, Error> {
        let log = OpenOptions::new().create(true).append(true).mode(0o600).open(&self.log);
        let trim = |log: File| {
            let large = log.metadata()?.len() > LARGEST_LOG;
            if large { log.set_len(0).map(|()| log) } else { Ok(log) }
        };
        log.and_then(trim).map_err(Error::path(&self.log))
    }

    /// Returns the first folder on the way to the data folder that `account` cannot enter.
    pub fn first_closed(&self, account: &Account) -> Option<&Path> {
        let way: Vec<_> = self.data.ancestors().collect();
        way.into_iter().rev().find(|folder| !account.may_enter(folder))
    }

    /// Lets the server's account, and nobody else, pass through a data folder of this user.
    fn admit(&self, account: &Account) -> io::Result<()> {
        let about = fs::metadata(&self.data)?;
        if account.may_enter(&self.data) || about.uid() != rustix::process::geteuid().as_raw() {
            return Ok(());
        }
        chown(&self.data, None, Some(account.gid))?;
        fs::set_permissions(&self.data, Permissions::from_mode((about.mode() & 0o707) | 0o010))
    }

    /// Checks the owner of the folder of the socket: in `/tmp` anybody may have made it.
    fn check_run(&self, account: Option<&Account>) -> Result<(), Error> {
        let about = fs::symlink_metadata(&self.run).map_err(Error::path(&self.run))?;
        let us = rustix::process::geteuid().as_raw();
        let ours = about.uid() == us || account.is_some_and(|account| account.uid == about.uid());
        let taken = || Error::SocketTaken { path: self.run.clone() };
        (about.is_dir() && ours).then_some(()).ok_or_else(taken)
    }
}

/// Makes a folder with this mode, unless there is one.
pub fn make(folder: &Path, mode: u32) -> io::Result<()> {
    match DirBuilder::new().mode(mode).create(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => Ok(()),
        other => other,
    }
}

/// Makes the server's account the owner of a file or folder.
pub fn chown_to(path: &Path, account: Option<&Account>) -> Result<(), Error> {
    let Some(account) = account else { return Ok(()) };
    chown(path, Some(account.uid), Some(account.gid)).map_err(Error::path(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_path_has_its_socket_elsewhere() {
        let base = tempfile::tempdir().unwrap();
        let base = base.path();
        let short = Folder::open(&base.join("a")).unwrap();
        assert_eq!(short.run, short.data.join("run"));
        let long = Folder::open(&base.join("x".repeat(LONGEST))).unwrap();
        assert_eq!(long.run, Path::new("/tmp").join(&long.mark));
        assert_ne!(short.mark, long.mark);
    }

    #[test]
    fn a_file_in_the_place_of_the_folder_is_told() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let file = file.path();
        assert!(matches!(Folder::open(file), Err(Error::NotWritable { .. })));
        assert!(matches!(Folder::open(&file.join("data")), Err(Error::NotWritable { .. })));
    }
}
