//! Notes of what people took back, beside the keys: a restored backup knows nothing of what was taken back after it
//! was made, and must not bring it to life again.

use super::{Keys, private_folder};
use crate::platform::files::new_file;
use anyhow::{Context, Result};
use chrono::{NaiveDate, NaiveTime};
use std::{
    collections::BTreeSet,
    fs::{self, File, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

const FOLDER: &str = "taken-back";
/// Lock file of writers.
const LOCK: &str = "turn";
const DRAFT: &str = "draft";

impl Keys {
    /// Notes that something was taken back on `day`; on disk when this returns. It is called before the deed, so that
    /// no crash falls between the two. The lines of a day are sorted, and their file bears the first moment of the
    /// day. The file's change time, which cannot be set, shows the last note until [`Keys::rewrite_taken_back`].
    pub fn note_taken_back(&self, day: NaiveDate, line: String) -> Result<()> {
        let folder = self.folder.join(FOLDER);
        let _lock = lock(&folder)?;
        let file = folder.join(day.to_string());
        let mut lines = match fs::read_to_string(&file) {
            Err(error) if error.kind() == ErrorKind::NotFound => BTreeSet::new(),
            read => read?.lines().map(str::to_owned).collect(),
        };
        lines.insert(line);
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        write(&folder, &file, day, &text)
    }

    /// Tells whether a line was noted on `day`.
    pub fn is_taken_back(&self, day: NaiveDate, line: &str) -> Result<bool> {
        let file = self.folder.join(FOLDER).join(day.to_string());
        match fs::read_to_string(&file) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            read => {
                let text = read.context("read what was taken back")?;
                Ok(text.lines().any(|noted| noted == line))
            }
        }
    }

    /// Rewrites all notes unchanged, at the moments of the mix, so that change times of files and folder show the mix
    /// instead of an act.
    pub fn rewrite_taken_back(&self) -> Result<()> {
        let folder = self.folder.join(FOLDER);
        let _lock = lock(&folder)?;
        for (file, day) in days(&folder)? {
            let text = fs::read_to_string(&file).context("read what was taken back")?;
            write(&folder, &file, day, &text)?;
        }
        Ok(())
    }

    /// Returns all notes.
    pub fn taken_back(&self) -> Result<Vec<String>> {
        let folder = self.folder.join(FOLDER);
        private_folder(&folder)?;
        let mut lines = BTreeSet::new();
        for (path, _) in days(&folder)? {
            let text = fs::read_to_string(path).context("read what was taken back")?;
            lines.extend(text.lines().map(str::to_owned));
        }
        Ok(lines.into_iter().collect())
    }

    /// Deletes the notes of days before `day`, which no backup predates.
    pub fn forget_taken_back(&self, day: NaiveDate) -> Result<()> {
        let folder = self.folder.join(FOLDER);
        private_folder(&folder)?;
        for (path, _) in days(&folder)?.into_iter().filter(|(_, noted)| *noted < day) {
            super::destroy(&path)?;
        }
        Ok(())
    }
}

/// Locks the folder for writing until the result is dropped.
fn lock(folder: &Path) -> Result<File> {
    private_folder(folder)?;
    let lock =
        OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(folder.join(LOCK));
    let lock = lock.context("lock the notes")?;
    lock.lock()?;
    Ok(lock)
}

/// Writes a file whole or not at all; file and folder bear the first moment of `day`.
fn write(folder: &Path, file: &Path, day: NaiveDate, text: &str) -> Result<()> {
    let midnight = day.and_time(NaiveTime::MIN).and_utc().into();
    let draft = folder.join(DRAFT);
    fs::remove_file(&draft).ok();
    let mut out = new_file(&draft).context("note what is taken back")?;
    out.write_all(text.as_bytes())?;
    out.set_modified(midnight)?;
    out.sync_all()?;
    fs::rename(&draft, file)?;
    let folder = File::open(folder)?;
    folder.set_modified(midnight)?;
    Ok(folder.sync_all()?)
}

fn days(folder: &Path) -> Result<Vec<(PathBuf, NaiveDate)>> {
    let paths = fs::read_dir(folder)?.flatten().map(|entry| entry.path());
    let dated = |path: PathBuf| {
        let day = path.file_name()?.to_str()?.parse().ok()?;
        Some((path, day))
    };
    Ok(paths.filter_map(dated).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::MetadataExt;

    #[test]
    fn notes_are_read_until_they_are_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let keys = Keys::open(folder).unwrap();
        let day = |n| NaiveDate::from_ymd_opt(2026, 11, n).unwrap();
        for (n, line) in [(1, "a"), (2, "c"), (2, "b"), (2, "c")] {
            keys.note_taken_back(day(n), line.to_owned()).unwrap();
        }
        let file = folder.join(FOLDER).join("2026-11-02");
        assert_eq!(fs::read_to_string(&file).unwrap(), "b\nc\n", "in no order of coming");
        let midnight = std::time::SystemTime::from(day(2).and_time(NaiveTime::MIN).and_utc());
        assert_eq!(fs::metadata(&file).unwrap().modified().unwrap(), midnight);
        let parent = fs::metadata(folder.join(FOLDER)).unwrap();
        assert_eq!(parent.modified().unwrap(), midnight, "the folder bears no moment either");
        // What nobody can set shows the moment of the mix once it was.
        let moments = |file: &Path| {
            let about = fs::metadata(file).unwrap();
            (about.ctime(), about.ctime_nsec(), about.ino())
        };
        let noted = moments(&file);
        keys.rewrite_taken_back().unwrap();
        let (second, fraction, place) = moments(&file);
        assert!((second, fraction) > (noted.0, noted.1));
        assert_ne!(place, noted.2, "another file, which begins now");
        assert_eq!(fs::read_to_string(&file).unwrap(), "b\nc\n");
        assert_eq!(fs::metadata(&file).unwrap().modified().unwrap(), midnight);
        assert_eq!(keys.taken_back().unwrap(), ["a", "b", "c"]);
        let is_noted = |n, line| keys.is_taken_back(day(n), line).unwrap();
        assert!(is_noted(2, "c") && !is_noted(1, "c") && !is_noted(2, "d") && !is_noted(3, "c"));
        keys.forget_taken_back(day(2)).unwrap();
        assert_eq!(keys.taken_back().unwrap(), ["b", "c"]);
    }
}
