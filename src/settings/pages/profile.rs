//! The organisation's name and zone.
#![allow(clippy::missing_errors_doc, reason = "every handler fails with an error page")]

use super::by;
use crate::{
    accounts::{
        Done, Permission,
        extract::{Desk, DeskForm},
    },
    organisations::{actions::settings::change_profile, store},
    platform::{
        error::Error,
        web::{form::FieldErrors, seen::CHANGED},
    },
    settings::{forms::profile::ChangeProfile, views::profile::ProfilePage},
};
use actix_web::HttpResponse;

/// `GET /desk/{org}/settings`
pub async fn profile(desk: Desk) -> Result<HttpResponse, Error> {
    desk.may(Permission::ManageSettings)?;
    let form = ChangeProfile::of(&desk.organisation.profile());
    desk.page(&page(&desk, form, FieldErrors::default()))
}

/// `POST /desk/{org}/settings`
pub async fn change(DeskForm { desk, mut form }: DeskForm<ChangeProfile>) -> Result<HttpResponse, Error> {
    desk.may(Permission::ManageSettings)?;
    let profile = match form.check(desk.language) {
        Ok(profile) => profile,
        Err(errors) => return desk.invalid(&page(&desk, form, errors)),
    };
    let mut conn = desk.db().await?;
    match change_profile(&mut conn, by(&desk), profile, &form.seen).await {
        Ok(()) => Ok(desk.done("/settings", Done::Public)),
        Err(Error::Conflict(CHANGED)) => {
            let organisation = store::by_id(&mut conn, desk.organisation.id).await?;
            let stored = ChangeProfile::of(&organisation.profile());
            form.seen = stored.seen.clone();
            let page = page(&desk, form, FieldErrors::default());
            desk.changed(&page.beside(&stored, desk.language))
        }
        Err(error) => Err(error),
    }
}

fn page(desk: &Desk, form: ChangeProfile, errors: FieldErrors) -> ProfilePage {
    ProfilePage::new(form, errors, &desk.path(""), desk.language)
}
