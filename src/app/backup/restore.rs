//! Putting a backup back, so that it sends nothing twice and brings nothing to life that was taken back since.

use super::{postgres, read};
use crate::{
    accounts, announcements,
    app::start::{Use, database},
    intake, organisations,
    platform::{
        clock::Clock,
        config::Settings,
        db::{self, transaction},
        keys::private_folder,
        state::App,
    },
    retention::BACKUP,
    stories,
};
use anyhow::{Context, Result, ensure};
use diesel::{dsl::sql, sql_types::BigInt};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

/// Lies among the keys while a backup is put back, so that no server starts on what is half done.
const UNDER_WAY: &str = "restore-under-way";

/// Says so when a backup is being put back, or was begun to be.
///
/// # Errors
/// In that case.
pub fn none_under_way(keys: &Path) -> Result<()> {
    ensure!(
        !keys.join(UNDER_WAY).exists(),
        "a backup was not put back to the end: run the same pratfall restore again, or one with another backup"
    );
    Ok(())
}

/// Puts a backup back into an empty database, with the keys that belong to it. May be run again until it succeeds.
/// Gives how many things were taken back once more.
///
/// # Errors
/// When the database is not empty, the backup does not open, or a step cannot be taken.
pub async fn restore(settings: Settings, file: PathBuf, key: PathBuf) -> Result<usize> {
    let (url, _postgres) = database(&settings, Use::Own).await?;
    let under_way = settings.keys.join(UNDER_WAY);
    match empty(&url).await? {
        Some(rights) => fill(settings.clone(), url.clone(), rights, file, key).await?,
        None => ensure!(
            under_way.exists(),
            "the database is not empty: restore into a new data folder or database"
        ),
    }
    settle(settings, &url, &under_way).await
}

async fn fill(settings: Settings, url: String, rights: bool, file: PathBuf, key: PathBuf) -> Result<()> {
    let filled = tokio::task::spawn_blocking(move || {
        let (header, dump) = read(&file, &key)?;
        ensure!(
            header.made > BACKUP.before(Clock::default().now()),
            "the backup is older than {} days: what was taken back since is not all known any more",
            BACKUP.in_days()
        );
        private_folder(&settings.keys)?;
        // First of all: from here on no server may start.
        File::create(settings.keys.join(UNDER_WAY))?.sync_all()?;
        File::open(&settings.keys)?.sync_all()?;
        header.keys.restore(&settings.keys)?;
        postgres::restore(&settings, &url, rights, dump)
    });
    filled.await.context("put the backup back")?
}

/// Whether the application's role is there, in a database that is empty; none in one that is not.
async fn empty(url: &str) -> Result<Option<bool>> {
    const ROLE: &str = "do $$ begin create role pratfall_app nologin; \
        exception when duplicate_object or unique_violation or insufficient_privilege then null; end $$";
    let mut conn = AsyncPgConnection::establish(url)
        .await
        .context("connect to the database")?;
    let count = |of: &str| diesel::select(sql::<BigInt>(&format!("(select count(*) from {of})")));
    let tables: i64 = count("pg_tables where schemaname = 'public'")
        .get_result(&mut conn)
        .await?;
    if tables > 0 {
        return Ok(None);
    }
    conn.batch_execute(ROLE).await?;
    let roles: i64 = count("pg_roles where rolname = 'pratfall_app'")
        .get_result(&mut conn)
        .await?;
    if roles > 0 {
        conn.batch_execute("do $$ begin execute format('grant pratfall_app to %I', current_user); end $$")
            .await?;
    }
    Ok(Some(roles > 0))
}

/// Brings what was put back up to today.
async fn settle(settings: Settings, url: &str, under_way: &Path) -> Result<usize> {
    db::migrate(url).await?;
    let app = App::new(settings, url, Clock::default(), false)?;
    let taken_back = app.keys.taken_back()?;
    let again = intake::actions::take_back_again(&app, &taken_back).await?
        + announcements::actions::subscribing::unsubscribe_again(&app, &taken_back).await?;
    let mut conn = app.db.platform().await?;
    transaction(&mut conn, async |mut tx| {
        accounts::actions::start_afresh(&mut tx).await
    })
    .await?;
    for organisation in organisations::store::all(&mut conn).await? {
        let mut conn = app.db.tenant(organisation.id).await?;
        transaction(&mut conn, async |mut tx| {
            announcements::actions::start_afresh(&mut tx, organisation.id).await?;
            stories::actions::ask_anew(&mut tx, organisation.id, app.clock.today()).await
        })
        .await?;
    }
    // Before anybody sees what they took back.
    intake::actions::mix(&app).await?;
    fs::remove_file(under_way)?;
    Ok(again)
}
