//! Private files: mode 0600, in folders of mode 0700.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::Path,
};

/// Makes a folder, and those above it, where there is none.
pub fn private_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Makes a file that must not exist yet.
pub fn new_file(file: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)
}

/// Writes a file whole or not at all, by way of a draft beside it with the extension `new`, and makes its folder where
/// there is none. The file is on disk when this returns.
pub fn write(file: &Path, content: &[u8]) -> io::Result<()> {
    folder_of(file).map_or(Ok(()), private_folder)?;
    let draft = file.with_added_extension("new");
    // A draft that was left behind keeps the mode it had.
    fs::remove_file(&draft).ok();
    let mut out = new_file(&draft)?;
    out.write_all(content)?;
    out.sync_all()?;
    fs::rename(draft, file)?;
    sync_folder_of(file)
}

/// Writes the folder of a file to disk, so that a power cut undoes neither its making nor its removal.
pub fn sync_folder_of(file: &Path) -> io::Result<()> {
    folder_of(file).map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

/// Returns the folder of a file; a bare name has the folder in which the program runs.
fn folder_of(file: &Path) -> Option<&Path> {
    let folder = file.parent()?;
    Some(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_bare_name_is_in_the_folder_of_the_program() {
        sync_folder_of(Path::new("recovery.key")).unwrap();
        assert_eq!(folder_of(Path::new("below/recovery.key")), Some(Path::new("below")));
        assert_eq!(folder_of(Path::new("/")), None);
    }

    #[test]
    fn a_file_is_replaced_and_stays_private() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("below/notes.json");
        write(&file, b"first").unwrap();
        fs::write(file.with_added_extension("new"), "left behind").unwrap();
        for content in ["second", "third"] {
            write(&file, content.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&file).unwrap(), content);
        }
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&file), mode(file.parent().unwrap())), (0o600, 0o700));
        assert!(new_file(&file).is_err());
        assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1);
    }
}
