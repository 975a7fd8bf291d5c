//! The audit trail.

use crate::{
    accounts::{self, extract::Desk, may::ReadAudit},
    audit,
    platform::error::Error,
    settings::{
        forms::audit::AuditQuery,
        views::{AuditPage, ENTRIES, Trail},
    },
};
use actix_web::{HttpResponse, web::Query};
/// `GET /desk/{org}/audit[?who=&act=&from=&until=&before=]`: entries of the trail, newest first.
pub async fn audit(desk: Desk<ReadAudit>, query: Option<Query<AuditQuery>>) -> Result<HttpResponse, Error> {
    let query = query.map(Query::into_inner).unwrap_or_default();
    let (id, path, zone) = (desk.organisation.id, desk.path("/audit"), desk.organisation.time_zone);
    let (before, filter) = (query.before(), query.filter(zone));
    let mut conn = desk.db().await?;
    let newest = audit::store::newest(&mut conn, id).await?;
    let entries = audit::store::page(&mut conn, id, &filter, before.unwrap_or(i64::MAX), ENTRIES + 1).await?;
    if entries.is_empty() && before.is_some() {
        // Entries that old are gone.
        return Ok(desk.see_other(&query.address(&path, None)));
    }
    let team = accounts::store::colleagues(&mut conn, id).await?.into_iter().map(|it| it.staff.id);
    let people: Vec<_> = entries.iter().filter_map(|entry| entry.staff_id).chain(team).collect();
    let names = accounts::store::names(&mut conn, &people).await?;
    let trail = Trail {
        entries: &entries,
        names: &names,
        verbs: &audit::store::verbs(&mut conn, id).await?,
        newest: newest.unwrap_or(0),
        zone,
    };
    desk.page(&AuditPage::new(&trail, query, &path, desk.language))
}
