//! Claims: due jobs, and their leases.

use crate::{
    ids::{ClaimId, JobId, OrganisationId},
    platform::error::Error,
};
use chrono::{DateTime, Duration, Utc};
use diesel::{OptionalExtension, QueryableByName, sql_types};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// Time that a claim holds without a heartbeat.
pub(super) const LEASE: Duration = Duration::seconds(15);
/// Longest possible lease: a longer one was taken while a clock was ahead, and counts as expired.
pub(super) const LONGEST_LEASE: Duration = Duration::seconds(30);
/// Longest possible delay: a longer one was set while a clock was ahead, and counts as due.
pub(super) const FURTHEST: Duration = Duration::hours(3);
/// Panics of the handler before a job is parked.
const PANICS: i32 = 3;
/// Processes that died with a job before it is tried alone.
const DEATHS: i32 = 3;

/// Claimed job.
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

impl Claimed {
    /// Tells whether another panic of its handler parks it.
    pub const fn panics_too_often(&self) -> bool {
        self.attempts + 1 >= PANICS
    }
}

/// Condition of due jobs: neither delayed nor leased. `$3` is now.
const DUE: &str = "gave_up_at is null \
    and (run_at is null or run_at <= $3 or run_at > $3 + make_interval(secs => $4)) \
    and (lease_until is null or lease_until < $3 or lease_until > $3 + make_interval(secs => $5))";
/// Deaths of processes with the job, an expired claim included.
const DIED: &str = "deaths + (claim is not null)::integer";

/// Kinds of jobs to claim.
pub(super) enum Which<'a> {
    Of(&'a [&'static str]),
    Not(&'a [&'static str]),
}

/// Claims up to `most` due jobs: delayed ones first, oldest first, then those to run at once. Delayed jobs are rare,
/// so a flood of new ones never starves them. The claim is committed before any work begins.
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
    let jobs = format!(
        "update jobs set claim = $1, lease_until = $2, deaths = {DIED} where id in ( \
             select id from jobs where {DUE} and {DIED} < $6 and (kind = any($7)) = $8 \
             order by run_at limit $9 for update skip locked) \
         returning id, kind, organisation_id, payload, attempts"
    );
    let rows = diesel::sql_query(jobs)
        .bind::<sql_types::Uuid, _>(claim)
        .bind::<sql_types::Timestamptz, _>(now + LEASE)
        .bind::<sql_types::Timestamptz, _>(now)
        .bind::<sql_types::Double, _>(FURTHEST.as_seconds_f64())
        .bind::<sql_types::Double, _>(LONGEST_LEASE.as_seconds_f64())
        .bind::<sql_types::Integer, _>(DEATHS)
        .bind::<sql_types::Array<sql_types::Text>, _>(kinds)
        .bind::<sql_types::Bool, _>(of)
        .bind::<sql_types::BigInt, _>(most)
        .load(conn)
        .await?;
    Ok(rows)
}

/// Job that took its processes with it, and is due for a try alone.
#[derive(Debug, QueryableByName)]
pub(super) struct Suspect {
    #[diesel(sql_type = sql_types::Uuid)]
    id: JobId,
}

/// Returns the first suspect. Each death doubles the wait before the next try, up to an hour; jobs of a schedule wait
/// for their lease only.
pub(super) async fn suspect(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    schedules: &[&str],
) -> Result<Option<Suspect>, Error> {
    let first = format!(
        "select id from jobs where {DUE} and {DIED} >= $2 and deaths >= $2 - 1 \
             and (lease_until is null or kind = any($1) or lease_until > $3 \
                 or lease_until < $3 - least(power(2, least({DIED}, 12)), 3600) * interval '1 second') \
         order by lease_until nulls first limit 1"
    );
    let first = diesel::sql_query(first)
        .bind::<sql_types::Array<sql_types::Text>, _>(schedules)
        .bind::<sql_types::Integer, _>(DEATHS)
        .bind::<sql_types::Timestamptz, _>(now)
        .bind::<sql_types::Double, _>(FURTHEST.as_seconds_f64())
        .bind::<sql_types::Double, _>(LONGEST_LEASE.as_seconds_f64());
    Ok(first.get_result(conn).await.optional()?)
}

/// Claims a suspect, unless another worker was faster.
pub(super) async fn claim_alone(
    conn: &mut AsyncPgConnection,
    claim: ClaimId,
    now: DateTime<Utc>,
    suspect: Suspect,
) -> Result<Option<Claimed>, Error> {
    let job = format!(
        "update jobs set claim = $1, lease_until = $2, deaths = {DIED} where id = $6 and {DUE} \
         returning id, kind, organisation_id, payload, attempts"
    );
    let job = diesel::sql_query(job)
        .bind::<sql_types::Uuid, _>(claim)
        .bind::<sql_types::Timestamptz, _>(now + LEASE)
        .bind::<sql_types::Timestamptz, _>(now)
        .bind::<sql_types::Double, _>(FURTHEST.as_seconds_f64())
        .bind::<sql_types::Double, _>(LONGEST_LEASE.as_seconds_f64())
        .bind::<sql_types::Uuid, _>(suspect.id);
    Ok(job.get_result(conn).await.optional()?)
}
