//! Detection of poolers in front of the database. Pooling by session is harmless; pooling by transaction would hand
//! one organisation's connection to another, since the tenant is set on the connection.

use super::target::Target;
use anyhow::{Result, bail};
use std::time::Duration;
use tokio::{task::JoinHandle, time::timeout};
use tokio_postgres::{Client, SimpleQueryMessage};

/// Limit for the check; a pooler without a free connection hides what it does.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Connections held in a transaction during the check.
const HELD: usize = 3;
const REFUSAL: &str = "DATABASE_URL leads to a pooler that shares connections between transactions, which would mix \
    organisations: let it pool by session (pgbouncer: pool_mode = session), or name the database itself";

/// Fails when an idle connection changes or shares its server process while others are busy.
pub async fn refuse_transaction_pooling(target: &Target) -> Result<()> {
    match timeout(TIMEOUT, shared(target)).await {
        Ok(Some(true)) => bail!(REFUSAL),
        Ok(_) | Err(_) => Ok(()),
    }
}

async fn shared(target: &Target) -> Option<bool> {
    let resting = Probe::open(target).await?;
    let process = resting.process().await?;
    let mut held = vec![];
    for _ in 0..HELD {
        let busy = Probe::open(target).await?;
        let Some(other) = busy.process_in_transaction().await else {
            // Pooling by statement knows no transactions.
            return Some(true);
        };
        held.push(busy);
        if other == process || resting.process().await? != process {
            return Some(true);
        }
    }
    Some(false)
}

struct Probe {
    client: Client,
    driver: JoinHandle<()>,
}

impl Probe {
    async fn open(target: &Target) -> Option<Self> {
        let (client, connection) = target.open().await.ok()?;
        let driver = tokio::spawn(async move {
            // Its end shows in the next query.
            let _ = connection.await;
        });
        Some(Self { client, driver })
    }

    /// Returns the number of the server process. Prepared statements fail through such a pooler.
    async fn process(&self) -> Option<String> {
        self.first("select pg_backend_pid()").await
    }

    async fn process_in_transaction(&self) -> Option<String> {
        self.first("begin; select pg_backend_pid()").await
    }

    async fn first(&self, sql: &str) -> Option<String> {
        let answers = self.client.simple_query(sql).await.ok()?;
        answers.iter().find_map(|answer| match answer {
            SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
            _ => None,
        })
    }
}

impl Drop for Probe {
    fn drop(&mut self) {
        self.driver.abort();
    }
}
