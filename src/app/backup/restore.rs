//! Restoring a backup, so that no mail is sent twice and nothing comes back that was taken back since.

use super::{
    Header, postgres, read,
    under_way::{self, Note, Stage, TABLE, forget, noted},
};
use crate::{
    accounts, announcements,
    app::start::{Use, database},
    audit, intake, organisations,
    platform::{
        clock::Clock,
        config::Settings,
        db::{self, transaction},
        seal::stream::SealedReader,
        state::App,
    },
    retention::BACKUP,
    stories,
};
use anyhow::{Context, Result, ensure};
use diesel::{dsl::sql, sql_types::BigInt};
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use std::{
    fs::File,
    io::BufReader,
    path::{Path, PathBuf},
};

/// Restores a backup into an empty database, with its keys. May be run again until it succeeds. Returns the number of
/// things that were taken back once more.
pub async fn restore(settings: Settings, file: PathBuf, key: PathBuf) -> Result<usize> {
    let opened = tokio::task::spawn_blocking({
        let file = file.clone();
        move || open(&file, &key)
    });
    let opened = opened.await.context("open the backup")??;
    let note = Note::of(&settings.keys);
    let before = note.read()?;
    if before.is_none() {
        note.write(&file, Stage::Begun)?;
    }
    let begun = before.is_none_or(|(_, stage)| stage == Stage::Begun);
    let result = put_back(&settings, &note, &file, opened, begun).await;
    // Run in the wrong place, it changes nothing.
    if result.is_err() && note.read()?.is_some_and(|(_, stage)| stage == Stage::Begun) {
        note.remove()?;
    }
    result
}

type Opened = (Header, BufReader<SealedReader<BufReader<File>>>);

fn open(file: &Path, key: &Path) -> Result<Opened> {
    let (header, dump) = read(file, key)?;
    ensure!(
        header.made > BACKUP.before(Clock::default().now()),
        "the backup is older than {} days: what was taken back since is not all known any more",
        BACKUP.in_days()
    );
    Ok((header, dump))
}

async fn put_back(
    settings: &Settings,
    note: &Note,
    file: &Path,
    opened: Opened,
    begun: bool,
) -> Result<usize> {
    let (url, _postgres) = database(settings, Use::Own).await?;
    let mut conn = db::connect(&url).await?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    match (empty(&mut conn).await?, noted(&mut conn).await?) {
        (Some(rights), noted) => {
            note.write(file, Stage::Filling)?;
            if noted.is_none_or(|noted| noted != name) {
                forget(&url).await?;
                under_way::note(&mut conn, &name).await?;
            }
            drop(conn);
            fill(settings.clone(), url.clone(), rights, opened).await?;
        }
        (None, Some(noted)) => ensure!(
            noted == name,
            "the backup {noted} is in this database and not put back to the end: restore that one, or empty the database"
        ),
        (None, None) => {
            ensure!(!begun, "the database is not empty: restore into a new data folder or database");
        }
    }
    let again = settle(settings.clone(), &url).await?;
    forget(&url).await?;
    note.remove()?;
    Ok(again)
}

async fn fill(settings: Settings, url: String, rights: bool, opened: Opened) -> Result<()> {
    let filled = tokio::task::spawn_blocking(move || {
        let (header, dump) = opened;
        header.keys.restore(&settings.keys)?;
        postgres::restore(&settings, &url, rights, dump)
    });
    filled.await.context("put the backup back")?
}

/// Returns `None` unless the database is empty; else tells whether it has the application's role.
async fn empty(conn: &mut AsyncPgConnection) -> Result<Option<bool>> {
    const ROLE: &str = "do $$ begin create role pratfall_app nologin; \
        exception when duplicate_object or unique_violation or insufficient_privilege then null; end $$";
    let count = |of: &str| diesel::select(sql::<BigInt>(&format!("(select count(*) from {of})")));
    let tables = format!("pg_tables where schemaname = 'public' and tablename <> '{TABLE}'");
    let tables: i64 = count(&tables).get_result(conn).await?;
    if tables > 0 {
        return Ok(None);
    }
    conn.batch_execute(ROLE).await?;
    let roles: i64 = count("pg_roles where rolname = 'pratfall_app'").get_result(conn).await?;
    if roles > 0 {
        conn.batch_execute("do $$ begin execute format('grant pratfall_app to %I', current_user); end $$")
            .await?;
    }
    Ok(Some(roles > 0))
}

/// Migrates what was restored, takes back again, and mixes.
async fn settle(settings: Settings, url: &str) -> Result<usize> {
    db::migrate(url).await?;
    let app = App::new(settings, url, Clock::default(), false)?;
    audit::Heads::of(&app.settings.keys).forget()?;
    let taken_back = app.keys.taken_back()?;
    let again = intake::actions::repost_taken_back(&app, &taken_back).await?
        + announcements::actions::subscribing::unsubscribe_again(&app, &taken_back).await?;
    let mut conn = app.db.platform().await?;
    transaction(&mut conn, async |mut tx| accounts::actions::start_afresh(&mut tx).await).await?;
    for organisation in organisations::store::all(&mut conn).await? {
        let mut conn = app.db.tenant(organisation.id).await?;
        transaction(&mut conn, async |mut tx| {
            announcements::actions::start_afresh(&mut tx, organisation.id).await?;
            stories::actions::restart_silence(&mut tx, organisation.id, app.clock.today()).await
        })
        .await?;
    }
    // Before anybody sees what they took back.
    intake::actions::mix(&app).await?;
    Ok(again)
}
