//! Who does the jobs.

use super::{
    Failure, Registry,
    queue::{self, Claimed},
};
use crate::{
    ids::ClaimId,
    platform::{error::Error, state::App},
};
use anyhow::anyhow;
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use futures_util::StreamExt;
use std::{pin::pin, sync::Arc, time::Duration};
use tokio::{task::JoinSet, time::sleep};

/// Jobs under way at once.
const AT_ONCE: usize = 4;
/// How often to look without being woken: for schedules and for what is due later.
const LOOK: Duration = Duration::from_millis(500);
/// How often a job under way shows that it is alive; well under the lease.
const HEARTBEAT: Duration = Duration::from_secs(5);

/// Claims due jobs and runs them.
#[derive(Clone)]
pub struct Runner {
    app: App,
    registry: Arc<Registry>,
}

impl Runner {
    /// A runner with the handlers of `registry`.
    #[must_use]
    pub const fn new(app: App, registry: Arc<Registry>) -> Self {
        Self { app, registry }
    }

    /// Works until the program stops, then finishes what is in hand.
    pub async fn run(self) {
        let mut under_way = JoinSet::new();
        let mut ears = self.listen().await;
        while !self.app.stopping() {
            if let Err(error) = self.take(&mut under_way).await {
                tracing::warn!(%error, "no jobs for now");
            }
            tokio::select! {
                () = self.app.stopped() => {}
                Some(_) = under_way.join_next(), if under_way.len() >= AT_ONCE => {}
                () = heard(&mut ears), if under_way.len() < AT_ONCE => {}
                () = sleep(LOOK), if under_way.len() < AT_ONCE => {}
            }
            while under_way.try_join_next().is_some() {}
            if ears.is_none() {
                ears = self.listen().await;
            }
        }
        while under_way.join_next().await.is_some() {}
    }

    /// Runs all that is due, and what that leads to, then returns how many jobs ran.
    ///
    /// # Errors
    /// Any database error.
    pub async fn run_due(&self) -> Result<usize, Error> {
        let mut count = 0;
        loop {
            let mut under_way = JoinSet::new();
            self.take(&mut under_way).await?;
            if under_way.is_empty() {
                return Ok(count);
            }
            count += under_way.len();
            while under_way.join_next().await.is_some() {}
        }
    }

    async fn take(&self, under_way: &mut JoinSet<()>) -> Result<(), Error> {
        let room = AT_ONCE.saturating_sub(under_way.len());
        if room == 0 {
            return Ok(());
        }
        let mut conn = self.app.db.platform().await?;
        let now = self.app.clock.now();
        for schedule in &self.registry.schedules {
            queue::fill(&mut conn, schedule, &(schedule.moments)(&self.app), now).await?;
        }
        let claim = ClaimId::new();
        let jobs = queue::claim(&mut conn, claim, now, i32::try_from(room).unwrap_or(1)).await?;
        for job in jobs {
            under_way.spawn(self.clone().work(job, claim));
        }
        Ok(())
    }

    async fn work(self, job: Claimed, claim: ClaimId) {
        let result = tokio::select! {
            result = self.attempt(&job) => result,
            never = self.keep(&job, claim) => match never {},
        };
        let closed = async {
            let mut conn = self.app.db.platform().await?;
            match &result {
                Ok(()) => queue::finish(&mut conn, job.id, claim).await,
                Err(failure) => {
                    tracing::warn!(kind = job.kind, id = %job.id, attempts = job.attempts, %failure, "job failed");
                    queue::fail(&mut conn, &job, claim, failure, self.app.clock.now()).await
                }
            }
        };
        if let Err(error) = closed.await {
            // The lease ends by itself and the job, being idempotent, runs again.
            tracing::warn!(kind = job.kind, id = %job.id, %error, "job not closed");
        }
    }

    async fn attempt(&self, job: &Claimed) -> Result<(), Failure> {
        let Some(handlers) = self.registry.handlers.get(job.kind.as_str()) else {
            return Err(Failure::Retry(anyhow!(
                "no handler: is an older version running?"
            )));
        };
        for handler in handlers {
            let outcome = handler(self.app.clone(), job.organisation_id, job.payload.clone());
            match tokio::spawn(outcome).await {
                Ok(result) => result?,
                Err(_) if queue::is_poison(job.attempts) => return Err(Failure::GiveUp(anyhow!("panicked"))),
                Err(_) => return Err(Failure::Retry(anyhow!("panicked"))),
            }
        }
        Ok(())
    }

    async fn keep(&self, job: &Claimed, claim: ClaimId) -> std::convert::Infallible {
        loop {
            sleep(HEARTBEAT).await;
            if let Ok(mut conn) = self.app.db.platform().await {
                // A missed beat is made up by the next; three missed ones end the lease.
                let _ = queue::hold(&mut conn, job.id, claim, self.app.clock.now()).await;
            }
        }
    }

    async fn listen(&self) -> Option<AsyncPgConnection> {
        let mut conn = self.app.db.dedicated().await.ok()?;
        conn.batch_execute("listen jobs").await.ok()?;
        Some(conn)
    }
}

/// Resolves when a job was enqueued; forgets the connection when it broke.
async fn heard(ears: &mut Option<AsyncPgConnection>) {
    let Some(conn) = ears else {
        return std::future::pending().await;
    };
    let next = pin!(conn.notifications_stream()).next().await;
    if !matches!(next, Some(Ok(_))) {
        *ears = None;
    }
}
