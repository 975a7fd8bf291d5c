//! What a demonstration must remember to find its data again: a small private file of names and words.

use anyhow::Context;
use std::{
    collections::BTreeMap,
    fs::{self, File, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

/// Lines of a name and a word, mode 0600. What is noted is on disk before it is used.
#[derive(Debug)]
pub struct Notes {
    file: PathBuf,
    lines: BTreeMap<String, String>,
}

impl Notes {
    /// Reads the notes in `file`; none when there is no such file.
    pub fn open(file: &Path) -> anyhow::Result<Self> {
        let text = match fs::read_to_string(file) {
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            read => read.with_context(|| format!("read {}", file.display()))?,
        };
        let line = |line: &str| {
            line.split_once(' ')
                .map(|(name, word)| (name.to_owned(), word.to_owned()))
        };
        Ok(Self {
            file: file.to_owned(),
            lines: text.lines().filter_map(line).collect(),
        })
    }

    /// The word of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.lines.get(name).map(String::as_str)
    }

    /// Notes a word.
    pub fn set(&mut self, name: &str, word: String) -> anyhow::Result<()> {
        self.lines.insert(name.to_owned(), word);
        self.save()
            .with_context(|| format!("write {}", self.file.display()))
    }

    /// The word of a name, made and noted when there is none.
    pub fn get_or(&mut self, name: &str, make: impl FnOnce() -> String) -> anyhow::Result<String> {
        if let Some(word) = self.get(name) {
            return Ok(word.to_owned());
        }
        let word = make();
        self.set(name, word.clone())?;
        Ok(word)
    }

    /// Whole or not at all.
    fn save(&self) -> std::io::Result<()> {
        let folder = self.file.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let draft = self.file.with_extension("new");
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&draft)?;
        for (name, word) in &self.lines {
            writeln!(file, "{name} {word}")?;
        }
        file.sync_all()?;
        fs::rename(draft, &self.file)?;
        File::open(folder)?.sync_all()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::StoryId;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn what_is_noted_is_found_again_by_its_owner_alone() {
        let folder = std::env::temp_dir().join(format!("pratfall-notes-{}", StoryId::new()));
        let file = folder.join("demo");
        let mut notes = Notes::open(&file).unwrap();
        assert_eq!(notes.get_or("a", || "1 2".to_owned()).unwrap(), "1 2");
        assert_eq!(notes.get_or("a", || "3".to_owned()).unwrap(), "1 2");
        assert_eq!(Notes::open(&file).unwrap().get("a"), Some("1 2"));
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        fs::remove_dir_all(folder).unwrap();
    }
}
