//! The note that a restore is under way: written first and removed last, beside the keys and in the database, so that
//! nothing starts on half a restore.

use crate::platform::{db, files};
use anyhow::{Context, Result, bail};
use diesel::{
    dsl::sql,
    select, sql_query,
    sql_types::{Bool, Text},
};
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Name of the note among the keys.
const NAME: &str = "restore-under-way";
/// Second line of the note, once the keys or the database may be half filled.
const FILLING: &str = "filling";
/// Table with the name of the backup. It is in none of the migrations.
pub(super) const TABLE: &str = "restore_under_way";

/// Stages of a restore.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Begun,
    /// Keys or database hold a part of the backup.
    Filling,
}

/// Note beside the keys.
pub(super) struct Note {
    folder: PathBuf,
}

impl Note {
    pub fn of(keys: &Path) -> Self {
        Self { folder: keys.to_owned() }
    }

    fn path(&self) -> PathBuf {
        self.folder.join(NAME)
    }

    /// Returns the name of the backup and the stage of its restore.
    pub fn read(&self) -> Result<Option<(String, Stage)>> {
        let text = match fs::read_to_string(self.path()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            text => text.with_context(|| format!("read {}", self.path().display()))?,
        };
        let mut lines = text.lines();
        let backup = lines.next().unwrap_or_default().to_owned();
        // One that says nothing is of an earlier version, or of a power cut.
        let begun = !backup.is_empty() && lines.next() != Some(FILLING);
        Ok(Some((backup, if begun { Stage::Begun } else { Stage::Filling })))
    }

    pub fn write(&self, backup: &Path, stage: Stage) -> Result<()> {
        let mut text = format!("{}\n", backup.display());
        if stage == Stage::Filling {
            text = format!("{text}{FILLING}\n");
        }
        files::write(&self.path(), text.as_bytes())
            .with_context(|| format!("write {}", self.path().display()))
    }

    pub fn remove(&self) -> Result<()> {
        fs::remove_file(self.path())?;
        Ok(files::sync_folder_of(&self.path())?)
    }
}

/// Fails when a restore with these keys has begun.
pub fn check_no_restore(keys: &Path) -> Result<()> {
    let note = Note::of(keys);
    let place = note.path().display().to_string();
    match note.read()? {
        None => Ok(()),
        Some((backup, Stage::Begun)) => bail!(
            "putting back {backup} was begun, and changed nothing yet: run the same pratfall restore again, or remove {place}"
        ),
        Some((backup, Stage::Filling)) => bail!(
            "the backup {backup} was not put back to the end: run the same pratfall restore again, \
             or begin anew with an empty database and without {place}"
        ),
    }
}

/// Fails when a restore into this database has begun, perhaps with keys elsewhere.
pub async fn check_no_restore_in(url: &str) -> Result<()> {
    let mut conn = db::connect(url).await?;
    match noted(&mut conn).await? {
        None => Ok(()),
        Some(backup) => bail!(
            "the backup {backup} was not put back into this database to the end: run the same pratfall restore again, \
             with the same keys, or begin anew with an empty database"
        ),
    }
}

/// Returns the backup named in the database.
pub(super) async fn noted(conn: &mut AsyncPgConnection) -> Result<Option<String>> {
    let there = select(sql::<Bool>(&format!("to_regclass('public.{TABLE}') is not null")));
    if !there.get_result(conn).await? {
        return Ok(None);
    }
    let backup = format!("(select coalesce(min(backup), '') from public.{TABLE})");
    Ok(Some(select(sql::<Text>(&backup)).get_result(conn).await?))
}

/// Adds the note to the database.
pub(super) async fn note(conn: &mut AsyncPgConnection, backup: &str) -> Result<()> {
    let make = format!("create table if not exists public.{TABLE} (backup text not null)");
    conn.batch_execute(&make).await?;
    sql_query(format!("insert into public.{TABLE} values ($1)"))
        .bind::<Text, _>(backup)
        .execute(conn)
        .await?;
    Ok(())
}

/// Removes the note from the database.
pub(super) async fn forget(url: &str) -> Result<()> {
    let mut conn = db::connect(url).await?;
    Ok(conn.batch_execute(&format!("drop table if exists public.{TABLE}")).await?)
}
