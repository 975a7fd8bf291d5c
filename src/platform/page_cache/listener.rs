//! The connection that listens for changes.

use super::{PageCache, TIMEOUT, round_trip};
use crate::platform::db::{Db, target::Raw};
use anyhow::Context;
use std::{future::poll_fn, sync::Arc, time::Duration};
use tokio::time::{sleep, timeout};
use tokio_postgres::AsyncMessage;

/// Interval of the round trips that show that the connection is alive, and wait before reconnecting.
const BEAT: Duration = Duration::from_secs(1);

impl PageCache {
    /// Listens for changes, and reconnects when the connection breaks. Never ends.
    pub async fn listen(self: Arc<Self>, db: Db) {
        let mut known_to_fail = false;
        loop {
            let followed = match db.raw().await {
                Ok(raw) => self.follow(raw).await,
                Err(error) => Err(error),
            };
            match followed {
                Ok(()) => known_to_fail = false,
                // Once, and not every second.
                Err(_) if known_to_fail => {}
                Err(error) => {
                    tracing::warn!(error = format!("{error:#}"), "pages are not kept in memory");
                    known_to_fail = true;
                }
            }
            sleep(BEAT).await;
        }
    }

    /// Keeps pages while the connection lives. Fails when it cannot listen.
    async fn follow(&self, (client, mut connection): Raw) -> anyhow::Result<()> {
        let client = Arc::new(client);
        // One task reads notifications and answers in the order of arrival: an answer means that the notifications
        // before it were acted on.
        let notifications = async {
            while let Some(Ok(message)) = poll_fn(|context| connection.poll_message(context)).await {
                if matches!(message, AsyncMessage::Notification(_)) {
                    self.flush();
                }
            }
        };
        let beats = async {
            let listens = timeout(TIMEOUT, client.batch_execute("listen pages")).await;
            listens.context("no answer")?.context("listen")?;
            self.start(&client);
            while round_trip(&client).await && self.listens_with(&client) {
                sleep(BEAT).await;
            }
            anyhow::Ok(())
        };
        let ended = tokio::select! {
            () = notifications => Ok(()),
            ended = beats => ended,
        };
        self.stop(&client);
        ended
    }
}
