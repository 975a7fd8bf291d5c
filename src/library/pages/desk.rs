//! The library at the desk.

use crate::{
    accounts::{
        Done, Permission,
        extract::{Desk, DeskForm},
        may::ReviewStories,
        store::who_may,
    },
    ids::StoryId,
    library::{
        actions,
        forms::DecideHiding,
        hiding::{ENOUGH, HidingState},
        store::hidings,
        views::{DeskContext, HidingsPage},
    },
    platform::{error::Error, web::id},
    stories,
};
use actix_web::{
    HttpResponse,
    web::{Path, Query},
};
use serde::Deserialize;

const NOTED: Done = Done::good("library-done-verdict");
const SHOWN: Done = Done::good("library-done-shown");
const SHOWN_BUT_FOR_AUTHOR: Done = Done::good("library-done-shown-author");
const KEPT: Done = Done::good("library-done-kept");

/// Notes of this feature.
pub const DONE: &[Done] = &[NOTED, SHOWN, SHOWN_BUT_FOR_AUTHOR, KEPT];

/// Hidden stories on one page.
const PAGE: usize = 50;

#[derive(Deserialize)]
pub struct HidingsQuery {
    /// Number of the page, from 0.
    page: Option<i64>,
}

/// `GET /desk/{org}/hidings[?page=]`
pub async fn hidings(desk: Desk<ReviewStories>, query: Query<HidingsQuery>) -> Result<HttpResponse, Error> {
    let (mut conn, organisation) = (desk.db().await?, desk.organisation.id);
    let page = query.page.unwrap_or(0).clamp(0, 10_000);
    let most = i64::try_from(PAGE).unwrap_or(i64::MAX);
    let moderators = who_may(&mut conn, organisation, Permission::ReviewStories).await?;
    let mut hidden = hidings::page(&mut conn, organisation, &moderators, (page * most, most + 1)).await?;
    let more = hidden.len() > PAGE;
    hidden.truncate(PAGE);
    let ids: Vec<StoryId> = hidden.iter().map(|hidden| hidden.hiding.story_id).collect();
    let titles = stories::store::versions::titles(&mut conn, &desk.app.keys, organisation, &ids).await?;
    let path = desk.path("");
    let context = DeskContext { path: &path, me: desk.staff, language: desk.language };
    let listed = HidingsPage::new(&hidden, &titles, context).part(page, more, &path);
    desk.page(&if moderators.len() < ENOUGH { listed.for_one() } else { listed })
}

/// `POST /desk/{org}/hidings/{hidden}/verdict`
pub async fn decide(
    DeskForm { desk, form, .. }: DeskForm<DecideHiding, ReviewStories>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    let story: StoryId = id(&path.1)?;
    let verdict = form.verdict.parse().map_err(|_| Error::Malformed("verdict"))?;
    let (after, author_hides) =
        actions::hiding::decide(&mut *desk.db().await?, desk.actor(), story, verdict, form.version()?)
            .await?;
    let done = match after {
        HidingState::Shown if author_hides => SHOWN_BUT_FOR_AUTHOR,
        HidingState::Shown => SHOWN,
        HidingState::Kept => KEPT,
        HidingState::Open | HidingState::Asked => NOTED,
    };
    Ok(desk.done("/hidings", done))
}
