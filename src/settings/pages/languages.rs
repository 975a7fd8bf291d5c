//! The languages of the pages.

use crate::{
    accounts::{
        Done,
        extract::{AtDesk, Desk, DeskForm},
        may::ManageSettings,
    },
    organisations::{actions::settings::change_languages, store},
    platform::{error::Error, web::form::FieldErrors},
    settings::{forms::languages::ChangeLanguages, views::languages::LanguagesPage},
};
use actix_web::HttpResponse;

/// `GET /desk/{org}/settings/languages`
pub async fn languages(desk: Desk<ManageSettings>) -> Result<HttpResponse, Error> {
    let form = ChangeLanguages::of(&desk.organisation.languages);
    desk.page(&page(&desk, &form, FieldErrors::default()))
}

/// `POST /desk/{org}/settings/languages`
pub async fn change(
    DeskForm { desk, mut form, .. }: DeskForm<ChangeLanguages, ManageSettings>,
) -> Result<HttpResponse, Error> {
    let chosen = match form.check(&desk.organisation.languages, desk.language) {
        Ok(chosen) => chosen,
        Err(errors) => return desk.invalid(&page(&desk, &form, errors)),
    };
    let mut conn = desk.db().await?;
    match change_languages(&mut conn, desk.actor(), chosen, &form.0.seen()).await {
        Ok(()) => Ok(desk.done("/settings/languages", Done::PUBLIC)),
        Err(Error::Changed) => {
            let organisation = store::by_id(&mut conn, desk.organisation.id).await?;
            let stored = ChangeLanguages::of(&organisation.languages);
            form.0.put("seen", stored.0.seen().as_str());
            let page = page(&desk, &form, FieldErrors::default());
            desk.changed(&page.beside(&stored, &form, desk.language))
        }
        Err(error) => Err(error),
    }
}

fn page(desk: &AtDesk, form: &ChangeLanguages, errors: FieldErrors) -> LanguagesPage {
    LanguagesPage::new(form, errors, &desk.path(""), desk.language)
}
