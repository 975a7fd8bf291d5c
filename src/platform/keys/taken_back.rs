//! What people took back, written beside the keys: a backup that is restored knows nothing of what was taken back after
//! it was made, and must not bring it to life again.

use super::{Keys, new_file, private_folder, sync_folder_of};
use anyhow::{Context, Result};
use chrono::{NaiveDate, NaiveTime};
use std::{
    collections::BTreeSet,
    fs::{self, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

const FOLDER: &str = "taken-back";
/// Held by whoever writes.
const TURN: &str = "turn";
const DRAFT: &str = "draft";

impl Keys {
    /// Notes, on disk when this returns, that something was taken back on `day`. A line says what; it is written before
    /// the deed, so that no crash falls between the two. The lines of a day have no order, and their file bears its
    /// first moment.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn note_taken_back(&self, day: NaiveDate, line: String) -> Result<()> {
        let folder = self.folder.join(FOLDER);
        private_folder(&folder)?;
        let turn = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(folder.join(TURN));
        let turn = turn.context("wait for a turn to note")?;
        turn.lock()?;
        let file = folder.join(day.to_string());
        let mut lines = match fs::read_to_string(&file) {
            Err(error) if error.kind() == ErrorKind::NotFound => BTreeSet::new(),
            read => read?.lines().map(str::to_owned).collect(),
        };
        lines.insert(line);
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        let draft = folder.join(DRAFT);
        fs::remove_file(&draft).ok();
        let mut out = new_file(&draft).context("note what is taken back")?;
        out.write_all(text.as_bytes())?;
        out.set_modified(day.and_time(NaiveTime::MIN).and_utc().into())?;
        out.sync_all()?;
        fs::rename(&draft, &file)?;
        Ok(sync_folder_of(&file)?)
    }

    /// All that was noted and is not forgotten.
    ///
    /// # Errors
    /// When it cannot be read.
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

    /// Forgets what was taken back before `day`: no backup is older.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn forget_taken_back(&self, day: NaiveDate) -> Result<()> {
        let folder = self.folder.join(FOLDER);
        private_folder(&folder)?;
        for (path, _) in days(&folder)?.into_iter().filter(|(_, noted)| *noted < day) {
            super::destroy(&path)?;
        }
        Ok(())
    }
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

    #[test]
    fn what_is_noted_is_read_until_it_is_forgotten() {
        let folder = std::env::temp_dir().join(format!("pratfall-taken-back-{}", std::process::id()));
        let keys = Keys::open(&folder).unwrap();
        let day = |n| NaiveDate::from_ymd_opt(2026, 11, n).unwrap();
        for (n, line) in [(1, "a"), (2, "c"), (2, "b"), (2, "c")] {
            keys.note_taken_back(day(n), line.to_owned()).unwrap();
        }
        let file = folder.join(FOLDER).join("2026-11-02");
        assert_eq!(
            fs::read_to_string(&file).unwrap(),
            "b\nc\n",
            "in no order of coming"
        );
        let midnight = std::time::SystemTime::from(day(2).and_time(NaiveTime::MIN).and_utc());
        assert_eq!(fs::metadata(file).unwrap().modified().unwrap(), midnight);
        assert_eq!(keys.taken_back().unwrap(), ["a", "b", "c"]);
        keys.forget_taken_back(day(2)).unwrap();
        assert_eq!(keys.taken_back().unwrap(), ["b", "c"]);
        fs::remove_dir_all(folder).unwrap();
    }
}
