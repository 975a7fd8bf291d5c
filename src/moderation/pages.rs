//! The moderators' desk.
#![allow(clippy::missing_errors_doc, reason = "every handler fails with an error page")]

use super::{
    actions::{self, Review},
    forms::{Accept, Ask, Decline, Edit},
    lease::hold,
    store,
    views::{Queue, QueuePage, Reading, StoryPage, Typed},
};
use crate::{
    accounts::{
        Done, Permission,
        extract::{Desk, DeskForm},
    },
    coach::Own,
    ids::{StoryId, ThemeId},
    organisations,
    platform::{db::Conn, error::Error, web::form::Nothing},
    stories::{self, StoryStatus, StoryText},
};
use actix_web::{
    HttpResponse,
    web::{Path, Query},
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Stories on one page of the queue.
const PAGE: i64 = 50;

/// Which part of the queue.
#[derive(Deserialize)]
pub struct Part {
    status: Option<String>,
    page: Option<i64>,
}

/// `GET /desk/{org}/stories[?status=&page=]`
pub async fn queue(desk: Desk, part: Query<Part>) -> Result<HttpResponse, Error> {
    desk.may(Permission::ReviewStories)?;
    let status = part
        .status
        .as_deref()
        .map_or(Ok(StoryStatus::Submitted), str::parse);
    let status = status.map_err(|_| Error::NotFound)?;
    let page = part.page.unwrap_or(0).clamp(0, 10_000);
    let (id, keys) = (desk.organisation.id, &desk.app.keys);
    let mut conn = desk.db().await?;
    let counts = stories::store::counts(&mut conn, id).await?;
    let mut found = stories::store::queue(&mut conn, id, status, page * PAGE, PAGE + 1).await?;
    let more = found.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let ids: Vec<StoryId> = found.iter().map(|story| story.id).collect();
    let titles = stories::store::versions::titles(&mut conn, keys, id, &ids).await?;
    let mut leases = store::leases(&mut conn, id, &ids).await?;
    leases.retain(|_, lease| lease.until > desk.app.clock.now());
    let themes = theme_names(&desk, &mut conn).await?;
    let queue = Queue {
        status,
        counts: &counts,
        stories: &found,
        titles: &titles,
        leases: &leases,
        themes: &themes,
        page,
        more,
        today: desk.app.clock.today(),
    };
    desk.page(&QueuePage::new(&queue, &desk.path(""), desk.language))
}

async fn theme_names(desk: &Desk, conn: &mut Conn) -> Result<BTreeMap<ThemeId, String>, Error> {
    let themes = organisations::store::themes(conn, desk.organisation.id).await?;
    Ok(themes
        .into_iter()
        .map(|theme| (theme.id, theme.name(desk.language).to_owned()))
        .collect())
}

/// `GET /desk/{org}/stories/{story}`: reading one leaves a trace in the audit trail.
pub async fn story(desk: Desk, path: Path<(String, String)>) -> Result<HttpResponse, Error> {
    let review = review(&desk, &path.1)?;
    let page = story_page(&desk, review, Typed::default()).await?;
    actions::note_reading(&mut *desk.db().await?, review).await?;
    desk.page(&page)
}

/// `POST …/claim`
pub async fn claim(
    DeskForm { desk, .. }: DeskForm<Nothing>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    let review = review(&desk, &path.1)?;
    actions::claim(&mut *desk.db().await?, review).await?;
    Ok(to_story(&desk, review, Done::Claimed))
}

/// `POST …/claim/end`
pub async fn put_back(
    DeskForm { desk, .. }: DeskForm<Nothing>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    let review = review(&desk, &path.1)?;
    actions::put_back(&mut *desk.db().await?, review).await?;
    Ok(desk.done("/stories?status=in_review", Done::PutBack))
}

/// `POST …/versions`: saves an edited version.
pub async fn edit(
    DeskForm { desk, form }: DeskForm<Edit>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    let review = review(&desk, &path.1)?;
    let (before, after) = {
        let mut conn = desk.db().await?;
        newest(&desk, &mut conn, review.story).await?
    };
    if form.version.parse() != Ok(after) {
        return Err(Error::Conflict("edited meanwhile"));
    }
    match form.check(&before, desk.language) {
        Ok(text) => {
            let mut conn = desk.db().await?;
            actions::edit(&mut conn, &desk.app.keys, review, after, &text).await?;
            Ok(to_story(&desk, review, Done::Saved))
        }
        Err(errors) => {
            let typed = Typed {
                edit: Some(form),
                errors,
                ..Typed::default()
            };
            desk.invalid(&story_page(&desk, review, typed).await?)
        }
    }
}

async fn newest(desk: &Desk, conn: &mut Conn, id: StoryId) -> Result<(StoryText, i32), Error> {
    stories::store::story(conn, desk.organisation.id, id).await?;
    let mut versions =
        stories::store::versions::of_story(conn, &desk.app.keys, desk.organisation.id, id).await?;
    let newest = versions.pop().ok_or(Error::Conflict("erased"))?;
    Ok((newest.text, newest.number))
}

/// `POST …/questions`: asks the author something.
pub async fn ask(
    DeskForm { desk, form }: DeskForm<Ask>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    let review = review(&desk, &path.1)?;
    match form.check(desk.language) {
        Ok(question) => {
            actions::ask(&mut *desk.db().await?, &desk.app.keys, review, question).await?;
            Ok(to_story(&desk, review, Done::Asked))
        }
        Err(errors) => {
            let typed = Typed {
                ask: form,
                errors,
                ..Typed::default()
            };
            desk.invalid(&story_page(&desk, review, typed).await?)
        }
    }
}

/// `POST …/acceptance`
pub async fn accept(
    DeskForm { desk, form }: DeskForm<Accept>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    let review = review(&desk, &path.1)?;
    let mut conn = desk.db().await?;
    let (_, newest) = newest(&desk, &mut conn, review.story).await?;
    if !form.version.is_empty() && form.version.parse() != Ok(newest) {
        return Err(Error::Conflict("edited meanwhile"));
    }
    actions::accept(&mut conn, &desk.app.keys, review, newest).await?;
    Ok(to_story(&desk, review, Done::Accepted))
}

/// `POST …/refusal`
pub async fn decline(
    DeskForm { desk, form }: DeskForm<Decline>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    let review = review(&desk, &path.1)?;
    match form.check(desk.language) {
        Ok(reason) => {
            actions::decline(&mut *desk.db().await?, review, reason).await?;
            Ok(to_story(&desk, review, Done::Declined))
        }
        Err(errors) => {
            let typed = Typed {
                decline: form,
                errors,
                ..Typed::default()
            };
            desk.invalid(&story_page(&desk, review, typed).await?)
        }
    }
}

/// `POST …/reopening`
pub async fn reopen(
    DeskForm { desk, .. }: DeskForm<Nothing>,
    path: Path<(String, String)>,
) -> Result<HttpResponse, Error> {
    let review = review(&desk, &path.1)?;
    actions::reopen(&mut *desk.db().await?, review).await?;
    Ok(to_story(&desk, review, Done::Reopened))
}

fn to_story(desk: &Desk, review: Review, done: Done) -> HttpResponse {
    desk.done(&format!("/stories/{}", review.story), done)
}

/// The story of a path, for somebody who may review.
fn review(desk: &Desk, story: &str) -> Result<Review, Error> {
    desk.may(Permission::ReviewStories)?;
    let story = story.parse().map_err(|_| Error::NotFound)?;
    Ok(Review {
        organisation: desk.organisation.id,
        story,
        by: desk.staff,
        now: desk.app.clock.now(),
    })
}

async fn story_page(desk: &Desk, review: Review, typed: Typed) -> Result<StoryPage, Error> {
    let mut conn = desk.db().await?;
    let story = stories::store::story(&mut conn, review.organisation, review.story).await?;
    let versions =
        stories::store::versions::of_story(&mut conn, &desk.app.keys, review.organisation, review.story)
            .await?;
    let messages =
        stories::store::messages::of_story(&mut conn, &desk.app.keys, review.organisation, review.story)
            .await?;
    let lease = store::leases(&mut conn, review.organisation, &[review.story])
        .await?
        .remove(&review.story);
    let theme = match story.theme_id {
        Some(id) => theme_names(desk, &mut conn).await?.remove(&id),
        None => None,
    };
    let own = organisations::store::own_words::own_words(&mut conn, review.organisation).await?;
    let hold = hold(lease.as_ref(), review.by, review.now);
    let reading = Reading {
        story: &story,
        versions: &versions,
        messages: &messages,
        lease: lease.as_ref(),
        hold,
        theme,
        own: &Own::new(&own),
    };
    Ok(StoryPage::new(&reading, typed, &desk.path(""), desk.language))
}
