//! The key folder: readable by the program only, apart from the database, without old intake keys.

use super::{Target, finding::Finding, pool};
use crate::platform::error::Error;
use anyhow::Context;
use chrono::NaiveDate;
use diesel::{dsl::sql, select, sql_types::Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::{
    fs, io,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

/// Bytes of a key.
const KEY: u64 = 32;

#[derive(Debug, Clone)]
pub struct Entry {
    /// Path below the key folder.
    pub path: PathBuf,
    pub kind: Kind,
    /// Lowest nine bits of its permissions.
    pub mode: u32,
    pub owner: u32,
    pub size: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Folder,
    File,
    /// A link or a special file.
    Strange,
}

/// Place of the keys, as seen from the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Inside the database's own folder, whose copies hold both.
    Inside,
    /// Beside the database in one data folder.
    Together,
    Apart,
}

#[derive(Debug, Clone)]
pub struct Facts {
    /// The folder and everything in it.
    pub entries: Vec<Entry>,
    /// User id of this process.
    pub us: u32,
    pub place: Place,
    /// Days that have an intake key.
    pub days: Vec<NaiveDate>,
    /// First day whose key may still exist.
    pub keep_from: NaiveDate,
}

pub(super) async fn examine(target: Target<'_>, conn: &mut AsyncPgConnection) -> Result<Vec<Finding>, Error> {
    // Empty to those who may not know; then only our own folder is compared.
    let server = "(select coalesce(max(setting), '') from pg_settings where name = 'data_directory')";
    let server: String = select(sql::<Text>(server)).get_result(conn).await?;
    let folder = &target.settings.keys;
    let entries = list(folder).context("read the key folder")?;
    let days = entries.iter().filter_map(|entry| {
        let day = entry.path.strip_prefix("intake").ok()?;
        day.file_stem()?.to_str()?.parse().ok()
    });
    let facts = Facts {
        days: days.collect(),
        us: rustix::process::geteuid().as_raw(),
        place: place(target, &server),
        keep_from: pool::keep_from(target, pool::oldest_letter(conn).await?),
        entries,
    };
    Ok(judge(&facts))
}

fn place(target: Target<'_>, server: &str) -> Place {
    let real = |path: &Path| fs::canonicalize(path).ok();
    let Some(keys) = real(&target.settings.keys) else {
        return Place::Apart;
    };
    let data = &target.settings.data;
    let inside = |folder: &Path| real(folder).is_some_and(|folder| keys.starts_with(folder));
    let own = target.settings.database_url.is_none();
    if own && inside(&data.join("postgres")) || !server.is_empty() && inside(Path::new(server)) {
        Place::Inside
    } else if own && inside(data) {
        Place::Together
    } else {
        Place::Apart
    }
}

/// Lists a folder and everything in it, without following links.
fn list(folder: &Path) -> io::Result<Vec<Entry>> {
    let mut found = vec![entry(folder, folder)?];
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for child in fs::read_dir(next)? {
            let path = child?.path();
            // A draft of a key may be gone by now.
            let Ok(entry) = entry(folder, &path) else { continue };
            if entry.kind == Kind::Folder {
                folders.push(path);
            }
            found.push(entry);
        }
    }
    Ok(found)
}

fn entry(root: &Path, path: &Path) -> io::Result<Entry> {
    let about = if root == path { fs::metadata(path)? } else { fs::symlink_metadata(path)? };
    let kind = match about.file_type() {
        kind if kind.is_dir() => Kind::Folder,
        kind if kind.is_file() => Kind::File,
        _ => Kind::Strange,
    };
    Ok(Entry {
        path: path.strip_prefix(root).unwrap_or(path).to_owned(),
        kind,
        mode: about.mode() & 0o777,
        owner: about.uid(),
        size: about.len(),
    })
}

impl Facts {
    /// Returns entries that others could read, change or own.
    fn exposed(&self) -> Vec<String> {
        let owner = self.entries.as_slice().first().map_or(self.us, |folder| folder.owner);
        let foreign = |entry: &Entry| entry.owner != owner || (entry.owner != self.us && self.us != 0);
        let wrong = |entry: &&Entry| {
            let wanted = if entry.kind == Kind::Folder { 0o700 } else { 0o600 };
            entry.kind == Kind::Strange || entry.mode != wanted || foreign(entry)
        };
        let named = |entry: &Entry| format!("{} ({:o})", shown(&entry.path), entry.mode);
        self.entries.iter().filter(wrong).map(named).collect()
    }

