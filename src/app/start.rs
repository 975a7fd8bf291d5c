//! Starting: database found or started, migrated, parts put together.

use super::backup::under_way::{check_no_restore, check_no_restore_in};
use crate::platform::{
    clock::Clock,
    config::Settings,
    db::{self, pooler, target::Target},
    embedded::Postgres,
    state::App,
};
use anyhow::Context;
use std::path::Path;

/// Name of the database in the embedded Postgres.
const DATABASE: &str = "pratfall";

/// Other users of the data folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// None: this process is the server.
    Own,
    /// Commands and a server share it.
    Share,
}

/// A program ready to work. Dropping it stops the database that it started.
pub struct Started {
    pub app: App,
    _postgres: Option<Postgres>,
}

/// Starts or finds the database, migrates it and puts the program together.
pub async fn start(settings: Settings, demo: bool, how: Use) -> anyhow::Result<Started> {
    check_no_restore(&settings.keys)?;
    let (url, postgres) = database(&settings, how).await?;
    check_no_restore_in(&url).await?;
    db::migrate(&url).await?;
    let app = App::new(settings, &url, Clock::default(), demo)?;
    Ok(Started { app, _postgres: postgres })
}

/// Starts or finds the database without migrating it. Returns its connection string and, for an embedded one, the
/// handle that keeps it running.
pub async fn database(settings: &Settings, how: Use) -> anyhow::Result<(String, Option<Postgres>)> {
    rustls::crypto::ring::default_provider().install_default().ok();
    match settings.database_url.clone() {
        Some(url) => {
            let target = Target::parse(&url).context("setting DATABASE_URL")?;
            pooler::refuse_transaction_pooling(&target).await?;
            Ok((url, None))
        }
        None => embedded(&settings.data, how).await,
    }
}

async fn embedded(data: &Path, how: Use) -> anyhow::Result<(String, Option<Postgres>)> {
    let data = data.to_owned();
    let postgres = tokio::task::spawn_blocking(move || match how {
        Use::Own => Postgres::start(&data, crate::platform::embedded::Durability::Durable),
        Use::Share => Postgres::join(&data),
    })
    .await
    .context("start the database")??;
    Ok((postgres.url(DATABASE), Some(postgres)))
}
