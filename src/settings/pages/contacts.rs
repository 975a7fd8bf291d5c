//! Whom to turn to, set on a page of its own.
#![allow(clippy::missing_errors_doc, reason = "every handler fails with an error page")]

use crate::{
    accounts::{
        Done, Permission,
        extract::{Desk, DeskForm},
    },
    organisations::{actions::contacts::change_contacts, store},
    platform::{error::Error, web::form::FieldErrors},
    settings::{forms::contacts::ChangeContacts, views::contacts::ContactsPage},
};
use actix_web::HttpResponse;

/// `GET /desk/{org}/settings/contacts`
pub async fn contacts(desk: Desk) -> Result<HttpResponse, Error> {
    desk.may(Permission::ManageSettings)?;
    let contacts = store::contacts::contacts(&mut *desk.db().await?, desk.organisation.id).await?;
    let form = ChangeContacts::of(&contacts);
    let errors = FieldErrors::default();
    desk.page(&ContactsPage::new(&form, errors, &desk.path(""), desk.language))
}

/// `POST /desk/{org}/settings/contacts`
pub async fn change(DeskForm { desk, form }: DeskForm<ChangeContacts>) -> Result<HttpResponse, Error> {
    desk.may(Permission::ManageSettings)?;
    match form.check(desk.language) {
        Ok(contacts) => {
            let (id, now) = (desk.organisation.id, desk.app.clock.now());
            change_contacts(&mut *desk.db().await?, id, desk.staff, &contacts, now).await?;
            Ok(desk.done("/settings/contacts", Done::Public))
        }
        Err(errors) => desk.invalid(&ContactsPage::new(&form, errors, &desk.path(""), desk.language)),
    }
}
