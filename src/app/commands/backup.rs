//! `pratfall backup` and `pratfall restore`

use super::say;
use crate::{
    app::{
        backup::{
            self,
            under_way::{check_no_restore, check_no_restore_in},
        },
        start::{Use, database},
    },
    platform::{clock::Clock, config::Settings, db, keys::recovery, page_cache},
};
use anyhow::Context;
use std::path::PathBuf;

/// Makes a backup now, after a recovery key if one is asked for.
pub(super) async fn run(settings: Settings, new_key: Option<PathBuf>) -> anyhow::Result<()> {
    if let Some(file) = &new_key {
        recovery::make(&settings.keys, file)?;
        say(&format!(
            "{} opens every backup from now on: keep it where neither this machine nor the backups are",
            file.display()
        ));
    }
    check_no_restore(&settings.keys)?;
    let (url, _postgres) = database(&settings, Use::Share).await?;
    check_no_restore_in(&url).await?;
    let mut conn = db::connect(&url).await?;
    if new_key.is_some() {
        // The promise says that there are backups.
        page_cache::announce(&mut conn).await?;
    }
    let now = db::now(&mut conn, &Clock::default()).await?;
    drop(conn);
    let made = tokio::task::spawn_blocking(move || backup::make(&settings, &url, now));
    say(&format!("{}", made.await.context("make the backup")??.display()));
    Ok(())
}

pub(super) async fn restore(settings: Settings, file: PathBuf, key: PathBuf) -> anyhow::Result<()> {
    let again = backup::restore::restore(settings, file, key).await?;
    say(&format!(
        "the backup is back; {again} things that were taken back since are taken back again, everybody is signed out, \
         and no mail that was due is sent"
    ));
    say("look at the team of every organisation: whoever was removed since the backup is in it again");
    Ok(())
}
