//! The call for stories.

use crate::{
    accounts::{
        Done,
        extract::{AtDesk, Desk, DeskForm},
        may::ManageSettings,
    },
    organisations::{
        actions::settings::{change_calls, without_empty},
        store,
    },
    platform::{db::Conn, error::Error, web::form::FieldErrors},
    settings::{forms::call::ChangeCall, views::call::CallPage},
};
use actix_web::HttpResponse;

/// `GET /desk/{org}/settings/call`
pub async fn call(desk: Desk<ManageSettings>) -> Result<HttpResponse, Error> {
    let form = stored(&desk, &mut desk.db().await?).await?;
    desk.page(&page(&desk, &form, FieldErrors::default()))
}

/// `POST /desk/{org}/settings/call`
pub async fn change(
    DeskForm { desk, mut form, .. }: DeskForm<ChangeCall, ManageSettings>,
) -> Result<HttpResponse, Error> {
    let calls = match form.check(desk.language) {
        Ok(calls) => calls,
        Err(errors) => return desk.invalid(&page(&desk, &form, errors)),
    };
    let mut conn = desk.db().await?;
    match change_calls(&mut conn, desk.actor(), &calls, &form.0.seen()).await {
        Ok(()) => Ok(desk.done("/settings/call", Done::PUBLIC)),
        Err(Error::Changed) => {
            let stored = stored(&desk, &mut conn).await?;
            form.0.put("seen", stored.0.seen().as_str());
            let page = page(&desk, &form, FieldErrors::default());
            desk.changed(&page.beside(&stored, &form, desk.language))
        }
        Err(error) => Err(error),
    }
}

async fn stored(desk: &AtDesk, conn: &mut Conn) -> Result<ChangeCall, Error> {
    let calls = store::calls(conn, desk.organisation.id).await?;
    Ok(ChangeCall::of(&without_empty(calls)))
}

fn page(desk: &AtDesk, form: &ChangeCall, errors: FieldErrors) -> CallPage {
    let languages = &desk.organisation.languages;
    CallPage::new(form, errors, languages, &desk.path(""), desk.language)
}
