//! Captured mail, one file for each, for demonstrations.

use super::{Mail, MailError, sender::Sender};
use crate::platform::files;
use chrono::{DateTime, Utc};
use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

/// Folder of captured mails, whose names sort by time.
#[derive(Debug, Clone)]
pub struct Folder {
    path: PathBuf,
    sender: Sender,
}

impl Folder {
    pub fn new(path: &Path, sender: Sender) -> Self {
        Self { path: path.to_owned(), sender }
    }

    /// Writes a mail, whole or not at all.
    pub fn keep(&self, mail: &Mail) -> Result<(), MailError> {
        let bytes = mail.to_bytes(&self.sender).map_err(|e| MailError::Permanent(e.to_string()))?;
        let name = format!("{}-{}.eml", name_of(mail.date), mail.message_id);
        let kept = self.make_private().and_then(|()| files::write(&self.path.join(name), &bytes));
        kept.map_err(|e| MailError::Transient(e.kind().to_string()))
    }

    /// Makes the folder private: mails hold links that set passwords. Folders of earlier versions were open.
    fn make_private(&self) -> std::io::Result<()> {
        files::private_folder(&self.path)?;
        if fs::metadata(&self.path)?.permissions().mode() & 0o077 != 0 {
            fs::set_permissions(&self.path, fs::Permissions::from_mode(0o700))?;
        }
        Ok(())
    }

    /// Deletes the mails captured before `before`.
    pub fn forget(&self, before: DateTime<Utc>) -> std::io::Result<()> {
        let first_kept = name_of(before);
        for name in self.names().into_iter().filter(|name| *name < first_kept) {
            match fs::remove_file(self.path.join(name)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    /// Returns the names of the captured mails, newest first.
    pub fn names(&self) -> Vec<String> {
        let files = fs::read_dir(&self.path).into_iter().flatten().flatten();
        let mut names: Vec<_> = files
            .filter_map(|file| file.file_name().into_string().ok())
            .filter(|name| Path::new(name).extension().is_some_and(|extension| extension == "eml"))
            .collect();
        names.sort_unstable_by(|a, b| b.cmp(a));
        names
    }

    /// Returns the bytes of a captured mail.
    pub fn read(&self, name: &str) -> Option<Vec<u8>> {
        self.names().iter().any(|known| known == name).then(|| fs::read(self.path.join(name)).ok())?
    }
}

/// Returns the first part of the names of mails at a moment.
fn name_of(moment: DateTime<Utc>) -> String {
    moment.format("%Y%m%dT%H%M%S%6f").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::mail::EmailAddress;

    #[test]
    fn captured_mails_are_for_nobody_else() {
        let path = tempfile::tempdir().unwrap();
        let path = path.path();
        // As an earlier version left it.
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
        let folder =
            Folder::new(path, Sender::new("Pratfall <pratfall@localhost>".parse().unwrap(), "localhost"));
        let mail = Mail {
            to: EmailAddress::parse("mia@example.org").unwrap(),
            subject: "Hello".to_owned(),
            text: "Hello".to_owned(),
            html: "<p>Hello".to_owned(),
            attachments: vec![],
            list: None,
            message_id: "1".to_owned(),
            date: DateTime::UNIX_EPOCH,
        };
        folder.keep(&mail).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let name = folder.names().remove(0);
        assert_eq!((mode(path), mode(&path.join(name))), (0o700, 0o600));
    }
}
