//! One connection's share of a batch: a few mails are recorded as leaving, then leave one after the other.

use super::compose::Composition;
use crate::{
    announcements::{delivery::Outcome, model::Claimed, store::ledger::Ledger},
    ids::{ClaimId, SubscriptionId},
    platform::{
        error::Error,
        mail::{EmailAddress, Mail, MailError, connection::Connection},
        random,
        state::App,
    },
};
use std::{
    future::Future,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Attempts to record a result before its row is left to become uncertain.
const WRITES: u32 = 20;
/// Mails recorded together at most: as many are in doubt, for each sender, after a crash.
const WIDEST: usize = 16;
/// Time within which the mails recorded together should leave.
const TARGET: Duration = Duration::from_millis(50);
/// Time after which a mail goes back: its recipient may have unsubscribed, or the announcement may be paused.
const OVERDUE: Duration = Duration::from_secs(1);

/// Deliveries of a batch that are not sent yet.
pub(super) type Queue = Arc<Mutex<Vec<Claimed>>>;

/// Reason for which a sender ended early.
#[derive(Debug)]
pub(super) enum Halt {
    /// The mail server cannot be reached, trusted or signed in to.
    Outage(MailError),
    Database(Error),
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        Self::Database(error)
    }
}

/// An announcement that is being sent.
pub(super) struct Run {
    pub app: App,
    pub ledger: Ledger,
    pub composition: Composition,
}

/// A connection that is opened when needed and kept while it works.
pub(super) struct MailSender {
    run: Arc<Run>,
    connection: Option<Connection>,
    /// Mails recorded together: few with a slow server, so that few are in doubt after a crash.
    width: usize,
}

/// Reason for which a mail has not left.
enum Unsent {
    Outage(MailError),
    /// The program stops.
    Stop,
}

impl Unsent {
    fn ended(self) -> Result<(), Halt> {
        match self {
            Self::Outage(error) => Err(Halt::Outage(error)),
            Self::Stop => Ok(()),
        }
    }
}

struct Outgoing {
    item: Claimed,
    mail: Mail,
}

impl MailSender {
    pub(super) const fn new(run: Arc<Run>) -> Self {
        Self { run, connection: None, width: 1 }
    }

    /// Sends from `queue` until it is empty or the program stops.
    pub(super) async fn work(mut self, claim: ClaimId, queue: Queue) -> (Self, Result<(), Halt>) {
        while !self.run.app.stopping() {
            let share = {
                let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
                let keep = queue.len().saturating_sub(self.width);
                queue.split_off(keep)
            };
            if share.is_empty() {
                break;
            }
            let since = Instant::now();
            // The queue is in reverse.
            if let Err(halt) = self.send(claim, share.into_iter().rev()).await {
                self.connection = None;
                return (self, Err(halt));
            }
            self.width = next_width(self.width, since.elapsed());
        }
        (self, Ok(()))
    }

    pub(super) async fn quit(self) {
        if let Some(connection) = self.connection {
            connection.quit().await;
        }
    }

    async fn send(&mut self, claim: ClaimId, share: impl Iterator<Item = Claimed>) -> Result<(), Halt> {
        let mut outgoing = vec![];
        for item in share {
            match self.mail(&item) {
                Some(Ok(mail)) => outgoing.push(Outgoing { item, mail }),
                Some(Err(unwritable)) => self.close(claim, &item, Err(unwritable)).await?,
                None => self.put_back(claim, item.subscription_id).await?,
            }
        }
        if outgoing.is_empty() {
            return Ok(());
        }
        // Connects before anything is recorded as leaving.
        if let Err(unsent) = self.connect().await {
            for one in &outgoing {
                self.put_back(claim, one.item.subscription_id).await?;
            }
            return unsent.ended();
        }
        let ids: Vec<_> = outgoing.iter().map(|one| one.item.subscription_id).collect();
        let ours = {
            let mut conn = self.run.app.db.tenant(self.run.ledger.organisation).await?;
            self.run.ledger.hand_over(&mut conn, claim, &ids).await?
        };
        let (ours, others): (Vec<_>, Vec<_>) =
            outgoing.into_iter().partition(|one| ours.contains(&one.item.subscription_id));
        // Paused, cancelled, claimed by another worker or unsubscribed: these have not left and will not.
        for one in others {
            self.put_back(claim, one.item.subscription_id).await?;
        }
        self.send_all(claim, ours).await
    }

    /// Builds the mail of a delivery; `None` when its recipient has unsubscribed.
    fn mail(&self, item: &Claimed) -> Option<Result<Mail, MailError>> {
        let unwritable = || MailError::Permanent("unwritable".to_owned());
        let (run, to) = (&self.run, item.email.as_deref()?);
        let mail = EmailAddress::parse(to)
            .ok()
            .and_then(|to| run.composition.mail(&run.app, item, to, run.app.clock.now()));
        Some(mail.ok_or_else(unwritable))
    }

