//! Backups: one file each with the whole database and the keys, sealed to the recovery key, kept for a fortnight.

mod postgres;
pub mod restore;
pub mod under_way;

use crate::{
    platform::{
        config::Settings,
        files,
        keys::{copy::KeyCopy, recovery},
        seal::{Letterbox, stream::SealedReader},
    },
    retention::BACKUP,
};
use anyhow::{Context, Result, bail};
use chrono::{DateTime, Duration, NaiveDateTime, SubsecRound, Utc};
use serde::{Deserialize, Serialize};
use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufRead, BufReader, BufWriter, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

/// First bytes of every backup.
const MAGIC: &[u8] = b"pratfall backup 1\n";
/// Purpose that every seal is bound to.
const PURPOSE: &[u8] = b"pratfall backup 1";
/// Format of a backup's name.
const NAME: &str = "pratfall-%Y-%m-%dT%H%M%SZ.backup";

/// Age from which an unfinished backup is abandoned.
const LONGEST: Duration = Duration::hours(12);

/// Largest plausible distance of the clock from the last nightly round and the newest backup: beyond it nothing is
/// destroyed (docs/adr/0053). Short enough that the newest backups survive a clock that is wrong by as much.
pub const LEAP: Duration = Duration::days(7);
/// File with the moment of the last nightly round, beside the backups.
const LAST_ROUND: &str = "last-round";

/// First line of a backup, before the dump.
#[derive(Serialize, Deserialize)]
struct Header {
    made: DateTime<Utc>,
    keys: KeyCopy,
}

/// Removes backups that are too old, makes a new one and returns its path. Blocks while the database is read.
pub fn make(settings: &Settings, url: &str, now: DateTime<Utc>) -> Result<PathBuf> {
    let Some(letterbox) = recovery::letterbox(&settings.keys)? else {
        bail!("there is no recovery key: make one with pratfall backup --new-key FILE");
    };
    files::private_folder(&settings.backups).context("make the folder of backups")?;
    // As exact as the names are.
    let now = now.trunc_subsecs(0);
    forget(&settings.backups, now)?;
    let file = settings.backups.join(now.format(NAME).to_string());
    let draft = file.with_extension("new");
    let written = write(&draft, settings, url, now, &letterbox).and_then(|()| {
        fs::rename(&draft, &file)?;
        Ok(files::sync_folder_of(&file)?)
    });
    if written.is_err() {
        fs::remove_file(&draft).ok();
    }
    written?;
    Ok(file)
}

fn write(
    draft: &Path,
    settings: &Settings,
    url: &str,
    made: DateTime<Utc>,
    letterbox: &Letterbox,
) -> Result<()> {
    let out = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(draft);
    let mut out = BufWriter::new(out.context("make the backup")?);
    out.write_all(MAGIC)?;
    let mut sealed = letterbox.stream(out, PURPOSE)?;
    postgres::dump(settings, url, |mut dump| {
        // The first bytes come when the dump has its view of the database: a key that it needs is there by then, so
        // the keys are copied after that.
        let mut first = [0];
        dump.read_exact(&mut first).context("nothing came from pg_dump")?;
        let header = Header { made, keys: KeyCopy::of(&settings.keys)? };
        writeln!(sealed, "{}", serde_json::to_string(&header)?)?;
        sealed.write_all(&first)?;
        io::copy(&mut dump, &mut sealed)?;
        Ok(())
    })?;
    let out = sealed.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
    Ok(out.sync_all()?)
}

/// Opens a backup and returns its header and the dump.
fn read(file: &Path, key: &Path) -> Result<(Header, BufReader<SealedReader<BufReader<File>>>)> {
    let mut from = BufReader::new(File::open(file).with_context(|| format!("open {}", file.display()))?);
    let mut magic = vec![0; MAGIC.len()];
    let known = from.read_exact(&mut magic).is_ok() && magic == MAGIC;
    anyhow::ensure!(known, "{} is no backup of Pratfall", file.display());
    let mut open = BufReader::new(recovery::opener(key)?.stream(from, PURPOSE)?);
    let mut header = String::new();
    open.read_line(&mut header)
        .context("the backup does not open: it is damaged, or it was made for another recovery key")?;
    Ok((serde_json::from_str(&header).context("read the backup")?, open))
}

