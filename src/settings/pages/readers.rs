//! Readers, and their link.

use crate::{
    accounts::{
        Done,
        extract::{AtDesk, Desk, DeskForm},
        may::ManageSettings,
    },
    organisations::{
        actions::access::{change_access, end_key, replace_key},
        reader_key::{KeyState, KnownKey},
        store::{self, reader_keys},
    },
    platform::{error::Error, web::form::FieldErrors},
    readers::place::Place,
    settings::{forms::readers::ChangeAccess, views::readers::ReadersPage},
};
use actix_web::HttpResponse;

const REPLACED: Done = Done::good("settings-done-replaced");
const ENDED: Done = Done::warn("settings-done-ended");

/// Notes of this page.
pub const DONE: &[Done] = &[REPLACED, ENDED];

/// `GET /desk/{org}/settings/readers`
pub async fn readers(desk: Desk<ManageSettings>) -> Result<HttpResponse, Error> {
    let known = reader_keys::all(&mut *desk.db().await?, desk.organisation.id).await?;
    let form = ChangeAccess::of(&desk.organisation.access, newest(&known));
    desk.page(&page(&desk, &known, form, FieldErrors::default()))
}

/// `POST /desk/{org}/settings/readers`
pub async fn change(
    DeskForm { desk, mut form, .. }: DeskForm<ChangeAccess, ManageSettings>,
) -> Result<HttpResponse, Error> {
    form.last()?;
    let mut conn = desk.db().await?;
    let known = reader_keys::all(&mut conn, desk.organisation.id).await?;
    let access = match form.check(desk.language) {
        Ok(access) => access,
        Err(errors) => return desk.invalid(&page(&desk, &known, form, errors)),
    };
    match change_access(&mut conn, desk.actor(), access, &desk.app.settings, &form.seen).await {
        Ok(()) => Ok(desk.done("/settings/readers", Done::PUBLIC)),
        Err(Error::Changed) => {
            let organisation = store::by_id(&mut conn, desk.organisation.id).await?;
            let stored = ChangeAccess::of(&organisation.access, newest(&known));
            (form.seen, form.last) = (stored.seen.clone(), stored.last.clone());
            let page = page(&desk, &known, form, FieldErrors::default());
            desk.changed(&page.beside(&stored, desk.language))
        }
        Err(error) => Err(error),
    }
}

/// `POST /desk/{org}/settings/readers/link`: a new one, in place of the last.
pub async fn replace(
    DeskForm { desk, form, .. }: DeskForm<ChangeAccess, ManageSettings>,
) -> Result<HttpResponse, Error> {
    replace_key(&mut *desk.db().await?, desk.actor(), form.last()?).await?;
    after_key(&desk, form, REPLACED).await
}

/// `POST /desk/{org}/settings/readers/end`
pub async fn end(
    DeskForm { desk, form, .. }: DeskForm<ChangeAccess, ManageSettings>,
) -> Result<HttpResponse, Error> {
    end_key(&mut *desk.db().await?, desk.actor(), form.last()?).await?;
    after_key(&desk, form, ENDED).await
}

/// Leads back to the page, or shows it with what was typed beside the button and is not saved.
async fn after_key(desk: &AtDesk, mut form: ChangeAccess, done: Done) -> Result<HttpResponse, Error> {
    if !form.differs_from(&desk.organisation.access) {
        return Ok(desk.done("/settings/readers", done));
    }
    let known = reader_keys::all(&mut *desk.db().await?, desk.organisation.id).await?;
    form.last = newest(&known).to_string();
    desk.saying(done).page(&page(desk, &known, form, FieldErrors::default()).unsaved())
}

/// Returns the number of the last key.
fn newest(known: &[KnownKey]) -> i32 {
    known.first().map_or(0, |known| known.number)
}

fn page(desk: &AtDesk, known: &[KnownKey], form: ChangeAccess, errors: FieldErrors) -> ReadersPage {
    let slug = &desk.organisation.slug;
    let current = known.iter().find(|known| known.state == KeyState::Current);
    let address =
        current.map(|it| format!("{}{}", desk.app.settings.public_url, Place::house_link(slug, &it.key)));
    ReadersPage::new(form, errors, address, desk.path(""), desk.language)
}
