//! The organisation's own words, set on a page of their own.
#![allow(clippy::missing_errors_doc, reason = "every handler fails with an error page")]

use crate::{
    accounts::{
        Done, Permission,
        extract::{Desk, DeskForm},
    },
    organisations::{actions::own_words::change_own_words, store::own_words::own_words},
    platform::{error::Error, web::form::FieldErrors},
    settings::{forms::words::ChangeWords, views::words::WordsPage},
};
use actix_web::HttpResponse;

/// `GET /desk/{org}/settings/words`
pub async fn words(desk: Desk) -> Result<HttpResponse, Error> {
    desk.may(Permission::ManageSettings)?;
    let words = own_words(&mut *desk.db().await?, desk.organisation.id).await?;
    let form = ChangeWords::of(&words);
    desk.page(&WordsPage::new(form, FieldErrors::default(), &desk.path("")))
}

/// `POST /desk/{org}/settings/words`
pub async fn change(DeskForm { desk, form }: DeskForm<ChangeWords>) -> Result<HttpResponse, Error> {
    desk.may(Permission::ManageSettings)?;
    match form.check(desk.language) {
        Ok(words) => {
            let (id, now) = (desk.organisation.id, desk.app.clock.now());
            change_own_words(&mut *desk.db().await?, id, desk.staff, &words, now).await?;
            Ok(desk.done("/settings/words", Done::Public))
        }
        Err(errors) => desk.invalid(&WordsPage::new(form, errors, &desk.path(""))),
    }
}
