//! Rules of review.

use crate::{
    accounts::{
        Done,
        extract::{AtDesk, Desk, DeskForm},
        may::ManageSettings,
    },
    organisations::{actions::review_rules::change_review_rules, store::review_rules::review_rules},
    platform::{error::Error, web::form::FieldErrors},
    settings::{forms::review::ChangeReview, views::review::ReviewPage},
};
use actix_web::HttpResponse;

/// `GET /desk/{org}/settings/review`
pub async fn review(desk: Desk<ManageSettings>) -> Result<HttpResponse, Error> {
    let own = review_rules(&*desk.db().await?, desk.organisation.id).await?;
    desk.page(&page(&desk, ChangeReview::of(&own), FieldErrors::default()))
}

/// `POST /desk/{org}/settings/review`
pub async fn change(
    DeskForm { desk, mut form, .. }: DeskForm<ChangeReview, ManageSettings>,
) -> Result<HttpResponse, Error> {
    let own = match form.check(desk.language) {
        Ok(own) => own,
        Err(errors) => return desk.invalid(&page(&desk, form, errors)),
    };
    let mut conn = desk.db().await?;
    match change_review_rules(&mut conn, desk.actor(), &own, &form.seen).await {
        Ok(()) => Ok(desk.done("/settings/review", Done::SAVED)),
        Err(Error::Changed) => {
            let stored = ChangeReview::of(&review_rules(&conn, desk.organisation.id).await?);
            form.seen = stored.seen.clone();
            let page = page(&desk, form, FieldErrors::default());
            desk.changed(&page.beside(&stored, desk.language))
        }
        Err(error) => Err(error),
    }
}

fn page(desk: &AtDesk, form: ChangeReview, errors: FieldErrors) -> ReviewPage {
    ReviewPage::new(form, errors, &desk.path(""), desk.language)
}
