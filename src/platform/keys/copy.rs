//! A copy of the key folder, for backups.

use crate::platform::files;
use anyhow::{Context, Result, ensure};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fs,
    io::ErrorKind,
    path::{Component, Path},
};

/// File written last: a folder that holds it is complete.
const LAST: &str = "pepper.key";

/// Keys in base64, by path below the folder.
#[derive(Serialize, Deserialize)]
pub struct KeyCopy(BTreeMap<String, String>);

impl KeyCopy {
    pub fn of(folder: &Path) -> Result<Self> {
        let mut copy = BTreeMap::new();
        collect(folder, folder, &mut copy).context("read the key folder")?;
        Ok(Self(copy))
    }

    /// Writes the keys into a folder that has none. A folder that has keys is left alone: what was destroyed since the
    /// copy stays destroyed.
    pub fn restore(&self, folder: &Path) -> Result<()> {
        let pepper = self.0.get(LAST).context("the copy holds no pepper")?;
        if let Ok(ours) = fs::read(folder.join(LAST)) {
            let same = BASE64.encode(ours) == *pepper;
            ensure!(same, "the key folder {} belongs to another installation", folder.display());
            return Ok(());
        }
        for (name, key) in self.0.iter().filter(|(name, _)| *name != LAST) {
            write(folder, name, key)?;
        }
        write(folder, LAST, pepper)
    }
}

fn collect(folder: &Path, base: &Path, copy: &mut BTreeMap<String, String>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.strip_prefix(base)?.to_str().context("an odd name")?.to_owned();
        if path.is_dir() {
            collect(&path, base, copy)?;
        } else if path.extension().is_some_and(|end| end == "key" || end == "pub") {
            // A key may be destroyed meanwhile.
            match fs::read(&path) {
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                key => drop(copy.insert(name, BASE64.encode(key?))),
            }
        }
    }
    Ok(())
}

fn write(folder: &Path, name: &str, key: &str) -> Result<()> {
    let below = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    ensure!(below, "the copy holds a key that belongs elsewhere");
    // Whole or not at all: half a key would pass for that of another installation.
    Ok(files::write(&folder.join(name), &BASE64.decode(key)?)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ids::OrganisationId, platform::keys::Keys};

    #[test]
    fn a_copy_makes_a_folder_again_and_brings_nothing_back_into_one() {
        let base = tempfile::tempdir().unwrap();
        let base = base.path();
        let (old, new) = (base.join("old"), base.join("new"));
        let (keys, acme) = (Keys::open(&old).unwrap(), OrganisationId::new());
        let month = keys.month(acme, "2026-11").unwrap();
        let copy = KeyCopy::of(&old).unwrap();
        copy.restore(&new).unwrap();
        let again = Keys::open(&new).unwrap();
        assert_eq!(again.pepper.expose(), keys.pepper.expose());
        assert_eq!(again.existing_month(acme, "2026-11").unwrap().unwrap().expose(), month.expose());

        again.destroy_month(acme, "2026-11").unwrap();
        copy.restore(&new).unwrap();
        assert!(again.existing_month(acme, "2026-11").unwrap().is_none());

        Keys::open(&base.join("other")).unwrap();
        assert!(copy.restore(&base.join("other")).is_err());
        let odd =
            KeyCopy([("../x.key", "AA"), (LAST, "AA")].map(|(k, v)| (k.to_owned(), v.to_owned())).into());
        assert!(odd.restore(&base.join("odd")).is_err());
    }
}
