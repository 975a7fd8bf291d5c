//! One connection's share of a batch: one mail after the other, each written down before it leaves.

use super::sending::Run;
use crate::{
    announcements::{delivery::Fate, model::InHand},
    ids::ClaimId,
    platform::{
        error::Error,
        mail::{EmailAddress, MailError, connection::Connection},
        random,
    },
};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// How often a result is tried to be written down before its row is left to become uncertain.
const WRITES: u32 = 20;

/// What is left of a batch.
pub(super) type Queue = Arc<Mutex<Vec<InHand>>>;

/// Why a lane ended before its work did.
#[derive(Debug)]
pub(super) enum Halt {
    /// The mail server cannot be reached, trusted or signed in to.
    Outage(MailError),
    /// The database cannot be reached.
    Database(Error),
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        Self::Database(error)
    }
}

/// A connection that is opened when needed and kept while it works.
pub(super) struct Lane {
    pub run: Arc<Run>,
    pub claim: ClaimId,
    pub connection: Option<Connection>,
}

impl Lane {
    /// Sends from `queue` until it is empty or the program stops. Gives its connection back for the next batch.
    pub async fn work(mut self, queue: Queue) -> (Option<Connection>, Result<(), Halt>) {
        while !self.run.app.stopping() {
            let next = queue.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let Some(item) = next else { break };
            if let Err(halt) = self.send(&item).await {
                return (None, Err(halt));
            }
        }
        (self.connection, Ok(()))
    }

    async fn send(&mut self, item: &InHand) -> Result<(), Halt> {
        let (run, to) = (self.run.clone(), item.subscription_id);
        let now = run.app.clock.now();
        let address = item
            .email
            .as_deref()
            .and_then(|email| EmailAddress::parse(email).ok());
        let mail =
            address.and_then(|address| run.composition.mail(&run.app, to, address, item.language, now));
        let Some(mail) = mail else {
            return self.stand_down(item).await;
        };
        let kept = self.connection.take().filter(Connection::is_ready);
        let connection = if let Some(ready) = kept {
            ready
        } else {
            tokio::select! {
                opened = run.app.mailer.connect() => opened.map_err(Halt::Outage)?,
                // Nothing has left, and what is in hand is put back at the end of its batch.
                () = run.app.last_call() => return Ok(()),
            }
        };
        let connection = self.connection.insert(connection);
        let offered = tokio::select! {
            offered = connection.offer(&mail) => offered,
            () = run.app.last_call() => {
                self.connection = None;
                return Ok(());
            }
        };
        if let Err(refusal) = offered {
            return self.close(item, Err(refusal)).await;
        }
        let mut conn = run.app.db.tenant(run.ledger.organisation).await?;
        let ours = run.ledger.hand_over(&mut conn, self.claim, to).await?;
        drop(conn);
        if !ours {
            // The server waits for a text that must not come: hanging up is the only way to say so.
            self.connection = None;
            return self.stand_down(item).await;
        }
        let result = tokio::select! {
            result = connection.hand_over() => result,
            () = run.app.last_call() => Err(MailError::Uncertain),
        };
        self.close(item, result).await
    }

    /// Paused, cancelled, claimed by another or unsubscribed: nothing has left and nothing will.
    async fn stand_down(&self, item: &InHand) -> Result<(), Halt> {
        let ledger = self.run.ledger;
        let mut conn = self.run.app.db.tenant(ledger.organisation).await?;
        Ok(ledger
            .put_back(&mut conn, self.claim, Some(item.subscription_id))
            .await?)
    }

    /// Writes down what came of it, patiently: a result that is known must not become uncertain because the
    /// database restarts.
    async fn close(&self, item: &InHand, result: Result<(), MailError>) -> Result<(), Halt> {
        let (run, now) = (&self.run, self.run.app.clock.now());
        let fate = Fate::of(result, item.attempts, random::jitter(1001));
        let write = async || {
            let mut conn = run.app.db.tenant(run.ledger.organisation).await?;
            run.ledger
                .close(&mut conn, self.claim, item.subscription_id, &fate, now)
                .await
        };
        let mut written = write().await;
        for _ in 0..WRITES {
            if written.is_ok() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(500)).await;
            written = write().await;
        }
        Ok(written?)
    }
}
