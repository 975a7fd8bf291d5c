//! Settings and the audit trail.
#![allow(clippy::missing_errors_doc, reason = "every handler fails with an error page")]

pub mod contacts;
pub mod promise;

use super::{
    forms::ChangeSettings,
    views::{AuditPage, SettingsPage},
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
use actix_web::HttpResponse;

/// Entries of the trail on a page.
const NEWEST: i64 = 200;

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
            let (organisation, now) = (desk.organisation.clone(), desk.app.clock.now());
            change_settings(&mut conn, organisation, desk.staff, settings, now).await?;
            Ok(desk.done("/settings", Done::Public))
        }
        Err(errors) => desk.invalid(&SettingsPage::new(&form, errors, desk.language)),
    }
}

/// `GET /desk/{org}/audit`: the newest entries of the trail.
pub async fn audit(desk: Desk) -> Result<HttpResponse, Error> {
    desk.may(Permission::ReadAudit)?;
    let mut conn = desk.db().await?;
    let entries = audit::store::newest(&mut conn, desk.organisation.id, NEWEST).await?;
    let people: Vec<_> = entries.iter().filter_map(|entry| entry.staff_id).collect();
    let names = accounts::store::names(&mut conn, &people).await?;
    desk.page(&AuditPage::new(
        &entries,
        &names,
        desk.organisation.time_zone,
        desk.language,
    ))
}
