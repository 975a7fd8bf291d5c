//! Heads of the trails, outside the database: who can write to the database alone can hash a trail anew or cut off its
//! end, and is found out by the head that lies beside the keys. A head lags behind its trail by a minute at most.

use super::chain::Anchor;
use crate::{ids::OrganisationId, platform::files};
use anyhow::{Context, Result};
use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

/// Folder with a file for each organisation: number and hash of an entry of its trail.
#[derive(Debug, Clone)]
pub struct Heads(PathBuf);

impl Heads {
    /// Returns those beside the keys of an installation.
    pub fn of(keys: &Path) -> Self {
        Self(keys.join("trails"))
    }

    fn file(&self, organisation: OrganisationId) -> PathBuf {
        self.0.join(format!("{organisation}.head"))
    }

    /// Returns the head of a trail; `None` while none was kept.
    pub fn read(&self, organisation: OrganisationId) -> Result<Option<Anchor>> {
        let file = self.file(organisation);
        match fs::read_to_string(&file) {
            Ok(text) => parse(&text).map(Some).with_context(|| format!("{} is no head", file.display())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("read {}", file.display())),
        }
    }

    pub fn write(&self, organisation: OrganisationId, head: &Anchor) -> Result<()> {
        let file = self.file(organisation);
        files::write(&file, line(head).as_bytes()).with_context(|| format!("write {}", file.display()))
    }

    /// Forgets all heads, after an older database was put back.
    pub fn forget(&self) -> Result<()> {
        match fs::remove_dir_all(&self.0) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error).context("forget heads of trails"),
            _ => Ok(()),
        }
    }
}

fn line(head: &Anchor) -> String {
    let hash: String = head.hash.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{} {hash}\n", head.number)
}

fn parse(text: &str) -> Option<Anchor> {
    let (number, hash) = text.trim_end().split_once(' ')?;
    let digits = hash.as_bytes().chunks(2).map(|two| std::str::from_utf8(two).ok());
    let hash: Option<Vec<u8>> = digits.map(|two| u8::from_str_radix(two?, 16).ok()).collect();
    Some(Anchor { number: number.parse().ok()?, hash: hash.filter(|hash| hash.len() == 32)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let (heads, organisation) = (Heads::of(folder.path()), OrganisationId::new());
        assert_eq!(heads.read(organisation).unwrap(), None);
        let head = Anchor { number: 7, hash: (0..32).collect() };
        heads.write(organisation, &head).unwrap();
        assert_eq!(heads.read(organisation).unwrap(), Some(head));
        for odd in ["", "7", "7 zz", "7 0001", "x 00"] {
            fs::write(heads.file(organisation), odd).unwrap();
            assert!(heads.read(organisation).is_err(), "{odd}");
        }
        heads.forget().unwrap();
        assert_eq!(heads.read(organisation).unwrap(), None);
        heads.forget().unwrap();
    }
}
