//! Settings and the audit trail.
#![allow(clippy::missing_errors_doc, reason = "every handler fails with an error page")]

pub mod contacts;
pub mod promise;
pub mod words;

use super::{
    forms::ChangeSettings,
    views::{AuditPage, ENTRIES, SettingsPage, Trail},
};
use crate::{
    accounts::{
        self, Done, Permission,
        extract::{Desk, DeskForm},
    },
    audit,
    organisations::{self, actions::change_settings},
    platform::{error::Error, web::form::FieldErrors},
};
use actix_web::{HttpResponse, web::Query};
use serde::Deserialize;

/// `GET /desk/{org}/settings`
pub async fn settings(desk: Desk) -> Result<HttpResponse, Error> {
    desk.may(Permission::ManageSettings)?;
    let id = desk.organisation.id;
    let mut conn = desk.db().await?;
    let themes = organisations::store::themes(&mut conn, id).await?;
    let calls = organisations::store::calls(&mut conn, id).await?;
    let form = ChangeSettings::of(&desk.organisation, &themes, &calls);
    desk.page(&SettingsPage::new(&form, FieldErrors::default(), desk.language))
}

/// `POST /desk/{org}/settings`
pub async fn change(DeskForm { desk, form }: DeskForm<ChangeSettings>) -> Result<HttpResponse, Error> {
    desk.may(Permission::ManageSettings)?;
    if !form.has_ids() {
        return Err(Error::Malformed("theme"));
    }
    match form.check(&desk.organisation, desk.language) {
        Ok(settings) => {
            let mut conn = desk.db().await?;
            let (id, now) = (desk.organisation.id, desk.app.clock.now());
            change_settings(&mut conn, id, desk.staff, settings, now).await?;
            Ok(desk.done("/settings", Done::Public))
        }
        Err(errors) => desk.invalid(&SettingsPage::new(&form, errors, desk.language)),
    }
}

/// Where a page of the trail begins.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Turned {
    /// Its lines have lower numbers.
    before: Option<i64>,
}

/// `GET /desk/{org}/audit[?before=]`: entries of the trail, newest first.
pub async fn audit(desk: Desk, turned: Option<Query<Turned>>) -> Result<HttpResponse, Error> {
    desk.may(Permission::ReadAudit)?;
    let before = turned.and_then(|turned| turned.before);
    let (id, path) = (desk.organisation.id, desk.path("/audit"));
    let mut conn = desk.db().await?;
    let newest = audit::store::newest(&mut conn, id).await?;
    let entries = audit::store::page(&mut conn, id, before.unwrap_or(i64::MAX), ENTRIES + 1).await?;
    if entries.is_empty() && before.is_some() {
        // There is nothing that old any more.
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
