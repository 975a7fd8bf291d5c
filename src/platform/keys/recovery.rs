//! The recovery key, which opens backups. Its public half lies with the other keys, its secret half off the server.

use super::Key;
use crate::platform::{
    files::{self, new_file, sync_folder_of},
    seal::{Letterbox, Opener},
};
use anyhow::{Context, Result};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use std::{
    fs,
    io::{ErrorKind, Write},
    path::Path,
};

const NAME: &str = "recovery.pub";
/// Comment at the head of the file.
const WORDS: &str = "# A recovery key of Pratfall: it alone opens the backups made from now on, until another recovery key is made.\n\
    # Keep it where neither the server nor the backups are, and more than once.\n";

/// Makes a recovery key: the secret goes into `file`, which must not exist yet, the public half to the other keys.
/// Later backups are sealed to it.
pub fn make(keys: &Path, file: &Path) -> Result<()> {
    let secret = Key::generate();
    let mut out = new_file(file).with_context(|| format!("make {}", file.display()))?;
    writeln!(out, "{WORDS}{}", BASE64.encode(secret.expose()))?;
    out.sync_all()?;
    sync_folder_of(file)?;
    Ok(files::write(&keys.join(NAME), &Letterbox::of(&secret).to_bytes())?)
}

/// Returns the public half; `None` when no recovery key was made.
pub fn letterbox(keys: &Path) -> Result<Option<Letterbox>> {
    match fs::read(keys.join(NAME)) {
        Ok(bytes) => {
            let bytes = bytes.as_slice().try_into().context("recovery.pub is damaged")?;
            Ok(Some(Letterbox::from_bytes(bytes)?))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).context("read recovery.pub"),
    }
}

/// Reads the secret half from the file that [`make`] wrote.
pub fn opener(file: &Path) -> Result<Opener> {
    let text = fs::read_to_string(file).with_context(|| format!("read {}", file.display()))?;
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let bytes = lines.next().and_then(|line| BASE64.decode(line).ok()?.try_into().ok());
    let secret = bytes.map(|bytes: [u8; 32]| Key::from(bytes));
    let secret = secret.with_context(|| format!("{} holds no recovery key", file.display()))?;
    Ok(Opener::of(&secret))
}
