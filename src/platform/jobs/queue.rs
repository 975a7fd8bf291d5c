//! The queue's rows: claim with a lease, finish, retry, give up; and the schedules that fill it.

use super::{Failure, Job, Schedule};
use crate::{
    ids::{ClaimId, JobId, OrganisationId},
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

/// How long a claim holds without a sign of life.
pub(super) const LEASE: Duration = Duration::seconds(15);
/// Tries before a job is parked.
const TRIES: i32 = 12;
/// Deaths of the handler before a job is parked: it may take the process with it.
const PANICS: i32 = 3;

/// A job in hand.
#[derive(Debug, QueryableByName)]
pub(super) struct Claimed {
    #[diesel(sql_type = sql_types::Uuid)]
    pub id: JobId,
    #[diesel(sql_type = sql_types::Text)]
    pub kind: String,
    #[diesel(sql_type = sql_types::Nullable<sql_types::Uuid>)]
    pub organisation_id: Option<OrganisationId>,
    #[diesel(sql_type = sql_types::Jsonb)]
    pub payload: serde_json::Value,
    #[diesel(sql_type = sql_types::Integer)]
    pub attempts: i32,
}

/// Which jobs are claimed.
pub(super) enum Which<'a> {
    /// Those of these kinds.
    Of(&'a [&'static str]),
    /// All others.
    Not(&'a [&'static str]),
}

/// Claims up to `most` due jobs: those that were put off, oldest first, then those that are to run at once. What was
/// put off comes seldom by itself, so a flood of new ones never keeps it waiting. The claim is committed before any
/// work begins.
pub(super) async fn claim(
    conn: &mut AsyncPgConnection,
    claim: ClaimId,
    now: DateTime<Utc>,
    which: Which<'_>,
    most: usize,
) -> Result<Vec<Claimed>, Error> {
    let most = i64::try_from(most).unwrap_or(1);
    let (kinds, of) = match which {
        Which::Of(kinds) => (kinds, true),
        Which::Not(kinds) => (kinds, false),
    };
    if most == 0 {
        return Ok(vec![]);
    }
    let rows = diesel::sql_query(
        "update jobs set claim = $1, lease_until = $2, attempts = attempts + 1 where id in ( \
             select id from jobs \
             where gave_up_at is null and (run_at is null or run_at <= $3) \
               and (lease_until is null or lease_until < $3) and (kind = any($5)) = $6 \
             order by run_at limit $4 for update skip locked) \
         returning id, kind, organisation_id, payload, attempts",
    )
    .bind::<sql_types::Uuid, _>(claim)
    .bind::<sql_types::Timestamptz, _>(now + LEASE)
    .bind::<sql_types::Timestamptz, _>(now)
    .bind::<sql_types::BigInt, _>(most)
    .bind::<sql_types::Array<sql_types::Text>, _>(kinds)
    .bind::<sql_types::Bool, _>(of)
    .load(conn)
    .await?;
    Ok(rows)
}

/// Holds on to a job for another lease.
pub(super) async fn hold(
    conn: &mut AsyncPgConnection,
    id: JobId,
    claim: ClaimId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    diesel::update(
        jobs::table
            .filter(jobs::id.eq(id))
            .filter(jobs::claim.eq(claim.untyped())),
    )
    .set(jobs::lease_until.eq(now + LEASE))
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes a finished job out of the queue, if it is still ours.
pub(super) async fn finish(conn: &mut AsyncPgConnection, id: JobId, claim: ClaimId) -> Result<(), Error> {
    diesel::delete(
        jobs::table
            .filter(jobs::id.eq(id))
            .filter(jobs::claim.eq(claim.untyped())),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Puts a job back for later, or parks it.
pub(super) async fn fail(
    conn: &mut AsyncPgConnection,
    job: &Claimed,
    claim: ClaimId,
    failure: &Failure,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let last = match failure {
        Failure::GiveUp(_) => true,
        Failure::Retry(_) => job.attempts >= TRIES,
    };
    diesel::update(
        jobs::table
            .filter(jobs::id.eq(job.id))
            .filter(jobs::claim.eq(claim.untyped())),
    )
    .set((
        jobs::claim.eq(None::<uuid::Uuid>),
        jobs::lease_until.eq(None::<DateTime<Utc>>),
        jobs::run_at.eq(Some(now + backoff(job.attempts))),
        jobs::gave_up_at.eq(last.then_some(now)),
        jobs::error.eq(Some(failure.to_string())),
    ))
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether a job that killed its handler this often is parked.
pub(super) const fn is_poison(attempts: i32) -> bool {
    attempts >= PANICS
}

/// 5 s, 10 s, 20 s … at most an hour, spread so that what failed together does not come back together.
fn backoff(attempts: i32) -> Duration {
    let steps = u32::try_from(attempts.clamp(1, 10) - 1).unwrap_or(0);
    let seconds = (5_u32 << steps).min(3600);
    Duration::seconds(i64::from(seconds + random::jitter(seconds / 4 + 1)))
}

/// Turns schedules whose moment has come into jobs, each once however many workers ask.
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

/// Drops all jobs of a kind: they will never be done.
///
/// # Errors
/// Any database error.
pub async fn drop_all<J: Job>(tx: &mut Tx<'_>) -> Result<(), Error> {
    diesel::delete(jobs::table.filter(jobs::kind.eq(J::KIND)))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Forgets jobs that were given up before `before`.
///
/// # Errors
/// Any database error.
pub async fn forget_given_up(conn: &mut AsyncPgConnection, before: DateTime<Utc>) -> Result<(), Error> {
    diesel::delete(jobs::table.filter(jobs::gave_up_at.lt(before)))
        .execute(conn)
        .await?;
    Ok(())
}

/// Kinds of jobs that wait, are under way or were given up: for tests and for operators.
///
/// # Errors
/// Any database error.
pub async fn waiting(conn: &mut AsyncPgConnection) -> Result<Vec<String>, Error> {
    Ok(jobs::table
        .select(jobs::kind)
        .order(jobs::kind)
        .load(conn)
        .await?)
}

/// Kinds of jobs that were given up, each once.
///
/// # Errors
/// Any database error.
pub async fn given_up(conn: &mut AsyncPgConnection) -> Result<Vec<String>, Error> {
    Ok(jobs::table
        .filter(jobs::gave_up_at.is_not_null())
        .select(jobs::kind)
        .distinct()
        .order(jobs::kind)
        .load(conn)
        .await?)
}
