//! The promise to authors, rounds, and the poster.

use crate::{
    accounts::{
        Done,
        extract::{AtDesk, Desk, DeskForm},
        may::ManageSettings,
    },
    organisations::{
        self, Readers,
        actions::{self, PromiseChange},
        store::{promise::round, reader_keys},
    },
    platform::{error::Error, web::form::FieldErrors},
    readers::place::Place,
    settings::{
        forms::promise::ChangePromise,
        views::{PosterPage, PromisePage},
    },
};
use actix_web::HttpResponse;

const ROUND: Done = Done::good("settings-done-round");

/// Notes of this feature.
pub const DONE: &[Done] = &[ROUND];

/// `GET /desk/{org}/settings/promise`
pub async fn promise(desk: Desk<ManageSettings>) -> Result<HttpResponse, Error> {
    let form = ChangePromise::of(&desk.organisation);
    let page = page(&desk, form, FieldErrors::default()).await?;
    desk.page(&page)
}

/// `POST /desk/{org}/settings/promise`
pub async fn change(
    DeskForm { desk, mut form, .. }: DeskForm<ChangePromise, ManageSettings>,
) -> Result<HttpResponse, Error> {
    form.after()?;
    let promised = match form.check(desk.language) {
        Ok(promised) => promised,
        Err(errors) => return desk.invalid(&page(&desk, form, errors).await?),
    };
    let settings = &desk.app.settings;
    let mut conn = desk.db().await?;
    match actions::change_promise(&mut conn, desk.actor(), promised, settings, &form.seen).await {
        Ok(PromiseChange::Saved) => Ok(desk.done("/settings/promise", Done::PUBLIC)),
        Ok(PromiseChange::ReliedOn) => {
            drop(conn);
            let errors = FieldErrors::one("", desk.language.text("settings-promise-relied-on"));
            desk.invalid(&page(&desk, form, errors).await?)
        }
        Err(Error::Changed) => {
            let organisation = organisations::store::by_id(&mut conn, desk.organisation.id).await?;
            drop(conn);
            let stored = ChangePromise::of(&organisation);
            form.seen = stored.seen.clone();
            let page = page(&desk, form, FieldErrors::default()).await?;
            desk.changed(&page.beside(&stored, desk.language))
        }
        Err(error) => Err(error),
    }
}

/// `POST /desk/{org}/settings/rounds`: starts one, with a new poster code; what was typed beside the button stays as typed.
pub async fn start_round(
    DeskForm { desk, form, .. }: DeskForm<ChangePromise, ManageSettings>,
) -> Result<HttpResponse, Error> {
    let after = form.after()?;
    let (id, now) = (desk.organisation.id, desk.app.clock.now());
    actions::start_round(&mut *desk.db().await?, id, desk.staff, after, now).await?;
    if !form.differs_from(&desk.organisation) {
        return Ok(desk.done("/settings/promise", ROUND));
    }
    let page = page(&desk, form, FieldErrors::default()).await?;
    desk.saying(ROUND).page(&page.unsaved())
}

/// `GET /desk/{org}/settings/poster`: in the language of the page.
pub async fn poster(desk: Desk<ManageSettings>) -> Result<HttpResponse, Error> {
    let organisation = &desk.organisation;
    let mut conn = desk.db().await?;
    let call = organisations::store::calls(&mut conn, organisation.id).await?.remove(&desk.language);
    let code = round(&conn, organisation.id).await?.house_code.to_string();
    let address = format!("{}/{}", desk.app.settings.public_url, organisation.slug);
    let closed = organisation.access.readers == Readers::House;
    let link = reader_keys::current(&mut conn, organisation.id).await?.filter(|_| closed);
    // It opens the readers' door too.
    let code = (organisation.lanes.house || link.is_some()).then_some(code);
    let anonymous = organisation.open_lanes().take_anonymous();
    let page = PosterPage::new(call, address, code, anonymous, desk.language);
    desk.page(&match link {
        Some(key) => {
            let link = Place::house_link(&organisation.slug, &key);
            page.with_link(&format!("{}{link}", desk.app.settings.public_url))
        }
        None => page,
    })
}

async fn page(desk: &AtDesk, form: ChangePromise, errors: FieldErrors) -> Result<PromisePage, Error> {
    let round = round(&*desk.db().await?, desk.organisation.id).await?;
    Ok(PromisePage::new(form, errors, &round, desk.path(""), desk.language))
}
