//! What people took back, written beside the keys: a backup that is restored knows nothing of what was taken back after
//! it was made, and must not bring it to life again.

use super::{Keys, private_folder, sync_folder_of};
use anyhow::{Context, Result};
use chrono::NaiveDate;
use std::{
    fs::{self, OpenOptions},
    io::Write,
    os::unix::fs::OpenOptionsExt,
};

const FOLDER: &str = "taken-back";

impl Keys {
    /// Notes, on disk when this returns, that something was taken back on `day`. A line says what, and no moment; it is
    /// written before the deed, so that no crash falls between the two.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn note_taken_back(&self, day: NaiveDate, lines: &[String]) -> Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        let folder = self.folder.join(FOLDER);
        private_folder(&folder)?;
        let file = folder.join(day.to_string());
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        let mut out = OpenOptions::new()
            .append(true)
            .create(true)
            .mode(0o600)
            .open(&file)
            .context("note what is taken back")?;
        out.write_all(text.as_bytes())?;
        out.sync_all()?;
        Ok(sync_folder_of(&file)?)
    }

    /// All that was noted and is not forgotten.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn taken_back(&self) -> Result<Vec<String>> {
        let folder = self.folder.join(FOLDER);
        private_folder(&folder)?;
        let mut lines = vec![];
        for entry in fs::read_dir(folder)? {
            let text = fs::read_to_string(entry?.path()).context("read what was taken back")?;
            // A line that a crash cut off was written again by whoever took the same thing back again.
            lines.extend(
                text.split_inclusive('\n')
                    .filter_map(|line| Some(line.strip_suffix('\n')?.to_owned())),
            );
        }
        Ok(lines)
    }

    /// Forgets what was taken back before `day`: no backup is older.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn forget_taken_back(&self, day: NaiveDate) -> Result<()> {
        let folder = self.folder.join(FOLDER);
        private_folder(&folder)?;
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let noted = path
                .file_name()
                .and_then(|name| name.to_str()?.parse::<NaiveDate>().ok());
            if noted.is_some_and(|noted| noted < day) {
                super::destroy(&path)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_noted_is_read_until_it_is_forgotten() {
        let folder = std::env::temp_dir().join(format!("pratfall-taken-back-{}", std::process::id()));
        let keys = Keys::open(&folder).unwrap();
        let day = |n| NaiveDate::from_ymd_opt(2026, 11, n).unwrap();
        keys.note_taken_back(day(1), &["a".to_owned()]).unwrap();
        keys.note_taken_back(day(2), &["b".to_owned(), "c".to_owned()])
            .unwrap();
        let mut all = keys.taken_back().unwrap();
        all.sort();
        assert_eq!(all, ["a", "b", "c"]);
        keys.forget_taken_back(day(2)).unwrap();
        assert_eq!(keys.taken_back().unwrap(), ["b", "c"]);
        fs::remove_dir_all(folder).unwrap();
    }
}