/// Returns the moments of the backups in a folder, oldest first.
pub fn moments(folder: &Path) -> io::Result<Vec<DateTime<Utc>>> {
    let mut moments: Vec<_> = names(folder)?.iter().filter_map(|name| moment(name)).collect();
    moments.sort_unstable();
    Ok(moments)
}

fn names(folder: &Path) -> io::Result<Vec<String>> {
    match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(vec![]),
        entries => Ok(entries?.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect()),
    }
}

fn moment(name: &str) -> Option<DateTime<Utc>> {
    NaiveDateTime::parse_from_str(name, NAME).ok().map(|moment| moment.and_utc())
}

/// Returns the latest moment before `now` of a nightly round or a backup.
pub fn last_known(folder: &Path, now: DateTime<Utc>) -> io::Result<Option<DateTime<Utc>>> {
    let mark = fs::read_to_string(folder.join(LAST_ROUND)).unwrap_or_default();
    let mark = DateTime::parse_from_rfc3339(mark.trim()).ok().map(|mark| mark.to_utc());
    let all = moments(folder)?.into_iter().chain(mark);
    Ok(all.filter(|moment| *moment <= now).max())
}

/// Tells whether the clock is plausible enough to destroy what it says is old.
pub fn may_destroy(folder: &Path, now: DateTime<Utc>) -> io::Result<bool> {
    Ok(last_known(folder, now)?.is_none_or(|last| now - last <= LEAP))
}

/// Records a nightly round where there are backups. From the next round on, the clock is trusted.
pub fn record_round(folder: &Path, now: DateTime<Utc>) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    files::write(&folder.join(LAST_ROUND), now.to_rfc3339().as_bytes()).context("note the nightly round")
}

/// Removes backups that would be too old before the next night, and abandoned ones, unless the clock is implausible.
pub fn forget(folder: &Path, now: DateTime<Utc>) -> Result<()> {
    if !may_destroy(folder, now)? {
        tracing::error!("no old backup is removed: the clock is far ahead of the last nightly round");
        return Ok(());
    }
    let oldest = BACKUP.before(now) + Duration::days(1);
    for name in names(folder)? {
        let begun = name.strip_suffix(".new").and_then(|name| moment(&format!("{name}.backup")));
        if begun.is_some_and(|begun| begun < now - LONGEST) {
            fs::remove_file(folder.join(name)).context("remove the beginning of a backup")?;
        }
    }
    for moment in moments(folder)?.into_iter().filter(|moment| *moment < oldest) {
        fs::remove_file(folder.join(moment.format(NAME).to_string())).context("remove an old backup")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_is_known_by_its_name_and_gone_after_a_fortnight() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let now: DateTime<Utc> = "2026-11-28T04:00:00Z".parse().unwrap();
        let begun = "pratfall-2026-11-27T040000Z.new";
        let other = ["notes.txt", "pratfall-2026-11-28T035959Z.new"];
        fs::write(folder.join(begun), "").unwrap();
        for name in other {
            fs::write(folder.join(name), "").unwrap();
        }
        for days in [0, 1, 12, 13, 14, 300] {
            let name = (now - Duration::days(days)).format(NAME).to_string();
            fs::write(folder.join(name), "").unwrap();
        }
        forget(folder, now).unwrap();
        let left: Vec<_> =
            moments(folder).unwrap().into_iter().map(|moment| (now - moment).num_days()).collect();
        assert_eq!(left, [13, 12, 1, 0]);
        assert!(!folder.join(begun).exists());
        assert!(other.iter().all(|name| folder.join(name).exists()));
        // A clock that leaps destroys nothing; one that has said so for a night is believed.
        let (far, left) = (now + Duration::days(400), moments(folder).unwrap());
        forget(folder, far).unwrap();
        assert_eq!(moments(folder).unwrap(), left);
        record_round(folder, far).unwrap();
        forget(folder, now + Duration::days(1)).unwrap();
        assert_eq!(moments(folder).unwrap().len(), 3, "the mark of a clock that was wrong says nothing");
        forget(folder, far + Duration::days(1)).unwrap();
        assert!(moments(folder).unwrap().is_empty());
        assert!(folder.join(other[0]).exists());
    }
}
