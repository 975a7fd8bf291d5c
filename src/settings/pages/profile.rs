//! The organisation's name and zone.

use crate::{
    accounts::{
        Done,
        extract::{AtDesk, Desk, DeskForm},
        may::ManageSettings,
    },
    organisations::{actions::settings::change_profile, store},
    platform::{error::Error, web::form::FieldErrors},
    settings::{forms::profile::ChangeProfile, views::profile::ProfilePage},
};
use actix_web::HttpResponse;

/// `GET /desk/{org}/settings`
pub async fn profile(desk: Desk<ManageSettings>) -> Result<HttpResponse, Error> {
    let form = ChangeProfile::of(&desk.organisation.profile());
    desk.page(&page(&desk, form, FieldErrors::default()))
}

/// `POST /desk/{org}/settings`
pub async fn change(
    DeskForm { desk, mut form, .. }: DeskForm<ChangeProfile, ManageSettings>,
) -> Result<HttpResponse, Error> {
    let profile = match form.check(desk.language) {
        Ok(profile) => profile,
        Err(errors) => return desk.invalid(&page(&desk, form, errors)),
    };
    let mut conn = desk.db().await?;
    match change_profile(&mut conn, desk.actor(), profile, &form.seen).await {
        Ok(()) => Ok(desk.done("/settings", Done::PUBLIC)),
        Err(Error::Changed) => {
            let organisation = store::by_id(&mut conn, desk.organisation.id).await?;
            let stored = ChangeProfile::of(&organisation.profile());
            form.seen = stored.seen.clone();
            let page = page(&desk, form, FieldErrors::default());
            desk.changed(&page.beside(&stored, desk.language))
        }
        Err(error) => Err(error),
    }
}

fn page(desk: &AtDesk, form: ChangeProfile, errors: FieldErrors) -> ProfilePage {
    ProfilePage::new(form, errors, &desk.path(""), desk.language)
}
