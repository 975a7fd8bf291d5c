//! The themes.

use crate::{
    accounts::{
        Done,
        extract::{AtDesk, Desk, DeskForm},
        may::ManageSettings,
    },
    organisations::{actions::settings::change_themes, store},
    platform::{error::Error, web::form::FieldErrors},
    settings::{forms::themes::ChangeThemes, views::themes::ThemesPage},
};
use actix_web::HttpResponse;

/// `GET /desk/{org}/settings/themes`
pub async fn themes(desk: Desk<ManageSettings>) -> Result<HttpResponse, Error> {
    let themes = store::themes(&*desk.db().await?, desk.organisation.id).await?;
    let form = ChangeThemes::of(&themes);
    desk.page(&page(&desk, &form, FieldErrors::default()))
}

/// `POST /desk/{org}/settings/themes`
pub async fn change(
    DeskForm { desk, form, .. }: DeskForm<ChangeThemes, ManageSettings>,
) -> Result<HttpResponse, Error> {
    form.check_ids()?;
    let given = match form.check(&desk.organisation.languages, desk.language) {
        Ok(given) => given,
        Err(errors) => return desk.invalid(&page(&desk, &form, errors)),
    };
    let mut conn = desk.db().await?;
    match change_themes(&mut conn, desk.actor(), given, &form.0.seen()).await {
        Ok(()) => Ok(desk.done("/settings/themes", Done::PUBLIC)),
        Err(Error::Changed) => {
            let themes = store::themes(&conn, desk.organisation.id).await?;
            let form = form.on_top_of(&themes);
            let page = page(&desk, &form, FieldErrors::default());
            desk.changed(&page.beside(&ChangeThemes::beside(&form, &themes), &form, desk.language))
        }
        Err(error) => Err(error),
    }
}

fn page(desk: &AtDesk, form: &ChangeThemes, errors: FieldErrors) -> ThemesPage {
    let languages = &desk.organisation.languages;
    ThemesPage::new(form, errors, languages, &desk.path(""), desk.language)
}