    /// Returns key files of the wrong size.
    fn damaged(&self) -> Vec<String> {
        let key = |entry: &&Entry| {
            let name = entry.path.extension().is_some_and(|end| end == "key");
            entry.kind == Kind::File && name && entry.size != KEY
        };
        let found = self.entries.iter().filter(key);
        found.map(|entry| shown(&entry.path)).collect()
    }
}

fn shown(path: &Path) -> String {
    let path = path.display().to_string();
    if path.is_empty() { ".".to_owned() } else { path }
}

pub fn judge(facts: &Facts) -> Vec<Finding> {
    let place = match facts.place {
        Place::Inside => Finding::red("doctor-keys-inside", "doctor-keys-apart-do"),
        Place::Together => Finding::yellow("doctor-keys-together", "doctor-keys-apart-do"),
        Place::Apart => Finding::green("doctor-keys-apart"),
    };
    let old = facts.days.iter().filter(|day| **day < facts.keep_from);
    let old: Vec<String> = old.map(ToString::to_string).collect();
    vec![
        Finding::green("doctor-keys-well").unless(&facts.exposed(), "doctor-keys-ill", "doctor-keys-do"),
        Finding::green("doctor-keys-whole").unless(
            &facts.damaged(),
            "doctor-keys-damaged",
            "doctor-keys-damaged-do",
        ),
        place,
        Finding::green("doctor-intake-keys-well").unless(
            &old,
            "doctor-intake-keys-ill",
            "doctor-intake-keys-do",
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::doctor::finding::{self, Verdict, tests::assert_green};

    fn entry(path: &str, kind: Kind, mode: u32) -> Entry {
        Entry { path: path.into(), kind, mode, owner: 1000, size: 32 }
    }

    fn well() -> Facts {
        Facts {
            entries: vec![entry("", Kind::Folder, 0o700), entry("pepper.key", Kind::File, 0o600)],
            us: 1000,
            place: Place::Apart,
            days: vec!["2026-11-25".parse().unwrap()],
            keep_from: "2026-11-22".parse().unwrap(),
        }
    }

    fn reds(facts: &Facts) -> Vec<&'static str> {
        finding::tests::reds(&judge(facts))
    }

    #[test]
    fn keys_that_only_the_program_reads_are_green() {
        assert_green(&judge(&well()));
        let by_root = Facts { us: 0, ..well() };
        assert!(reds(&by_root).is_empty());
    }

    #[test]
    fn keys_that_others_could_read_change_or_own_are_named() {
        let odd = [
            entry("pepper.key", Kind::File, 0o640),
            entry("intake", Kind::Folder, 0o755),
            entry("links.key", Kind::Strange, 0o600),
            Entry { owner: 33, ..entry("links.key", Kind::File, 0o600) },
        ];
        for one in odd {
            let mut facts = well();
            facts.entries.push(one);
            assert_eq!(reds(&facts), ["doctor-keys-ill"]);
        }
        let foreign = Facts { us: 1001, ..well() };
        assert_eq!(reds(&foreign), ["doctor-keys-ill"]);
    }

    #[test]
    fn a_key_file_that_is_no_key_is_named() {
        let mut facts = well();
        for (path, size) in [("intake/2026-11-25.key", 0), ("recovery.pub", 7), ("taken-back/turn", 0)] {
            facts.entries.push(Entry { size, ..entry(path, Kind::File, 0o600) });
        }
        assert_eq!(reds(&facts), ["doctor-keys-damaged"]);
        assert_eq!(facts.damaged(), ["intake/2026-11-25.key"]);
    }

    #[test]
    fn keys_beside_the_database_and_old_ones_are_named() {
        let mut facts = well();
        facts.place = Place::Together;
        assert!(judge(&facts).iter().any(|finding| finding.verdict == Verdict::Yellow));
        facts.place = Place::Inside;
        facts.days.push("2026-11-21".parse().unwrap());
        assert_eq!(reds(&facts), ["doctor-keys-inside", "doctor-intake-keys-ill"]);
    }
}
