//! Readers, and their link.

use crate::{
    accounts::{
        Done,
        extract::{AtDesk, Desk, DeskForm},
        may::ManageSettings,
    },
    organisations::{
        actions::access::{change_access, end_key, replace_key},
        reader_key::KeyState,
        store::{self, reader_keys},
    },
    platform::{error::Error, web::form::FieldErrors},
    readers::place::Place,
    settings::{
        forms::readers::{ChangeAccess, ChangeKey},
        views::readers::{HouseLink, ReadersPage},
    },
};
use actix_web::HttpResponse;

const REPLACED: Done = Done::good("settings-done-replaced");
const ENDED: Done = Done::warn("settings-done-ended");

/// Notes of this page.
pub const DONE: &[Done] = &[REPLACED, ENDED];

/// `GET /desk/{org}/settings/readers`
pub async fn readers(desk: Desk<ManageSettings>) -> Result<HttpResponse, Error> {
    let form = ChangeAccess::of(&desk.organisation.access);
    desk.page(&page(&desk, form, FieldErrors::default()).await?)
}

/// `POST /desk/{org}/settings/readers`
pub async fn change(
    DeskForm { desk, mut form, .. }: DeskForm<ChangeAccess, ManageSettings>,
) -> Result<HttpResponse, Error> {
    let access = match form.check(desk.language) {
        Ok(access) => access,
        Err(errors) => return desk.invalid(&page(&desk, form, errors).await?),
    };
    let mut conn = desk.db().await?;
    match change_access(&mut conn, desk.actor(), access, &desk.app.settings, &form.seen).await {
        Ok(()) => Ok(desk.done("/settings/readers", Done::PUBLIC)),
        Err(Error::Changed) => {
            let organisation = store::by_id(&mut conn, desk.organisation.id).await?;
            drop(conn);
            let stored = ChangeAccess::of(&organisation.access);
            form.seen = stored.seen.clone();
            let page = page(&desk, form, FieldErrors::default()).await?;
            desk.changed(&page.beside(&stored, desk.language))
        }
        Err(error) => Err(error),
    }
}

/// `POST /desk/{org}/settings/readers/link`: a new one, in place of the last.
pub async fn replace(
    DeskForm { desk, form, .. }: DeskForm<ChangeKey, ManageSettings>,
) -> Result<HttpResponse, Error> {
    replace_key(&mut *desk.db().await?, desk.actor(), number(&form)?).await?;
    after_key(&desk, form.typed, REPLACED).await
}

/// `POST /desk/{org}/settings/readers/end`
pub async fn end(
    DeskForm { desk, form, .. }: DeskForm<ChangeKey, ManageSettings>,
) -> Result<HttpResponse, Error> {
    end_key(&mut *desk.db().await?, desk.actor(), number(&form)?).await?;
    after_key(&desk, form.typed, ENDED).await
}

/// Leads back to the page, or shows it with what was typed and is not saved.
async fn after_key(desk: &AtDesk, typed: ChangeAccess, done: Done) -> Result<HttpResponse, Error> {
    if typed.is_of(&desk.organisation.access) {
        return Ok(desk.done("/settings/readers", done));
    }
    desk.saying(done).page(&page(desk, typed, FieldErrors::default()).await?)
}

fn number(form: &ChangeKey) -> Result<i32, Error> {
    form.last.parse().map_err(|_| Error::Malformed("last"))
}

async fn page(desk: &AtDesk, form: ChangeAccess, errors: FieldErrors) -> Result<ReadersPage, Error> {
    let known = reader_keys::all(&mut *desk.db().await?, desk.organisation.id).await?;
    let slug = &desk.organisation.slug;
    let address = |key| format!("{}{}", desk.app.settings.public_url, Place::house_link(slug, key));
    let link = HouseLink {
        last: known.first().map_or(0, |known| known.number),
        address: known.iter().find(|known| known.state == KeyState::Current).map(|known| address(&known.key)),
    };
    Ok(ReadersPage::new(form, errors, link, desk.path(""), desk.language))
}
