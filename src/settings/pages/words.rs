//! The organisation's own words.

use crate::{
    accounts::{
        Done,
        extract::{AtDesk, Desk, DeskForm},
        may::ManageSettings,
    },
    organisations::{actions::own_words::change_own_words, store::own_words::own_words},
    platform::{error::Error, web::form::FieldErrors},
    settings::{forms::words::ChangeWords, views::words::WordsPage},
};
use actix_web::HttpResponse;

/// `GET /desk/{org}/settings/words`
pub async fn words(desk: Desk<ManageSettings>) -> Result<HttpResponse, Error> {
    let words = own_words(&*desk.db().await?, desk.organisation.id).await?;
    desk.page(&page(&desk, ChangeWords::of(&words), FieldErrors::default()))
}

/// `POST /desk/{org}/settings/words`
pub async fn change(
    DeskForm { desk, mut form, .. }: DeskForm<ChangeWords, ManageSettings>,
) -> Result<HttpResponse, Error> {
    let words = match form.check(desk.language) {
        Ok(words) => words,
        Err(errors) => return desk.invalid(&page(&desk, form, errors)),
    };
    let mut conn = desk.db().await?;
    match change_own_words(&mut conn, desk.actor(), &words, &form.seen).await {
        Ok(()) => Ok(desk.done("/settings/words", Done::PUBLIC)),
        Err(Error::Changed) => {
            let stored = ChangeWords::of(&own_words(&conn, desk.organisation.id).await?);
            form.seen = stored.seen.clone();
            let page = page(&desk, form, FieldErrors::default());
            desk.changed(&page.beside(&stored, desk.language))
        }
        Err(error) => Err(error),
    }
}

fn page(desk: &AtDesk, form: ChangeWords, errors: FieldErrors) -> WordsPage {
    WordsPage::new(form, errors, &desk.path(""), desk.language)
}
