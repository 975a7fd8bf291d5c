//! Whom to turn to, set on a page of its own.
#![allow(clippy::missing_errors_doc, reason = "every handler fails with an error page")]

use crate::{
    accounts::{
        Permission,
        extract::{Desk, DeskForm},
    },
    organisations::{actions::contacts::change_contacts, store},
    platform::{error::Error, web::form::FieldErrors},
    settings::{forms::contacts::ChangeContacts, pages::SAVED, views::contacts::ContactsPage},
};
use actix_web::{HttpRequest, HttpResponse};

/// `GET /desk/{org}/settings/contacts`
pub async fn contacts(desk: Desk, request: HttpRequest) -> Result<HttpResponse, Error> {
    desk.may(Permission::ManageSettings)?;
    let contacts = store::contacts::contacts(&mut *desk.db().await?, desk.organisation.id).await?;
    let form = ChangeContacts::of(&contacts);
    let saved = request.query_string().split('&').any(|part| part == SAVED);
    let errors = FieldErrors::default();
    desk.page(&ContactsPage::new(
        &form,
        errors,
        saved,
        &desk.path(""),
        desk.language,
    ))
}

/// `POST /desk/{org}/settings/contacts`
pub async fn change(DeskForm { desk, form }: DeskForm<ChangeContacts>) -> Result<HttpResponse, Error> {
    desk.may(Permission::ManageSettings)?;
    match form.check(desk.language) {
        Ok(contacts) => {
            let (id, now) = (desk.organisation.id, desk.app.clock.now());
            change_contacts(&mut *desk.db().await?, id, desk.staff, &contacts, now).await?;
            Ok(desk.see_other(&desk.path(&format!("/settings/contacts?{SAVED}"))))
        }
        Err(errors) => desk.invalid(&ContactsPage::new(
            &form,
            errors,
            false,
            &desk.path(""),
            desk.language,
        )),
    }
}
