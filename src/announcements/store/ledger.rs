//! The ledger of deliveries, in status `pending → claimed → handed → sent | failed | uncertain`. Each step is one
//! statement that names the status it starts from, so it needs no transaction of its own. `handed` is committed before
//! the text leaves: after any crash, a delivery that was not handed over was certainly not sent; one that was, and has
//! no result, is in doubt, is sent once more after half an hour, and stays marked.

use crate::{
    announcements::{
        delivery::{BATCH, DeliveryStatus, IN_DOUBT, LEASE, LONGEST_LEASE, Outcome},
        model::{Claimed, Place, Progress},
    },
    ids::{AnnouncementId, ClaimId, OrganisationId, SubscriptionId},
    platform::{db::Tx, error::Error},
    schema::deliveries,
};
use chrono::{DateTime, Utc};
use diesel::{prelude::*, sql_types};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// Selects those of `$3` that are held under the claim `$4` in this status. Each is looked up by its key,
/// even when the planner would prefer another way, and cannot be found by its claim.
fn held(status: &str, more: &str) -> String {
    format!(
        "select d.ctid from unnest($3) as mine (id) cross join lateral ( \
             select ctid from deliveries \
             where organisation_id = $1 and announcement_id = $2 and subscription_id = mine.id \
                 and status = '{status}' and claim is not distinct from $4 {more} limit 1) d"
    )
}

#[derive(QueryableByName)]
struct DeliveryId {
    #[diesel(sql_type = sql_types::Uuid)]
    subscription_id: SubscriptionId,
}

/// One announcement's part of the ledger.
#[derive(Debug, Clone, Copy)]
pub struct Ledger {
    pub organisation: OrganisationId,
    pub announcement: AnnouncementId,
}

impl Ledger {
    /// Counts deliveries by status.
    pub async fn progress(self, conn: &mut AsyncPgConnection) -> Result<Progress, Error> {
        let counts = deliveries::table
            .filter(deliveries::organisation_id.eq(self.organisation))
            .filter(deliveries::announcement_id.eq(self.announcement))
            .group_by((deliveries::status, deliveries::flagged))
            .select((deliveries::status, deliveries::flagged, diesel::dsl::count_star()))
            .load(conn)
            .await?;
        Ok(Progress::new(counts))
    }

