//! Who asked for announcements.

use crate::{
    announcements::{
        jobs::SendConfirmation,
        model::Subscription,
        subscription::{QUIET, SubscriptionStatus},
    },
    ids::{OrganisationId, SubscriptionId},
    platform::{db::Tx, error::Error, i18n::Language, jobs::Job, mail::EmailAddress},
    schema::subscriptions,
};
use chrono::{DateTime, Utc};
use diesel::{prelude::*, sql_types};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = sql_types::Uuid)]
    id: SubscriptionId,
}

/// Notes that somebody typed `email`. A confirmed subscription stays as it is; any other starts anew. The same
/// statement does the same work for all of them.
///
/// # Errors
/// Any database error.
pub async fn put(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    email: &EmailAddress,
    hash: &[u8; 32],
    language: Language,
) -> Result<SubscriptionId, Error> {
    let row: Id = diesel::sql_query(
        "insert into subscriptions as s (organisation_id, id, email, email_hash, language, status) \
         values ($1, $2, $3, $4, $5, 'unconfirmed') \
         on conflict (organisation_id, email_hash) do update set \
             email = excluded.email, \
             language = case s.status when 'confirmed' then s.language else excluded.language end, \
             confirmed_at = case s.status when 'confirmed' then s.confirmed_at end, \
             asked_at = case s.status when 'unsubscribed' then null else s.asked_at end, \
             status = case s.status when 'confirmed' then s.status else 'unconfirmed' end \
         returning id",
    )
    .bind::<sql_types::Uuid, _>(organisation)
    .bind::<sql_types::Uuid, _>(SubscriptionId::new())
    .bind::<sql_types::Text, _>(email.as_str())
    .bind::<sql_types::Bytea, _>(hash.as_slice())
    .bind::<sql_types::Text, _>(language)
    .get_result(&mut **tx)
    .await?;
    Ok(row.id)
}

/// The subscription of an id.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    id: SubscriptionId,
) -> Result<Subscription, Error> {
    let row = subscriptions::table
        .find((organisation, id))
        .select(Subscription::as_select())
        .first(conn)
        .await?;
    Ok(row)
}

/// Takes the right to ask an unconfirmed address for its confirmation; `None` when that is settled, or was asked
/// for a moment ago.
///
/// # Errors
/// Any database error.
pub async fn ask(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    id: SubscriptionId,
    now: DateTime<Utc>,
) -> Result<Option<Subscription>, Error> {
    let quiet = subscriptions::asked_at
        .is_null()
        .or(subscriptions::asked_at.le(now - QUIET));
    let row = diesel::update(
        subscriptions::table
            .find((organisation, id))
            .filter(subscriptions::status.eq(SubscriptionStatus::Unconfirmed))
            .filter(quiet.assume_not_null()),
    )
    .set(subscriptions::asked_at.eq(now))
    .returning(Subscription::as_returning())
    .get_result(&mut **tx)
    .await
    .optional()?;
    Ok(row)
}

/// Gives that right back: the mail did not leave.
///
/// # Errors
/// Any database error.
pub async fn unask(tx: &mut Tx<'_>, organisation: OrganisationId, id: SubscriptionId) -> Result<(), Error> {
    diesel::update(subscriptions::table.find((organisation, id)))
        .set(subscriptions::asked_at.eq(None::<DateTime<Utc>>))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Confirms an unconfirmed subscription; says whether it is confirmed now.
///
/// # Errors
/// Any database error.
pub async fn confirm(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    id: SubscriptionId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    diesel::update(
        subscriptions::table
            .find((organisation, id))
            .filter(subscriptions::status.eq(SubscriptionStatus::Unconfirmed)),
    )
    .set((
        subscriptions::status.eq(SubscriptionStatus::Confirmed),
        subscriptions::confirmed_at.eq(now),
    ))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Erases the address. What stays is its hash, so that it cannot come back by an import.
///
/// # Errors
/// Any database error.
pub async fn unsubscribe(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    id: SubscriptionId,
) -> Result<(), Error> {
    diesel::update(subscriptions::table.find((organisation, id)))
        .set((
            subscriptions::status.eq(SubscriptionStatus::Unsubscribed),
            subscriptions::email.eq(None::<String>),
            subscriptions::confirmed_at.eq(None::<DateTime<Utc>>),
            subscriptions::asked_at.eq(None::<DateTime<Utc>>),
        ))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Erases the addresses whose owners were asked before `before` and have not confirmed, or could never be asked. Of one
/// that got announcements in an earlier life its hash stays, as of everybody who left.
///
/// # Errors
/// Any database error.
pub async fn forget_unconfirmed(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    before: DateTime<Utc>,
) -> Result<(), Error> {
    const FORGOTTEN: &str = "organisation_id = $1 and status = 'unconfirmed' and (asked_at < $2 \
        or asked_at is null and not exists (select from jobs where kind = $3 and gave_up_at is null \
            and payload->>'subscription' = s.id::text))";
    const SERVED: &str = "select from deliveries d where d.organisation_id = $1 and d.subscription_id = s.id";
    for sql in [
        format!("delete from subscriptions s where {FORGOTTEN} and not exists ({SERVED})"),
        format!(
            "update subscriptions s set status = 'unsubscribed', email = null, asked_at = null where {FORGOTTEN}"
        ),
    ] {
        diesel::sql_query(sql)
            .bind::<sql_types::Uuid, _>(organisation)
            .bind::<sql_types::Timestamptz, _>(before)
            .bind::<sql_types::Text, _>(SendConfirmation::KIND)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// How many there are of each status.
///
/// # Errors
/// Any database error.
pub async fn counts(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
) -> Result<Vec<(SubscriptionStatus, i64)>, Error> {
    let rows = subscriptions::table
        .filter(subscriptions::organisation_id.eq(organisation))
        .group_by(subscriptions::status)
        .select((subscriptions::status, diesel::dsl::count_star()))
        .load(conn)
        .await?;
    Ok(rows)
}

/// Those with an address, by address.
///
/// # Errors
/// Any database error.
pub async fn page(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    offset: i64,
    most: i64,
) -> Result<Vec<Subscription>, Error> {
    let rows = subscriptions::table
        .filter(subscriptions::organisation_id.eq(organisation))
        .filter(subscriptions::email.is_not_null())
        .order((subscriptions::email, subscriptions::id))
        .offset(offset)
        .limit(most)
        .select(Subscription::as_select())
        .load(conn)
        .await?;
    Ok(rows)
}
