//! Subscriptions in the database.

use crate::{
    announcements::{
        jobs::SendConfirmation,
        model::Subscription,
        subscription::{QUIET, SubscriptionStatus, may_ask},
    },
    ids::{OrganisationId, SubscriptionId},
    platform::{db::Tx, error::Error, i18n::Language, jobs::Job, mail::EmailAddress},
    schema::{asked_addresses, subscriptions},
};
use chrono::{DateTime, Utc};
use diesel::{prelude::*, sql_types};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = sql_types::Uuid)]
    id: SubscriptionId,
}

/// Records that somebody typed `email`. A confirmed subscription stays as it is; any other starts anew. One statement
/// does the same work for all of them.
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

pub async fn find(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    id: SubscriptionId,
) -> Result<Subscription, Error> {
    let row =
        subscriptions::table.find((organisation, id)).select(Subscription::as_select()).first(conn).await?;
    Ok(row)
}

/// Returns an unconfirmed subscription whose owner may be asked `now`; `None` when it is settled or its quiet time
/// runs.
pub async fn to_ask(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    id: SubscriptionId,
    now: DateTime<Utc>,
) -> Result<Option<Subscription>, Error> {
    type Asked = Option<(i32, DateTime<Utc>)>;
    let row: Option<(Subscription, Asked)> = subscriptions::table
        .left_join(
            asked_addresses::table.on(asked_addresses::organisation_id
                .eq(subscriptions::organisation_id)
                .and(asked_addresses::email_hash.eq(subscriptions::email_hash))),
        )
        .filter(subscriptions::organisation_id.eq(organisation))
        .filter(subscriptions::id.eq(id))
        .filter(subscriptions::status.eq(SubscriptionStatus::Unconfirmed))
        .select((Subscription::as_select(), (asked_addresses::times, asked_addresses::asked_at).nullable()))
        .first(conn)
        .await
        .optional()?;
    Ok(row.and_then(|(subscription, before)| may_ask(before, now).then_some(subscription)))
}

/// Records that the owner of an address was asked.
pub async fn record_request(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    id: SubscriptionId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    count_requests(tx, organisation, id, 1, now).await?;
    let unconfirmed = subscriptions::table
        .find((organisation, id))
        .filter(subscriptions::status.eq(SubscriptionStatus::Unconfirmed));
    diesel::update(unconfirmed).set(subscriptions::asked_at.eq(now)).execute(&mut **tx).await?;
    Ok(())
}

/// Counts `times` more requests to an unconfirmed address.
async fn count_requests(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    id: SubscriptionId,
    times: i32,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    diesel::sql_query(
        "insert into asked_addresses as a (organisation_id, email_hash, times, asked_at) \
         select organisation_id, email_hash, $3, $4 from subscriptions \
         where organisation_id = $1 and id = $2 and status = 'unconfirmed' \
         on conflict (organisation_id, email_hash) do update \
             set times = least(a.times, 1000) + excluded.times, asked_at = excluded.asked_at",
    )
    .bind::<sql_types::Uuid, _>(organisation)
    .bind::<sql_types::Uuid, _>(id)
    .bind::<sql_types::Integer, _>(times)
    .bind::<sql_types::Timestamptz, _>(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Deletes request counts whose quiet time is over.
pub async fn forget_asked(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let longest = QUIET.into_iter().max().unwrap_or_default();
    diesel::delete(
        asked_addresses::table
            .filter(asked_addresses::organisation_id.eq(organisation))
            .filter(asked_addresses::asked_at.lt(now - longest)),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn set_language(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    id: SubscriptionId,
    language: Language,
) -> Result<(), Error> {
    diesel::update(subscriptions::table.find((organisation, id)))
        .set(subscriptions::language.eq(language))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Confirms a subscription that is unconfirmed; nothing happens to others.
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
    .set((subscriptions::status.eq(SubscriptionStatus::Confirmed), subscriptions::confirmed_at.eq(now)))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Erases the address. Its hash stays, so that an import cannot bring it back. An owner who says no when asked gets the
/// longest quiet time.
pub async fn unsubscribe(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    id: SubscriptionId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let all = i32::try_from(QUIET.len()).unwrap_or(i32::MAX);
    count_requests(tx, organisation, id, all, now).await?;
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

/// Erases addresses whose owners were asked before `before` and have not confirmed, or could not be asked. The hash
/// stays of one that had a subscription before.
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

/// Counts subscriptions by status.
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

/// Returns those with an address, sorted by address.
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
