//! The data folder as the server sees it. Where its account cannot enter a parent, such as `/root`, it inherits a
//! handle.

use super::error::Error;
use rustix::io::{FdFlags, fcntl_setfd};
use std::{
    fs::File,
    os::fd::AsRawFd,
    path::{Path, PathBuf},
};

/// Path for the arguments of a program that is started while this value lives.
#[derive(Debug)]
pub struct View {
    pub path: PathBuf,
    #[expect(dead_code, reason = "held open for the program to inherit")]
    handle: Option<File>,
}

impl View {
    /// Returns the path of a folder that the program can enter.
    pub fn plain(folder: &Path) -> Self {
        Self { path: folder.to_owned(), handle: None }
    }

    /// Opens a folder that the program cannot enter, for it to inherit.
    pub fn inherited(folder: &Path) -> Result<Self, Error> {
        let handle = File::open(folder).map_err(Error::path(folder))?;
        let inherit = fcntl_setfd(&handle, FdFlags::empty());
        inherit.map_err(|error| Error::path(folder)(error.into()))?;
        let path = PathBuf::from(format!("/proc/self/fd/{}", handle.as_raw_fd()));
        Ok(Self { path, handle: Some(handle) })
    }
}
