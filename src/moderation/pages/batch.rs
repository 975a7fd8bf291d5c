//! Several stories at once.

use super::NONE_TICKED;
use crate::{
    accounts::{
        extract::{AtDesk, DeskForm},
        may::ReviewStories,
    },
    ids::StoryId,
    moderation::{
        actions::batch::{self as actions, Outcome},
        batch::Candidate,
        forms::batch::{BatchForm, Picks},
        look::Asked,
        store::batch::candidates,
        views::{BatchDonePage, BatchPage, Deed},
    },
    platform::{error::Error, web::form::FieldErrors},
    stories::store::versions::titles,
};
use actix_web::HttpResponse;
use std::collections::BTreeMap;

/// `POST /desk/{org}/stories/claims`
pub async fn claim(
    DeskForm { desk, form, .. }: DeskForm<BatchForm, ReviewStories>,
) -> Result<HttpResponse, Error> {
    let (picks, asked) = ticked(&form)?;
    if picks.is_empty() {
        return Ok(nothing_ticked(&desk, &asked));
    }
    let (mut conn, keys) = (desk.db().await?, &desk.app.keys);
    let outcome = actions::claim_all(&mut conn, keys, desk.actor(), picks.keys().copied()).await?;
    drop(conn);
    done(&desk, (Deed::Claimed, &outcome, ""), &asked).await
}

/// `POST /desk/{org}/stories/batch`: asks for a verdict, and says what would become of each story.
pub async fn preview(
    DeskForm { desk, form, .. }: DeskForm<BatchForm, ReviewStories>,
) -> Result<HttpResponse, Error> {
    let (picks, asked) = ticked(&form)?;
    if picks.is_empty() {
        return Ok(nothing_ticked(&desk, &asked));
    }
    desk.page(&confirmation(&desk, (&form, &picks, &asked), FieldErrors::default()).await?)
}

/// `POST /desk/{org}/stories/batch/verdict`
pub async fn decide(
    DeskForm { desk, form, .. }: DeskForm<BatchForm, ReviewStories>,
) -> Result<HttpResponse, Error> {
    let (picks, asked) = ticked(&form)?;
    if picks.is_empty() {
        return Ok(nothing_ticked(&desk, &asked));
    }
    let decided = match form.decided(desk.language) {
        Ok(decided) => decided,
        Err(errors) => {
            return desk.invalid(&confirmation(&desk, (&form, &picks, &asked), errors).await?);
        }
    };
    let outcome =
        actions::decide_all(&mut *desk.db().await?, &desk.app.keys, desk.actor(), &picks, &decided).await?;
    done(&desk, (Deed::Decided(decided.verdict), &outcome, &decided.reason), &asked).await
}

/// Parses the stories that were ticked, and the queue that they were ticked in.
fn ticked(form: &BatchForm) -> Result<(Picks, Asked), Error> {
    Ok((form.picks()?, form.query().check()?))
}

fn nothing_ticked(desk: &AtDesk, asked: &Asked) -> HttpResponse {
    desk.done(&asked.address(""), NONE_TICKED)
}

async fn confirmation(
    desk: &AtDesk,
    (form, picks, asked): (&BatchForm, &Picks, &Asked),
    errors: FieldErrors,
) -> Result<BatchPage, Error> {
    let (known, titles) = known(desk, picks.keys()).await?;
    Ok(BatchPage::new((form, picks, asked), (&known, &titles), errors, &desk.path(""), desk.language))
}

async fn done(
    desk: &AtDesk,
    (deed, outcome, reason): (Deed, &Outcome, &str),
    asked: &Asked,
) -> Result<HttpResponse, Error> {
    let (known, titles) = known(desk, outcome.keys()).await?;
    let done = (deed, outcome, reason);
    desk.page(&BatchDonePage::new(done, (&known, &titles), asked, &desk.path(""), desk.language))
}

/// Returns the stories that there are, and their titles.
async fn known(
    desk: &AtDesk,
    ids: impl Iterator<Item = &StoryId>,
) -> Result<(Vec<Candidate>, BTreeMap<StoryId, String>), Error> {
    let (mut conn, actor, ids) = (desk.db().await?, desk.actor(), ids.copied().collect::<Vec<_>>());
    let known = candidates(&conn, actor, &ids).await?;
    let titles = titles(&mut conn, &desk.app.keys, actor.organisation, &ids).await?;
    Ok((known, titles))
}
