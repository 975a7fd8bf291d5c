//! Contacts.

use crate::{
    accounts::{
        Done,
        extract::{AtDesk, Desk, DeskForm},
        may::ManageSettings,
    },
    organisations::{actions::contacts::change_contacts, store},
    platform::{db::Conn, error::Error, web::form::FieldErrors},
    settings::{forms::contacts::ChangeContacts, views::contacts::ContactsPage},
};
use actix_web::HttpResponse;

/// `GET /desk/{org}/settings/contacts`
pub async fn contacts(desk: Desk<ManageSettings>) -> Result<HttpResponse, Error> {
    let form = stored(&desk, &desk.db().await?).await?;
    desk.page(&page(&desk, &form, FieldErrors::default()))
}

/// `POST /desk/{org}/settings/contacts`
pub async fn change(
    DeskForm { desk, mut form, .. }: DeskForm<ChangeContacts, ManageSettings>,
) -> Result<HttpResponse, Error> {
    let contacts = match form.check(desk.language) {
        Ok(contacts) => contacts,
        Err(errors) => return desk.invalid(&page(&desk, &form, errors)),
    };
    let mut conn = desk.db().await?;
    match change_contacts(&mut conn, desk.actor(), &contacts, &form.0.seen()).await {
        Ok(()) => Ok(desk.done("/settings/contacts", Done::PUBLIC)),
        Err(Error::Changed) => {
            let stored = stored(&desk, &conn).await?;
            form.0.put("seen", stored.0.seen().as_str());
            let page = page(&desk, &form, FieldErrors::default());
            desk.changed(&page.beside(&stored, &form, desk.language))
        }
        Err(error) => Err(error),
    }
}

async fn stored(desk: &AtDesk, conn: &Conn) -> Result<ChangeContacts, Error> {
    let contacts = store::contacts::contacts(conn, desk.organisation.id).await?;
    Ok(ChangeContacts::of(&contacts))
}

fn page(desk: &AtDesk, form: &ChangeContacts, errors: FieldErrors) -> ContactsPage {
    ContactsPage::new(form, errors, &desk.path(""), desk.language)
}
