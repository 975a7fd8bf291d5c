//! The worker.

use super::{
    Failure, Registry,
    claims::{self, Claimed, Which},
    queue,
};
use crate::{
    ids::ClaimId,
    platform::{db, error::Error, state::App},
};
use anyhow::anyhow;
use chrono::{DateTime, Utc};
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection};
use futures_util::StreamExt;
use std::{
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::JoinSet,
    time::sleep,
};

/// Jobs at once, besides schedules, which have places of their own.
const AT_ONCE: usize = 4;
/// Jobs among these that strangers caused.
const OF_STRANGERS: usize = 2;
/// Interval between looks for due schedules and jobs.
const LOOK: Duration = Duration::from_millis(500);
/// Interval of heartbeats of a running job; well under the lease.
const HEARTBEAT: Duration = Duration::from_secs(5);

/// Claims due jobs and runs them.
#[derive(Clone)]
pub struct Runner {
    app: App,
    registry: Arc<Registry>,
    places: Arc<Semaphore>,
    for_strangers: Arc<Semaphore>,
    alone: Arc<AtomicBool>,
}

/// Permits of a running job.
type Places = Vec<OwnedSemaphorePermit>;

impl Runner {
    pub fn new(app: App, registry: Arc<Registry>) -> Self {
        Self {
            app,
            registry,
            places: Arc::new(Semaphore::new(AT_ONCE)),
            for_strangers: Arc::new(Semaphore::new(OF_STRANGERS)),
            alone: Arc::default(),
        }
    }

    /// Works until the program stops, then finishes the running jobs, or returns them to the queue when time is up.
    pub async fn run(self) {
        let mut under_way = JoinSet::new();
        let mut listener = self.listen().await;
        while !self.app.stopping() {
            if let Err(error) = self.take(&mut under_way).await {
                tracing::warn!(%error, "no jobs for now");
            }
            let room = self.places.available_permits() > 0;
            tokio::select! {
                () = self.app.stopped() => {}
                Some(_) = under_way.join_next() => {}
                () = notified(&mut listener), if room => {}
                () = sleep(LOOK) => {}
            }
            while under_way.try_join_next().is_some() {}
            if listener.is_none() {
                listener = self.listen().await;
            }
        }
        while under_way.join_next().await.is_some() {}
    }

    /// Runs all due jobs and the jobs they enqueue. Returns their number.
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

    /// Claims jobs: schedules first, then those caused by staff and the program, then those of strangers.
    async fn take(&self, under_way: &mut JoinSet<()>) -> Result<(), Error> {
        let mut conn = self.app.db.platform().await?;
        let (now, registry) = (db::now(&mut conn, &self.app.clock).await?, &self.registry);
        for schedule in &registry.schedules {
            queue::fill(&mut conn, schedule, &(schedule.moments)(&self.app), now).await?;
        }
        let scheduled: Vec<_> = registry.schedules.iter().map(|schedule| schedule.kind).collect();
        if self.tries_alone(&mut conn, now, &scheduled, under_way).await? {
            return Ok(());
        }
        let not_ours = [scheduled.as_slice(), &registry.strangers].concat();
        let places = [&self.places, &self.for_strangers];
        for (which, most, places) in [
            (Which::Of(&scheduled), scheduled.len(), &places[..0]),
            (Which::Not(&not_ours), AT_ONCE, &places[..1]),
            (Which::Of(&registry.strangers), OF_STRANGERS, &places[..]),
        ] {
            let free = places.iter().map(|places| places.available_permits());
            let most = free.fold(most, usize::min);
            let claim = ClaimId::new();
            for job in claims::claim(&mut conn, claim, now, which, most).await? {
                let taken = places.iter().map(|places| Arc::clone(places).try_acquire_owned());
                let taken = taken.filter_map(Result::ok).collect();
                under_way.spawn(self.clone().work(job, claim, taken));
            }
        }
        Ok(())
    }