    /// Sends mails that are recorded as leaving, and records the result of each.
    async fn send_all(&mut self, claim: ClaimId, outgoing: Vec<Outgoing>) -> Result<(), Halt> {
        let since = Instant::now();
        let (mut sent, mut ended) = (vec![], Ok(()));
        let mut outgoing = outgoing.into_iter();
        for one in outgoing.by_ref() {
            match self.deliver(&one.mail).await {
                Ok(Ok(())) => sent.push(one.item),
                Ok(Err(refusal)) => self.close(claim, &one.item, Err(refusal)).await?,
                Err(unsent) => {
                    self.put_back(claim, one.item.subscription_id).await?;
                    ended = unsent.ended();
                    break;
                }
            }
            if self.run.app.stopping() || since.elapsed() > OVERDUE {
                break;
            }
        }
        self.accept(claim, sent).await?;
        for one in outgoing {
            self.put_back(claim, one.item.subscription_id).await?;
        }
        ended
    }

    /// Sends one mail; after an outer error it has certainly not left.
    async fn deliver(&mut self, mail: &Mail) -> Result<Result<(), MailError>, Unsent> {
        let app = self.run.app.clone();
        let connection = self.connect().await?;
        let offered = tokio::select! {
            offered = connection.offer(mail) => offered,
            () = app.last_call() => {
                self.connection = None;
                return Err(Unsent::Stop);
            }
        };
        if offered.is_err() {
            return Ok(offered);
        }
        Ok(tokio::select! {
            result = connection.hand_over() => result,
            () = app.last_call() => Err(MailError::Uncertain),
        })
    }

    async fn connect(&mut self) -> Result<&mut Connection, Unsent> {
        let app = &self.run.app;
        let kept = self.connection.take().filter(Connection::is_ready);
        let connection = if let Some(ready) = kept {
            ready
        } else {
            tokio::select! {
                opened = app.mailer.connect() => opened.map_err(Unsent::Outage)?,
                () = app.last_call() => return Err(Unsent::Stop),
            }
        };
        Ok(self.connection.insert(connection))
    }

    async fn put_back(&self, claim: ClaimId, subscription: SubscriptionId) -> Result<(), Halt> {
        let ledger = self.run.ledger;
        let mut conn = self.run.app.db.tenant(ledger.organisation).await?;
        Ok(ledger.put_back(&mut conn, claim, subscription).await?)
    }

    /// Records that the server took mails.
    async fn accept(&self, claim: ClaimId, sent: Vec<Claimed>) -> Result<(), Halt> {
        if sent.is_empty() {
            return Ok(());
        }
        let (run, ids) = (&self.run, sent.iter().map(|item| item.subscription_id).collect::<Vec<_>>());
        let written = until_recorded(async || {
            let mut conn = run.app.db.tenant(run.ledger.organisation).await?;
            run.ledger.accept(&mut conn, claim, &ids).await
        });
        let written = written.await?;
        // A row whose lease was renewed at the same time is missed: it is closed alone.
        for item in sent.iter().filter(|item| !written.contains(&item.subscription_id)) {
            self.close(claim, item, Ok(())).await?;
        }
        Ok(())
    }

    /// Records the result of one mail.
    async fn close(&self, claim: ClaimId, item: &Claimed, result: Result<(), MailError>) -> Result<(), Halt> {
        let (run, now) = (&self.run, self.run.app.clock.now());
        let outcome = Outcome::of(result, item.attempts, random::jitter(1001));
        let written = until_recorded(async || {
            let mut conn = run.app.db.tenant(run.ledger.organisation).await?;
            run.ledger.close(&mut conn, claim, item.subscription_id, &outcome, now).await
        });
        Ok(written.await?)
    }
}

/// Retries until it is recorded: a known result must not become uncertain because the database restarts.
async fn until_recorded<T, F: Future<Output = Result<T, Error>>>(write: impl Fn() -> F) -> Result<T, Error> {
    let mut written = write().await;
    for _ in 0..WRITES {
        if written.is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
        written = write().await;
    }
    written
}

/// Returns how many mails to record together next, after `width` took that long.
fn next_width(width: usize, took: Duration) -> usize {
    if took > TARGET {
        (width / 2).max(1)
    } else if took < TARGET / 2 {
        (width * 2).min(WIDEST)
    } else {
        width
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_are_written_down_together_where_the_server_is_slow() {
        let ms = Duration::from_millis;
        let mut width = 1;
        for _ in 0..10 {
            width = next_width(width, ms(2));
        }
        assert_eq!(width, WIDEST);
        assert_eq!(next_width(8, ms(30)), 8);
        for _ in 0..10 {
            width = next_width(width, ms(300));
        }
        assert_eq!(width, 1);
    }
}
