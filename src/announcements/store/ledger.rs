//! The ledger of deliveries. Each step is one statement that says from which status it goes, so it needs no
//! transaction of its own: it has happened when it returns.

use crate::{
    announcements::{
        delivery::{BATCH, DeliveryStatus, Fate, IN_DOUBT, LEASE},
        model::{InHand, Progress},
    },
    ids::{AnnouncementId, ClaimId, OrganisationId, SubscriptionId},
    platform::{db::Tx, error::Error},
    schema::deliveries,
};
use chrono::{DateTime, Utc};
use diesel::{prelude::*, sql_types};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// One announcement's part of the ledger.
#[derive(Debug, Clone, Copy)]
pub struct Ledger {
    /// Whose.
    pub organisation: OrganisationId,
    /// Which announcement.
    pub announcement: AnnouncementId,
}

impl Ledger {
    /// Freezes the recipients: everybody who is subscribed at this moment. Returns how many.
    ///
    /// # Errors
    /// Any database error.
    pub async fn freeze(self, tx: &mut Tx<'_>, now: DateTime<Utc>) -> Result<usize, Error> {
        let count = diesel::sql_query(
            "insert into deliveries (organisation_id, announcement_id, subscription_id, status, next_at) \
             select organisation_id, $2, id, 'pending', $3 from subscriptions \
             where organisation_id = $1 and status = 'confirmed'",
        )
        .bind::<sql_types::Uuid, _>(self.organisation)
        .bind::<sql_types::Uuid, _>(self.announcement)
        .bind::<sql_types::Timestamptz, _>(now)
        .execute(&mut **tx)
        .await?;
        Ok(count)
    }

    /// How many deliveries are where.
    ///
    /// # Errors
    /// Any database error.
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

