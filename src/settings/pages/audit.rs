//! The audit trail.

use crate::{
    accounts::{self, extract::Desk, may::ReadAudit},
    audit,
    platform::error::Error,
    settings::views::{AuditPage, ENTRIES, Trail},
};
use actix_web::{HttpResponse, web::Query};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Paging {
    /// Only entries with lower numbers.
    before: Option<i64>,
}

/// `GET /desk/{org}/audit[?before=]`: entries of the trail, newest first.
pub async fn audit(desk: Desk<ReadAudit>, paging: Option<Query<Paging>>) -> Result<HttpResponse, Error> {
    let before = paging.and_then(|paging| paging.before);
    let (id, path) = (desk.organisation.id, desk.path("/audit"));
    let mut conn = desk.db().await?;
    let newest = audit::store::newest(&mut conn, id).await?;
    let entries = audit::store::page(&mut conn, id, before.unwrap_or(i64::MAX), ENTRIES + 1).await?;
    if entries.is_empty() && before.is_some() {
        // Entries that old are gone.
        return Ok(desk.see_other(&path));
    }
    let people: Vec<_> = entries.iter().filter_map(|entry| entry.staff_id).collect();
    let names = accounts::store::names(&mut conn, &people).await?;
    let trail = Trail {
        entries: &entries,
        names: &names,
        newest: newest.unwrap_or(0),
        zone: desk.organisation.time_zone,
    };
    desk.page(&AuditPage::new(&trail, &path, desk.language))
}
