//! Secrets outside the database: files of mode 0600, made when first needed, on disk before they are used.

pub mod copy;
pub mod recovery;
pub mod taken_back;

use super::{
    files::{self, new_file, sync_folder_of},
    random,
};
use crate::ids::OrganisationId;
use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::{
    ffi::OsString,
    fs,
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
};
use zeroize::ZeroizeOnDrop;

/// 256 secret bits, wiped from memory when dropped.
#[derive(Clone, ZeroizeOnDrop)]
pub struct Key([u8; 32]);

impl Key {
    pub fn generate() -> Self {
        Self(random::bytes())
    }

    /// Returns the bits, for a cipher.
    pub const fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// Computes HMAC-SHA256 of `parts`, each prefixed by its length, under a label for each use.
    ///
    /// # Panics
    /// Never: HMAC takes keys of any length.
    pub fn mac(&self, label: &str, parts: &[&[u8]]) -> [u8; 32] {
        #[allow(clippy::expect_used, reason = "HMAC takes keys of any length")]
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC key");
        for part in std::iter::once(label.as_bytes()).chain(parts.iter().copied()) {
            mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

impl From<[u8; 32]> for Key {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

/// Folder of key files.
#[derive(Debug, Clone)]
pub struct Keys {
    folder: PathBuf,
    /// Key that signs links in mails and forms.
    pub links: Key,
    /// Key that hashes receipt codes and addresses, so that nobody can test guesses against the database.
    pub pepper: Key,
}

impl Keys {
    /// Opens the folder, making it and the long-lived keys on first use.
    pub fn open(folder: &Path) -> Result<Self> {
        private_folder(folder)?;
        Ok(Self {
            links: read_or_make(&folder.join("links.key"))?,
            pepper: read_or_make(&folder.join("pepper.key"))?,
            folder: folder.to_owned(),
        })
    }

    /// Returns the key to which the letters of `day` are sealed, making it when there is none.
    pub fn intake(&self, day: NaiveDate) -> Result<Key> {
        private_folder(&self.folder.join("intake"))?;
        read_or_make(&self.intake_file(day))
    }

    /// Returns an intake key, unless it was destroyed.
    pub fn existing_intake(&self, day: NaiveDate) -> Result<Option<Key>> {
        read(&self.intake_file(day))
    }

    /// Destroys the intake key of `day` and with it all that is sealed to it.
    pub fn destroy_intake(&self, day: NaiveDate) -> Result<()> {
        destroy(&self.intake_file(day)).context("destroy an intake key")
    }

    /// Returns the days that have an intake key.
    pub fn intake_days(&self) -> Result<Vec<NaiveDate>> {
        let folder = self.folder.join("intake");
        private_folder(&folder)?;
        let names = fs::read_dir(folder)?.flatten().map(|entry| entry.path());
        Ok(names.filter_map(|path| path.file_stem()?.to_str()?.parse().ok()).collect())
    }

    /// Returns the key that wraps an organisation's story keys of `month` (`2026-11`), making it when there is none.
    pub fn month(&self, organisation: OrganisationId, month: &str) -> Result<Key> {
        private_folder(&self.months_folder(organisation))?;
        read_or_make(&self.month_file(organisation, month))
    }

    /// Returns a key of a month, unless it was destroyed.
    pub fn existing_month(&self, organisation: OrganisationId, month: &str) -> Result<Option<Key>> {
        read(&self.month_file(organisation, month))
    }

    /// Returns the months of which an organisation has a key.
    pub fn months(&self, organisation: OrganisationId) -> Result<Vec<String>> {
        let folder = self.months_folder(organisation);
        private_folder(&folder)?;
        let names = fs::read_dir(folder)?.flatten().map(|entry| entry.file_name());
        let month = |name: OsString| Some(name.to_str()?.strip_suffix(".key")?.to_owned());
        Ok(names.filter_map(month).collect())
    }

    /// Destroys an organisation's key of a month and with it all that it wraps, in copies of the database too.
    pub fn destroy_month(&self, organisation: OrganisationId, month: &str) -> Result<()> {
        destroy(&self.month_file(organisation, month)).context("destroy a key of a month")
    }

    fn months_folder(&self, organisation: OrganisationId) -> PathBuf {
        self.folder.join("organisations").join(organisation.to_string())
    }

    fn month_file(&self, organisation: OrganisationId, month: &str) -> PathBuf {
        self.months_folder(organisation).join(format!("{month}.key"))
    }

    fn intake_file(&self, day: NaiveDate) -> PathBuf {
        self.folder.join("intake").join(format!("{day}.key"))
    }
}

fn private_folder(folder: &Path) -> Result<()> {
    files::private_folder(folder).with_context(|| format!("make the key folder {}", folder.display()))
}

/// Reads a key, or makes it: of several makers one wins, and all read the winner's.
fn read_or_make(file: &Path) -> Result<Key> {
    loop {
        if let Some(key) = read(file)? {
            return Ok(key);
        }
        make(file).with_context(|| format!("make the key file {}", file.display()))?;
    }
}

fn read(file: &Path) -> Result<Option<Key>> {
    match fs::read(file) {
        Ok(bytes) => match <[u8; 32]>::try_from(bytes) {
            Ok(bytes) => Ok(Some(Key(bytes))),
            Err(_) => bail!("the key file {} is damaged: restore it from a backup", file.display()),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("read the key file {}", file.display())),
    }
}

/// Removes a key file so that a power cut does not bring it back.
fn destroy(file: &Path) -> std::io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(()) => sync_folder_of(file),
    }
}

fn make(file: &Path) -> std::io::Result<()> {
    let draft = file.with_extension(format!("{:x}.new", u64::from_le_bytes(random::bytes())));
    let mut out = new_file(&draft)?;
    out.write_all(Key::generate().expose())?;
    out.sync_all()?;
    let linked = fs::hard_link(&draft, file);
    fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    sync_folder_of(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn macs_keep_labels_and_parts_apart() {
        let key = Key::generate();
        let all = [
            key.mac("a", &[b"bc"]),
            key.mac("ab", &[b"c"]),
            key.mac("a", &[b"b", b"c"]),
            Key::generate().mac("a", &[b"bc"]),
        ];
        for (i, one) in all.iter().enumerate() {
            assert!(all[i + 1..].iter().all(|other| other != one));
        }
        assert_eq!(key.mac("a", &[b"bc"]), key.mac("a", &[b"bc"]));
    }
}
