//! Recipients of an announcement, and the version that each of them knows.

use super::ledger::Ledger;
use crate::{
    announcements::model::Audience,
    ids::EventId,
    platform::{db::Tx, error::Error},
    schema::deliveries,
};
use chrono::{DateTime, Utc};
use diesel::{prelude::*, sql_types};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// Subscribers who would get a mail, with the latest version that each had one about. `$1` is the organisation, `$2`
/// this announcement, `$3` its event.
const AUDIENCE: &str = "subscriptions s left join ( \
        select d.subscription_id, max(a.release_version) as version from announcements a \
        join deliveries d on d.organisation_id = a.organisation_id and d.announcement_id = a.id \
        where a.organisation_id = $1 and a.event_id = $3 and a.id <> $2 and d.organisation_id = $1 \
            and d.status in ('handed', 'sent', 'uncertain') \
        group by d.subscription_id) had on had.subscription_id = s.id \
    where s.organisation_id = $1 and s.status = 'confirmed'";

/// Keeps the planner from finding out row by row what each recipient knows, which takes the square of their number:
/// before it has statistics, it believes that there are few.
async fn disable_nested_loops(tx: &mut Tx<'_>) -> Result<(), Error> {
    diesel::sql_query("select set_config('enable_nestloop', 'off', true)").execute(&mut **tx).await?;
    Ok(())
}

#[derive(QueryableByName)]
struct Group {
    #[diesel(sql_type = sql_types::Nullable<sql_types::Integer>)]
    knows: Option<i32>,
    #[diesel(sql_type = sql_types::BigInt)]
    people: i64,
}

impl Ledger {
    /// Freezes the recipients: everybody subscribed at this moment, each with the version they know.
    pub async fn freeze(self, tx: &mut Tx<'_>, event: EventId, now: DateTime<Utc>) -> Result<(), Error> {
        disable_nested_loops(tx).await?;
        let sql = format!(
            "insert into deliveries (organisation_id, announcement_id, subscription_id, status, next_at, knows) \
             select $1, $2, s.id, 'pending', $4, had.version from {AUDIENCE}"
        );
        diesel::sql_query(sql)
            .bind::<sql_types::Uuid, _>(self.organisation)
            .bind::<sql_types::Uuid, _>(self.announcement)
            .bind::<sql_types::Uuid, _>(event)
            .bind::<sql_types::Timestamptz, _>(now)
            .execute(&mut **tx)
            .await?;
        Ok(())
    }

    /// Counts the people who would get a mail about `event` now, by the version they know.
    pub async fn audience(self, tx: &mut Tx<'_>, event: EventId) -> Result<Audience, Error> {
        disable_nested_loops(tx).await?;
        let sql = format!("select had.version as knows, count(*) as people from {AUDIENCE} group by 1");
        let groups: Vec<Group> = diesel::sql_query(sql)
            .bind::<sql_types::Uuid, _>(self.organisation)
            .bind::<sql_types::Uuid, _>(self.announcement)
            .bind::<sql_types::Uuid, _>(event)
            .load(&mut **tx)
            .await?;
        Ok(groups.into_iter().map(|group| (group.knows, group.people)).collect())
    }

    /// Counts the frozen recipients, by the version they know.
    pub async fn frozen(self, conn: &mut AsyncPgConnection) -> Result<Audience, Error> {
        let groups: Vec<(Option<i32>, i64)> = deliveries::table
            .filter(deliveries::organisation_id.eq(self.organisation))
            .filter(deliveries::announcement_id.eq(self.announcement))
            .group_by(deliveries::knows)
            .select((deliveries::knows, diesel::dsl::count_star()))
            .load(conn)
            .await?;
        Ok(groups.into_iter().collect())
    }
}
