//! The library at the desk.

use crate::{
    accounts::{
        Done,
        extract::{Desk, DeskForm},
        may::ReviewStories,
    },
    ids::StoryId,
    library::{
        actions,
        forms::DecideHiding,
        hiding::HidingState,
        store::hidings,
        views::{DeskContext, HidingsPage},
    },
    platform::error::Error,
    stories,
};
use actix_web::{HttpResponse, web::Path};

const NOTED: Done = Done::good("library-done-verdict");
const SHOWN: Done = Done::good("library-done-shown");
const KEPT: Done = Done::good("library-done-kept");

/// Notes of this feature.
pub const DONE: &[Done] = &[NOTED, SHOWN, KEPT];

/// `GET /desk/{org}/hidings`
pub async fn hidings(desk: Desk<ReviewStories>) -> Result<HttpResponse, Error> {
    let (mut conn, organisation) = (desk.db().await?, desk.organisation.id);
    let hidden = hidings::all(&mut conn, organisation).await?;
    let ids: Vec<StoryId> = hidden.iter().map(|(hiding, _)| hiding.story_id).collect();
    let titles = stories::store::versions::titles(&mut conn, &desk.app.keys, organisation, &ids).await?;
    let path = desk.path("");
    let context = DeskContext { path: &path, me: desk.staff, language: desk.language };
    desk.page(&HidingsPage::new(&hidden, &titles, context))
}

/// `POST /desk/{org}/hidings/{hidden}/verdict`
pub async fn decide(
    DeskForm { desk, form, .. }: DeskForm<DecideHiding, ReviewStories>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    let story: StoryId = path.1.parse().map_err(|_| Error::NotFound)?;
    let verdict = form.verdict.parse().map_err(|_| Error::Malformed("verdict"))?;
    let after = actions::hiding::decide(&mut *desk.db().await?, desk.actor(), story, verdict).await?;
    let done = match after {
        HidingState::Shown => SHOWN,
        HidingState::Kept => KEPT,
        HidingState::Open | HidingState::Asked => NOTED,
    };
    Ok(desk.done("/hidings", done))
}
