//! Background jobs, recorded in the same transaction as the fact that caused them.

mod claims;
mod queue;
mod runner;

pub use queue::{drop_all, forget_given_up, given_up, impossible_leases, waiting};
pub use runner::Runner;

use super::{db::Tx, error::Error, schedule::Moments, state::App};
use crate::{
    ids::{JobId, OrganisationId},
    schema::jobs,
};
use chrono::{DateTime, Utc};
use diesel::{
    ExpressionMethods, PgExpressionMethods, QueryDsl,
    dsl::{exists, insert_into, select},
};
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use serde::{Serialize, de::DeserializeOwned};
use std::{collections::HashMap, pin::Pin, sync::Arc};

/// Payload of a job: ids, never personal data and never content.
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Name stored in `jobs.kind`; never changed once released.
    const KIND: &'static str;
    /// Set when strangers can cause as many as they like: few of these run at once, and none before others.
    const FROM_STRANGERS: bool = false;
}

/// Failure of a job. Messages are kept and shown to operators: no content in them.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Try again later, with backoff.
    #[error("{0:#}")]
    Retry(anyhow::Error),
    /// Never try again; stays visible.
    #[error("{0:#}")]
    GiveUp(anyhow::Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Retry(error.into())
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Retry(error)
    }
}

/// Records `job`, for `organisation` or for all; it runs once the caller's transaction commits.
pub async fn enqueue<J: Job>(
    tx: &mut Tx<'_>,
    organisation: Option<OrganisationId>,
    job: &J,
) -> Result<(), Error> {
    insert(tx, organisation, job, None).await
}

/// Records `job`, unless the same is waiting or running.
pub async fn enqueue_once<J: Job>(
    tx: &mut Tx<'_>,
    organisation: Option<OrganisationId>,
    job: &J,
) -> Result<(), Error> {
    let same = jobs::table
        .filter(jobs::kind.eq(J::KIND))
        .filter(jobs::organisation_id.is_not_distinct_from(organisation))
        .filter(jobs::payload.eq(payload(job)?))
        .filter(jobs::gave_up_at.is_null());
    let waits: bool = select(exists(same)).get_result(&mut **tx).await?;
    if waits {
        return Ok(());
    }
    insert(tx, organisation, job, None).await
}

/// Records `job` to run at `at`, at most an hour or two ahead.
pub async fn enqueue_at<J: Job>(
    tx: &mut Tx<'_>,
    organisation: Option<OrganisationId>,
    job: &J,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    insert(tx, organisation, job, Some(at)).await
}

fn payload(job: &impl Job) -> Result<serde_json::Value, Error> {
    Ok(serde_json::to_value(job).map_err(|e| anyhow::anyhow!("job payload: {e}"))?)
}

async fn insert<J: Job>(
    tx: &mut Tx<'_>,
    organisation: Option<OrganisationId>,
    job: &J,
    at: Option<DateTime<Utc>>,
) -> Result<(), Error> {
    insert_into(jobs::table)
        .values((
            jobs::id.eq(JobId::new()),
            jobs::kind.eq(J::KIND),
            jobs::organisation_id.eq(organisation),
            jobs::payload.eq(payload(job)?),
            jobs::run_at.eq(at),
        ))
        .execute(&mut **tx)
        .await?;
    // Delivered on commit; only says that there is something to look for.
    Ok(tx.batch_execute("notify jobs").await?)
}

type Outcome = Pin<Box<dyn Future<Output = Result<(), Failure>> + Send>>;
type Handler = Box<dyn Fn(App, Option<OrganisationId>, serde_json::Value) -> Outcome + Send + Sync>;

struct Schedule {
    moments: fn(&App) -> Moments,
    kind: &'static str,
}

/// Handlers by job kind, and schedules.
#[derive(Default)]
pub struct Registry {
    handlers: HashMap<&'static str, Vec<Handler>>,
    schedules: Vec<Schedule>,
    strangers: Vec<&'static str>,
}

impl Registry {
    /// Runs jobs of kind `J` with `handler`, after the handlers added before: several features may react to one fact.
    /// Handlers must be idempotent: after a failure or a crash, all of them run again.
    pub fn on<J: Job, Fut>(&mut self, handler: fn(App, OrganisationId, J) -> Fut)
    where
        Fut: Future<Output = Result<(), Failure>> + Send + 'static,
    {
        if J::FROM_STRANGERS {
            self.strangers.push(J::KIND);
        }
        self.add(J::KIND, move |app, organisation, payload| {
            match (organisation, serde_json::from_value(payload)) {
                (Some(organisation), Ok(job)) => Box::pin(handler(app, organisation, job)),
                _ => Box::pin(async { Err(Failure::GiveUp(anyhow::anyhow!("unreadable payload"))) }),
            }
        });
    }

    /// Runs jobs about a person, who may work for several organisations, with `handler`.
    pub fn on_person<J: Job, Fut>(&mut self, handler: fn(App, J) -> Fut)
    where
        Fut: Future<Output = Result<(), Failure>> + Send + 'static,
    {
        self.add(J::KIND, move |app, _, payload| match serde_json::from_value(payload) {
            Ok(job) => Box::pin(handler(app, job)),
            Err(_) => Box::pin(async { Err(Failure::GiveUp(anyhow::anyhow!("unreadable payload"))) }),
        });
    }

    /// Runs `handler` at the given moments, for all organisations at once; the job's kind is the schedule's name.
    ///
    /// # Panics
    /// The kind has a handler already.
    pub fn every<Fut>(&mut self, kind: &'static str, moments: fn(&App) -> Moments, handler: fn(App) -> Fut)
    where
        Fut: Future<Output = Result<(), Failure>> + Send + 'static,
    {
        assert!(!self.handlers.contains_key(kind), "two handlers for {kind}");
        self.add(kind, move |app, _, _| Box::pin(handler(app)));
        self.schedules.push(Schedule { moments, kind });
    }

    fn add(
        &mut self,
        kind: &'static str,
        handler: impl Fn(App, Option<OrganisationId>, serde_json::Value) -> Outcome + Send + Sync + 'static,
    ) {
        self.handlers.entry(kind).or_default().push(Box::new(handler));
    }

    /// Returns the next moment of a schedule; `None` for other kinds of jobs.
    fn next(&self, app: &App, kind: &str, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let schedule = self.schedules.iter().find(|schedule| schedule.kind == kind)?;
        Some((schedule.moments)(app).after(now))
    }

    pub fn done(self) -> Arc<Self> {
        Arc::new(self)
    }
}