    /// Releases expired claims: a delivery that was on its way is in doubt, others wait again.
    pub async fn release(self, conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> Result<(), Error> {
        diesel::sql_query(
            "update deliveries set claim = null, lease_until = null, \
                 next_at = case status when 'handed' then $4 else next_at end, \
                 status = case status when 'handed' then 'uncertain' else 'pending' end \
             where organisation_id = $1 and announcement_id = $2 and status in ('claimed', 'handed') \
                 and (lease_until < $3 or lease_until > $5)",
        )
        .bind::<sql_types::Uuid, _>(self.organisation)
        .bind::<sql_types::Uuid, _>(self.announcement)
        .bind::<sql_types::Timestamptz, _>(now)
        .bind::<sql_types::Timestamptz, _>(now + IN_DOUBT)
        .bind::<sql_types::Timestamptz, _>(now + LONGEST_LEASE)
        .execute(conn)
        .await?;
        Ok(())
    }

    /// Claims up to a batch of deliveries that are due, waiting or in doubt for the first time, after `place`.
    pub async fn claim(
        self,
        tx: &mut Tx<'_>,
        claim: ClaimId,
        now: DateTime<Utc>,
        place: Place,
    ) -> Result<Vec<Claimed>, Error> {
        // Before it has statistics, the planner takes any plan for as good as any other. Without these there is one way
        // to the rows in their order, along the index of due deliveries; and a row that was found is reached by its
        // place, never by a join.
        diesel::sql_query(
            "select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true), \
                 set_config('enable_sort', 'off', true)",
        )
        .execute(&mut **tx)
        .await?;
        let mut rows: Vec<Claimed> = diesel::sql_query(
            "update deliveries set status = 'claimed', claim = $3, lease_until = $4, \
                 attempts = attempts + 1, flagged = flagged or status = 'uncertain' \
             where ctid = any(array( \
                 select ctid from deliveries \
                 where organisation_id = $1 and announcement_id = $2 and next_at <= $5 \
                     and (status = 'pending' or (status = 'uncertain' and not flagged)) \
                     and (next_at, subscription_id) > ($6, $7) \
                 order by next_at, subscription_id limit $8 for update skip locked)) \
             returning subscription_id, attempts, next_at, knows, \
                 (select email from subscriptions s \
                     where s.organisation_id = $1 and s.id = subscription_id) as email, \
                 (select language from subscriptions s \
                     where s.organisation_id = $1 and s.id = subscription_id) as language",
        )
        .bind::<sql_types::Uuid, _>(self.organisation)
        .bind::<sql_types::Uuid, _>(self.announcement)
        .bind::<sql_types::Uuid, _>(claim)
        .bind::<sql_types::Timestamptz, _>(now + LEASE)
        .bind::<sql_types::Timestamptz, _>(now)
        .bind::<sql_types::Timestamptz, _>(place.at)
        .bind::<sql_types::Uuid, _>(place.subscription)
        .bind::<sql_types::BigInt, _>(BATCH)
        .load(&mut **tx)
        .await?;
        rows.sort_unstable_by_key(Claimed::place);
        Ok(rows)
    }

    /// Records that mails are about to leave, and returns those that may: not those whose claim expired, whose
    /// announcement is paused, or whose recipient has unsubscribed.
    pub async fn hand_over(
        self,
        conn: &mut AsyncPgConnection,
        claim: ClaimId,
        subscriptions: &[SubscriptionId],
    ) -> Result<Vec<SubscriptionId>, Error> {
        let sql = format!(
            "update deliveries set status = 'handed' \
             where exists (select from announcements a \
                     where a.organisation_id = $1 and a.id = $2 and a.status = 'running') \
                 and ctid = any(array({})) \
             returning subscription_id",
            held(
                "claimed",
                "and exists (select from subscriptions s \
                     where s.organisation_id = $1 and s.id = mine.id and s.status = 'confirmed')"
            )
        );
        self.each(conn, claim, subscriptions, &sql).await
    }

    /// Records that the server took mails, and returns those for which it is recorded now.
    pub async fn accept(
        self,
        conn: &mut AsyncPgConnection,
        claim: ClaimId,
        subscriptions: &[SubscriptionId],
    ) -> Result<Vec<SubscriptionId>, Error> {
        let sql = format!(
            "update deliveries set status = 'sent', reply = null, claim = null, lease_until = null \
             where ctid = any(array({})) returning subscription_id",
            held("handed", "")
        );
        self.each(conn, claim, subscriptions, &sql).await
    }

    async fn each(
        self,
        conn: &mut AsyncPgConnection,
        claim: ClaimId,
        subscriptions: &[SubscriptionId],
        sql: &str,
    ) -> Result<Vec<SubscriptionId>, Error> {
        let ids: Vec<_> = subscriptions.iter().map(|id| id.untyped()).collect();
        let rows: Vec<DeliveryId> = diesel::sql_query(sql)
            .bind::<sql_types::Uuid, _>(self.organisation)
            .bind::<sql_types::Uuid, _>(self.announcement)
            .bind::<sql_types::Array<sql_types::Uuid>, _>(ids)
            .bind::<sql_types::Uuid, _>(claim)
            .load(conn)
            .await?;
        Ok(rows.into_iter().map(|row| row.subscription_id).collect())
    }

    /// Records the result of a claimed delivery. An expired claim changes nothing.
    pub async fn close(
        self,
        conn: &mut AsyncPgConnection,
        claim: ClaimId,
        subscription: SubscriptionId,
        outcome: &Outcome,
        now: DateTime<Utc>,
    ) -> Result<(), Error> {
        diesel::update(
            deliveries::table
                .find((self.organisation, self.announcement, subscription))
                .filter(deliveries::claim.eq(claim.untyped()))
                .filter(deliveries::status.eq_any([DeliveryStatus::Claimed, DeliveryStatus::Handed])),
        )
        .set((
            deliveries::status.eq(outcome.status),
            deliveries::next_at.eq(now + outcome.wait),
            deliveries::reply.eq(&outcome.reply),
            deliveries::claim.eq(None::<uuid::Uuid>),
            deliveries::lease_until.eq(None::<DateTime<Utc>>),
        ))
        .execute(conn)
        .await?;
        Ok(())
    }

    /// Puts back claimed deliveries that have not left; the attempt does not count. Those of people who unsubscribed
    /// meanwhile are skipped.
    pub async fn put_back(
        self,
        conn: &mut AsyncPgConnection,
        claim: ClaimId,
        subscription: SubscriptionId,
    ) -> Result<(), Error> {
        diesel::sql_query(
            "update deliveries set claim = null, lease_until = null, attempts = attempts - 1, \
                 status = case (select s.status from subscriptions s \
                         where s.organisation_id = $1 and s.id = $3) \
                     when 'confirmed' then 'pending' else 'skipped' end \
             where organisation_id = $1 and announcement_id = $2 and subscription_id = $3 and claim = $4 \
                 and status in ('claimed', 'handed')",
        )
        .bind::<sql_types::Uuid, _>(self.organisation)
        .bind::<sql_types::Uuid, _>(self.announcement)
        .bind::<sql_types::Uuid, _>(subscription)
        .bind::<sql_types::Uuid, _>(claim)
        .execute(conn)
        .await?;
        Ok(())
    }

    /// Renews the leases of a claim.
    pub async fn renew(
        self,
        conn: &mut AsyncPgConnection,
        claim: ClaimId,
        now: DateTime<Utc>,
    ) -> Result<(), Error> {
        diesel::update(
            deliveries::table
                .filter(deliveries::organisation_id.eq(self.organisation))
                .filter(deliveries::announcement_id.eq(self.announcement))
                .filter(deliveries::claim.eq(claim.untyped())),
        )
        .set(deliveries::lease_until.eq(now + LEASE))
        .execute(conn)
        .await?;
        Ok(())
    }

    /// Returns when the next delivery is due; `None` when all have a final status.
    pub async fn next(
        self,
        conn: &mut AsyncPgConnection,
        now: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, Error> {
        #[derive(QueryableByName)]
        struct Next {
            #[diesel(sql_type = sql_types::Nullable<sql_types::Timestamptz>)]
            at: Option<DateTime<Utc>>,
        }
        let next: Next = diesel::sql_query(
            "select min(case when status in ('claimed', 'handed') then coalesce(least(lease_until, $3), next_at) \
                 else next_at end) as at \
             from deliveries where organisation_id = $1 and announcement_id = $2 \
                 and (status in ('pending', 'claimed', 'handed') or (status = 'uncertain' and not flagged))",
        )
        .bind::<sql_types::Uuid, _>(self.organisation)
        .bind::<sql_types::Uuid, _>(self.announcement)
        .bind::<sql_types::Timestamptz, _>(now + LONGEST_LEASE)
        .get_result(conn)
        .await?;
        Ok(next.at)
    }
}

/// Ends all open deliveries with an unknown result: none is sent again.
pub async fn leave_all(tx: &mut Tx<'_>, organisation: OrganisationId) -> Result<(), Error> {
    use DeliveryStatus as S;
    let open = [S::Pending, S::Claimed, S::Handed, S::Uncertain];
    diesel::update(
        deliveries::table
            .filter(deliveries::organisation_id.eq(organisation))
            .filter(deliveries::status.eq_any(open)),
    )
    .set((
        deliveries::status.eq(S::Uncertain),
        deliveries::flagged.eq(true),
        deliveries::claim.eq(None::<uuid::Uuid>),
    ))
    .execute(&mut **tx)
    .await?;
    Ok(())
}
