//! Rows of the queue: leased, finished, retried, parked; and the schedules that fill it.

use super::{
    Failure, Job, Schedule,
    claims::{Claimed, FURTHEST, LEASE, LONGEST_LEASE},
};
use crate::{
    ids::{ClaimId, JobId},
    platform::{
        db::{Tx, transaction},
        error::Error,
        random,
        schedule::Moments,
    },
    schema::{jobs, schedules},
};
use chrono::{DateTime, Duration, Utc};
use diesel::{prelude::*, sql_types};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// Tries before a job is parked.
const TRIES: i32 = 12;

/// Selects a job, if the claim still holds.
#[diesel::dsl::auto_type(no_type_alias)]
fn own(id: JobId, claim: uuid::Uuid) -> _ {
    jobs::table.filter(jobs::id.eq(id)).filter(jobs::claim.eq(claim))
}

/// Extends a job's lease.
pub(super) async fn extend(
    conn: &mut AsyncPgConnection,
    id: JobId,
    claim: ClaimId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    diesel::update(own(id, claim.untyped())).set(jobs::lease_until.eq(now + LEASE)).execute(conn).await?;
    Ok(())
}

/// Deletes a finished job, if the claim still holds.
pub(super) async fn finish(conn: &mut AsyncPgConnection, id: JobId, claim: ClaimId) -> Result<(), Error> {
    diesel::delete(own(id, claim.untyped())).execute(conn).await?;
    Ok(())
}

/// Returns a job to the queue unchanged: stopping the program does not count as a try.
pub(super) async fn release(conn: &mut AsyncPgConnection, id: JobId, claim: ClaimId) -> Result<(), Error> {
    diesel::update(own(id, claim.untyped()))
        .set((jobs::claim.eq(None::<uuid::Uuid>), jobs::lease_until.eq(None::<DateTime<Utc>>)))
        .execute(conn)
        .await?;
    Ok(())
}

/// Delays a job after a failure, or parks it. Jobs of a schedule are never parked, and come back at the schedule's
/// `next` moment at the latest.
pub(super) async fn fail(
    conn: &mut AsyncPgConnection,
    job: &Claimed,
    claim: ClaimId,
    failure: &Failure,
    now: DateTime<Utc>,
    next: Option<DateTime<Utc>>,
) -> Result<(), Error> {
    let attempts = job.attempts.saturating_add(1);
    let last = match failure {
        _ if next.is_some() => false,
        Failure::GiveUp(_) => true,
        Failure::Retry(_) => attempts >= TRIES,
    };
    let later = now + backoff(attempts);
    diesel::update(own(job.id, claim.untyped()))
        .set((
            jobs::claim.eq(None::<uuid::Uuid>),
            jobs::lease_until.eq(None::<DateTime<Utc>>),
            jobs::run_at.eq(Some(next.map_or(later, |next| later.min(next)))),
            jobs::attempts.eq(attempts),
            jobs::deaths.eq(0),
            jobs::gave_up_at.eq(last.then_some(now)),
            jobs::error.eq(Some(failure.to_string())),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Returns 5 s, 10 s, 20 s … up to an hour, with jitter.
fn backoff(attempts: i32) -> Duration {
    let steps = u32::try_from(attempts.clamp(1, 10) - 1).unwrap_or(0);
    let seconds = (5_u32 << steps).min(3600);
    Duration::seconds(i64::from(seconds + random::jitter(seconds / 4 + 1)))
}

/// Turns due schedules into jobs, each once for all workers.
pub(super) async fn fill(
    conn: &mut AsyncPgConnection,
    schedule: &Schedule,
    moments: &Moments,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let next = moments.after(now);
    transaction(conn, async |mut tx| {
        let known: Option<DateTime<Utc>> = schedules::table
            .find(schedule.kind)
            .select(schedules::next_at)
            .for_update()
            .first(&mut *tx)
            .await
            .optional()?;
        // A shorter interval than before counts from now on.
        if known.is_some_and(|at| at > now && at <= next) {
            return Ok(());
        }
        diesel::insert_into(schedules::table)
            .values((schedules::name.eq(schedule.kind), schedules::next_at.eq(next)))
            .on_conflict(schedules::name)
            .do_update()
            .set(schedules::next_at.eq(next))
            .execute(&mut *tx)
            .await?;
        if known.is_some_and(|at| at <= now) {
            diesel::sql_query(
                "insert into jobs (id, kind, payload) select $1, $2, '{}' \
                 where not exists (select from jobs where kind = $2 and gave_up_at is null)",
            )
            .bind::<sql_types::Uuid, _>(JobId::new())
            .bind::<sql_types::Text, _>(schedule.kind)
            .execute(&mut *tx)
            .await?;
        }
        Ok(())
    })
    .await
}

/// Deletes all jobs of a kind.
pub async fn drop_all<J: Job>(tx: &mut Tx<'_>) -> Result<(), Error> {
    diesel::delete(jobs::table.filter(jobs::kind.eq(J::KIND))).execute(&mut **tx).await?;
    Ok(())
}

/// Deletes jobs that were parked before `before`.
pub async fn forget_given_up(conn: &mut AsyncPgConnection, before: DateTime<Utc>) -> Result<(), Error> {
    diesel::delete(jobs::table.filter(jobs::gave_up_at.lt(before))).execute(conn).await?;
    Ok(())
}

/// Returns the kinds of all jobs in the queue, parked ones included.
pub async fn waiting(conn: &mut AsyncPgConnection) -> Result<Vec<String>, Error> {
    Ok(jobs::table.select(jobs::kind).order(jobs::kind).load(conn).await?)
}

/// Returns the kinds of parked jobs, each once.
pub async fn given_up(conn: &mut AsyncPgConnection) -> Result<Vec<String>, Error> {
    Ok(jobs::table
        .filter(jobs::gave_up_at.is_not_null())
        .select(jobs::kind)
        .distinct()
        .order(jobs::kind)
        .load(conn)
        .await?)
}

/// Returns the kinds of jobs with an impossible lease or delay, each once.
pub async fn impossible_leases(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
) -> Result<Vec<String>, Error> {
    Ok(jobs::table
        .filter(jobs::gave_up_at.is_null())
        .filter(
            (jobs::lease_until.gt(now + LONGEST_LEASE))
                .assume_not_null()
                .or(jobs::run_at.gt(now + FURTHEST).assume_not_null()),
        )
        .select(jobs::kind)
        .distinct()
        .order(jobs::kind)
        .load(conn)
        .await?)
}