    /// Deliveries that were on their way when their worker vanished: nobody knows.
    ///
    /// # Errors
    /// Any database error.
    pub async fn lose(self, conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> Result<(), Error> {
        diesel::update(
            deliveries::table
                .filter(deliveries::organisation_id.eq(self.organisation))
                .filter(deliveries::announcement_id.eq(self.announcement))
                .filter(deliveries::status.eq(DeliveryStatus::Handed))
                .filter(deliveries::lease_until.lt(now)),
        )
        .set((
            deliveries::status.eq(DeliveryStatus::Uncertain),
            deliveries::next_at.eq(now + IN_DOUBT),
            deliveries::claim.eq(None::<uuid::Uuid>),
        ))
        .execute(conn)
        .await?;
        Ok(())
    }

    /// Takes up to a batch of what is due: waiting, in doubt for the first time, or left behind by a worker before
    /// it left.
    ///
    /// # Errors
    /// Any database error.
    pub async fn claim(
        self,
        conn: &mut AsyncPgConnection,
        claim: ClaimId,
        now: DateTime<Utc>,
    ) -> Result<Vec<InHand>, Error> {
        let rows = diesel::sql_query(
            "update deliveries d set status = 'claimed', claim = $3, lease_until = $4, \
                 attempts = attempts + 1, flagged = flagged or d.status = 'uncertain' \
             from ( \
                 select subscription_id, email, s.language from deliveries \
                 join subscriptions s on s.organisation_id = deliveries.organisation_id \
                     and s.id = subscription_id \
                 where deliveries.organisation_id = $1 and announcement_id = $2 and next_at <= $5 \
                     and deliveries.status in ('pending', 'claimed', 'handed', 'uncertain') \
                     and (deliveries.status = 'pending' \
                         or (deliveries.status = 'uncertain' and not flagged) \
                         or (deliveries.status = 'claimed' and lease_until < $5)) \
                 order by next_at limit $6 for update of deliveries skip locked \
             ) due \
             where d.organisation_id = $1 and d.announcement_id = $2 \
                 and d.subscription_id = due.subscription_id \
             returning d.subscription_id, d.attempts, due.email, due.language",
        )
        .bind::<sql_types::Uuid, _>(self.organisation)
        .bind::<sql_types::Uuid, _>(self.announcement)
        .bind::<sql_types::Uuid, _>(claim)
        .bind::<sql_types::Timestamptz, _>(now + LEASE)
        .bind::<sql_types::Timestamptz, _>(now)
        .bind::<sql_types::BigInt, _>(BATCH)
        .load(conn)
        .await?;
        Ok(rows)
    }

    /// Writes down that a mail is about to leave. Not when the claim is lost, the announcement is held up, or its
    /// recipient has unsubscribed: then nothing may leave.
    ///
    /// # Errors
    /// Any database error.
    pub async fn hand_over(
        self,
        conn: &mut AsyncPgConnection,
        claim: ClaimId,
        subscription: SubscriptionId,
    ) -> Result<bool, Error> {
        let count = diesel::sql_query(
            "update deliveries d set status = 'handed' \
             from subscriptions s, announcements a \
             where d.organisation_id = $1 and d.announcement_id = $2 and d.subscription_id = $3 \
                 and d.claim = $4 and d.status = 'claimed' \
                 and s.organisation_id = $1 and s.id = $3 and s.status = 'confirmed' \
                 and a.organisation_id = $1 and a.id = $2 and a.status = 'running'",
        )
        .bind::<sql_types::Uuid, _>(self.organisation)
        .bind::<sql_types::Uuid, _>(self.announcement)
        .bind::<sql_types::Uuid, _>(subscription)
        .bind::<sql_types::Uuid, _>(claim)
        .execute(conn)
        .await?;
        Ok(count == 1)
    }

    /// Writes down what came of a delivery in hand. A claim that was lost changes nothing.
    ///
    /// # Errors
    /// Any database error.
    pub async fn close(
        self,
        conn: &mut AsyncPgConnection,
        claim: ClaimId,
        subscription: SubscriptionId,
        fate: &Fate,
        now: DateTime<Utc>,
    ) -> Result<(), Error> {
        diesel::update(
            deliveries::table
                .find((self.organisation, self.announcement, subscription))
                .filter(deliveries::claim.eq(claim.untyped()))
                .filter(deliveries::status.eq_any([DeliveryStatus::Claimed, DeliveryStatus::Handed])),
        )
        .set((
            deliveries::status.eq(fate.status),
            deliveries::next_at.eq(now + fate.wait),
            deliveries::reply.eq(&fate.reply),
            deliveries::claim.eq(None::<uuid::Uuid>),
            deliveries::lease_until.eq(None::<DateTime<Utc>>),
        ))
        .execute(conn)
        .await?;
        Ok(())
    }

    /// Puts back what is in hand and has not left, all or `only` one; the try does not count. Whoever unsubscribed
    /// meanwhile is done with.
    ///
    /// # Errors
    /// Any database error.
    pub async fn put_back(
        self,
        conn: &mut AsyncPgConnection,
        claim: ClaimId,
        only: Option<SubscriptionId>,
    ) -> Result<(), Error> {
        diesel::sql_query(
            "update deliveries d set claim = null, lease_until = null, attempts = attempts - 1, \
                 status = case s.status when 'confirmed' then 'pending' else 'skipped' end \
             from subscriptions s \
             where d.organisation_id = $1 and d.announcement_id = $2 and d.claim = $3 \
                 and d.status = 'claimed' and s.organisation_id = $1 and s.id = d.subscription_id \
                 and ($4 is null or d.subscription_id = $4)",
        )
        .bind::<sql_types::Uuid, _>(self.organisation)
        .bind::<sql_types::Uuid, _>(self.announcement)
        .bind::<sql_types::Uuid, _>(claim)
        .bind::<sql_types::Nullable<sql_types::Uuid>, _>(only)
        .execute(conn)
        .await?;
        Ok(())
    }

    /// Holds on to what is in hand for another lease.
    ///
    /// # Errors
    /// Any database error.
    pub async fn hold(
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

    /// When there is something to do again; `None` when every delivery has its fate.
    ///
    /// # Errors
    /// Any database error.
    pub async fn next(self, conn: &mut AsyncPgConnection) -> Result<Option<DateTime<Utc>>, Error> {
        #[derive(QueryableByName)]
        struct Next {
            #[diesel(sql_type = sql_types::Nullable<sql_types::Timestamptz>)]
            at: Option<DateTime<Utc>>,
        }
        let next: Next = diesel::sql_query(
            "select min(case when status in ('claimed', 'handed') then coalesce(lease_until, next_at) \
                 else next_at end) as at \
             from deliveries where organisation_id = $1 and announcement_id = $2 \
                 and (status in ('pending', 'claimed', 'handed') or (status = 'uncertain' and not flagged))",
        )
        .bind::<sql_types::Uuid, _>(self.organisation)
        .bind::<sql_types::Uuid, _>(self.announcement)
        .get_result(conn)
        .await?;
        Ok(next.at)
    }
}

/// Leaves all deliveries that have no end yet as they are: nobody knows whether they arrived, and none is tried again.
///
/// # Errors
/// Any database error.
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
