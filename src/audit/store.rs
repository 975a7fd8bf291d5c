//! The trail in the database.

use super::{chain::Anchor, filter::Filter, model::Entry};
use crate::{
    ids::OrganisationId,
    platform::{db::Tx, error::Error},
    schema::{audit_anchors, audit_entries},
};
use chrono::{DateTime, Utc};
use diesel::{prelude::*, sql_types};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// Returns the last row, or the anchor, for a new row to follow. Locks the trail until the transaction ends, so that
/// rows are numbered one by one.
pub async fn last(tx: &mut Tx<'_>, organisation: OrganisationId) -> Result<Anchor, Error> {
    diesel::sql_query("select pg_advisory_xact_lock(hashtextextended($1::text, 1))")
        .bind::<sql_types::Uuid, _>(organisation)
        .execute(&mut **tx)
        .await?;
    newest_hash(tx, organisation).await
}

/// Returns the end of what was pruned.
pub async fn anchor(conn: &mut AsyncPgConnection, organisation: OrganisationId) -> Result<Anchor, Error> {
    let pruned: Option<(i64, Vec<u8>)> = audit_anchors::table
        .find(organisation)
        .select((audit_anchors::number, audit_anchors::hash))
        .first(conn)
        .await
        .optional()?;
    Ok(pruned.map_or_else(Anchor::start, |(number, hash)| Anchor { number, hash }))
}

/// Prunes rows from before `before` of the organisation that this connection is limited to.
pub async fn prune(tx: &mut Tx<'_>, before: DateTime<Utc>) -> Result<(), Error> {
    diesel::sql_query("call prune_audit($1)")
        .bind::<sql_types::Timestamptz, _>(before)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn append(tx: &mut Tx<'_>, entry: &Entry) -> Result<(), Error> {
    diesel::insert_into(audit_entries::table).values(entry).execute(&mut **tx).await?;
    Ok(())
}

/// Returns the whole trail, oldest first.
pub async fn all(conn: &mut AsyncPgConnection, organisation: OrganisationId) -> Result<Vec<Entry>, Error> {
    let rows = audit_entries::table
        .filter(audit_entries::organisation_id.eq(organisation))
        .order(audit_entries::number)
        .select(Entry::as_select())
        .load(conn)
        .await?;
    Ok(rows)
}

/// Returns the number of the newest row.
pub async fn newest(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
) -> Result<Option<i64>, Error> {
    let all = audit_entries::table.filter(audit_entries::organisation_id.eq(organisation));
    let newest = all.select(diesel::dsl::max(audit_entries::number));
    Ok(newest.first(conn).await?)
}

/// Returns number and hash of the newest row, or of the end of what was pruned.
pub async fn newest_hash(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
) -> Result<Anchor, Error> {
    let newest: Option<(i64, Vec<u8>)> = audit_entries::table
        .filter(audit_entries::organisation_id.eq(organisation))
        .order(audit_entries::number.desc())
        .select((audit_entries::number, audit_entries::hash))
        .first(conn)
        .await
        .optional()?;
    match newest {
        Some((number, hash)) => Ok(Anchor { number, hash }),
        None => anchor(conn, organisation).await,
    }
}

/// Returns the hash of a row.
pub async fn hash_of(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    number: i64,
) -> Result<Option<Vec<u8>>, Error> {
    let row = audit_entries::table.find((organisation, number)).select(audit_entries::hash);
    Ok(row.first(conn).await.optional()?)
}

/// Returns the acts that there are, sorted. Looks each up in the index, however many rows there are of it.
pub async fn verbs(conn: &mut AsyncPgConnection, organisation: OrganisationId) -> Result<Vec<String>, Error> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = sql_types::Text)]
        verb: String,
    }
    let each = "with recursive each as ( \
         (select verb from audit_entries where organisation_id = $1 order by verb limit 1) \
         union all select (select e.verb from audit_entries e where e.organisation_id = $1 and e.verb > each.verb \
             order by e.verb limit 1) from each where each.verb is not null) \
         select verb from each where verb is not null";
    let rows: Vec<Row> = diesel::sql_query(each).bind::<sql_types::Uuid, _>(organisation).load(conn).await?;
    Ok(rows.into_iter().map(|row| row.verb).collect())
}

/// Returns the newest rows that fit `filter`, with lower numbers than `before`, newest first.
pub async fn page(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    filter: &Filter,
    before: i64,
    most: i64,
) -> Result<Vec<Entry>, Error> {
    let mut rows = audit_entries::table
        .filter(audit_entries::organisation_id.eq(organisation))
        .filter(audit_entries::number.lt(before))
        .order(audit_entries::number.desc())
        .limit(most)
        .select(Entry::as_select())
        .into_boxed();
    if let Some(staff) = filter.staff {
        rows = rows.filter(audit_entries::staff_id.eq(staff));
    }
    if let Some(verb) = &filter.verb {
        rows = rows.filter(audit_entries::verb.eq(verb));
    }
    if let Some(from) = filter.from {
        rows = rows.filter(audit_entries::at.ge(from));
    }
    if let Some(until) = filter.until {
        rows = rows.filter(audit_entries::at.lt(until));
    }
    Ok(rows.load(conn).await?)
}