    /// Tells whether a job that took processes with it runs or is about to: no other job is started meanwhile, so that
    /// it takes none with it.
    async fn tries_alone(
        &self,
        conn: &mut AsyncPgConnection,
        now: DateTime<Utc>,
        scheduled: &[&str],
        under_way: &mut JoinSet<()>,
    ) -> Result<bool, Error> {
        if !under_way.is_empty() && self.alone.load(Ordering::Relaxed) {
            return Ok(true);
        }
        self.alone.store(false, Ordering::Relaxed);
        let Some(suspect) = claims::suspect(conn, now, scheduled).await? else {
            return Ok(false);
        };
        if under_way.is_empty() {
            let claim = ClaimId::new();
            if let Some(job) = claims::claim_alone(conn, claim, now, suspect).await? {
                self.alone.store(true, Ordering::Relaxed);
                under_way.spawn(self.clone().work(job, claim, vec![]));
            }
        }
        Ok(true)
    }

    async fn work(self, job: Claimed, claim: ClaimId, _places: Places) {
        let result = tokio::select! {
            result = self.attempt(&job) => Some(result),
            () = self.app.out_of_time() => None,
            never = self.keep(&job, claim) => match never {},
        };
        let closed = async {
            let mut conn = self.app.db.platform().await?;
            match &result {
                Some(Ok(())) => queue::finish(&mut conn, job.id, claim).await,
                Some(Err(failure)) => {
                    tracing::warn!(kind = job.kind, id = %job.id, attempts = job.attempts, %failure, "job failed");
                    let now = db::now(&mut conn, &self.app.clock).await?;
                    let next = self.registry.next(&self.app, &job.kind, now);
                    queue::fail(&mut conn, &job, claim, failure, now, next).await
                }
                None => {
                    tracing::info!(kind = job.kind, id = %job.id, "job put back, no time left");
                    queue::release(&mut conn, job.id, claim).await
                }
            }
        };
        let closed = closed.await;
        // Pages requested after the job show what it did.
        self.app.pages.settle().await;
        if let Err(error) = closed {
            // The lease ends by itself and the job, being idempotent, runs again.
            tracing::warn!(kind = job.kind, id = %job.id, %error, "job not closed");
        }
    }

    async fn attempt(&self, job: &Claimed) -> Result<(), Failure> {
        let Some(handlers) = self.registry.handlers.get(job.kind.as_str()) else {
            return Err(Failure::Retry(anyhow!("no handler: is an older version running?")));
        };
        for handler in handlers {
            // A set of one is aborted with the task that awaits it.
            let mut outcome = JoinSet::new();
            outcome.spawn(handler(self.app.clone(), job.organisation_id, job.payload.clone()));
            match outcome.join_next().await {
                Some(Ok(result)) => result?,
                _ if job.panics_too_often() => return Err(Failure::GiveUp(anyhow!("panicked"))),
                _ => return Err(Failure::Retry(anyhow!("panicked"))),
            }
        }
        Ok(())
    }

    async fn keep(&self, job: &Claimed, claim: ClaimId) -> std::convert::Infallible {
        loop {
            sleep(HEARTBEAT).await;
            // A missed beat is made up by the next; three missed ones end the lease.
            let _ = self.extend(job, claim).await;
        }
    }

    async fn extend(&self, job: &Claimed, claim: ClaimId) -> Result<(), Error> {
        let mut conn = self.app.db.platform().await?;
        let now = db::now(&mut conn, &self.app.clock).await?;
        queue::extend(&mut conn, job.id, claim, now).await
    }

    async fn listen(&self) -> Option<AsyncPgConnection> {
        let mut conn = self.app.db.dedicated().await.ok()?;
        conn.batch_execute("listen jobs").await.ok()?;
        Some(conn)
    }
}

/// Resolves when a job is enqueued; drops the connection when it breaks.
async fn notified(listener: &mut Option<AsyncPgConnection>) {
    let Some(conn) = listener else {
        return std::future::pending().await;
    };
    let next = pin!(conn.notifications_stream()).next().await;
    if !matches!(next, Some(Ok(_))) {
        *listener = None;
    }
}
