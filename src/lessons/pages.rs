//! The desk page under a told story.
#![allow(clippy::missing_errors_doc, reason = "every handler fails with an error page")]

use super::{
    actions::{self, Under},
    forms::{AddLesson, Completion},
    store,
    views::{LessonsPage, Told},
};
use crate::{
    accounts::{
        Done, Permission,
        extract::{Desk, DeskForm},
    },
    ids::LessonId,
    platform::{
        error::{Error, USED},
        web::form::{FieldErrors, Nothing},
    },
    stories::{self, StoryStatus},
};
use actix_web::{HttpResponse, web::Path};

/// `{org}`, `{told}`
type OfStory = Path<(String, String)>;
/// `{org}`, `{told}`, `{lesson}`
type OfLesson = Path<(String, String, String)>;

/// `GET /desk/{org}/stories/{told}/lessons`
pub async fn lessons(desk: Desk, path: OfStory) -> Result<HttpResponse, Error> {
    let under = under(&desk, &path.1)?;
    let page = page(&desk, under, AddLesson::empty(), FieldErrors::default()).await?;
    desk.page(&page)
}

/// `POST /desk/{org}/stories/{told}/lessons`
pub async fn add(
    DeskForm { desk, mut form }: DeskForm<AddLesson>,
    path: OfStory,
) -> Result<HttpResponse, Error> {
    let under = under(&desk, &path.1)?;
    let errors = match form.check(desk.language) {
        Ok(new) => match actions::add(&mut *desk.db().await?, under, new, desk.language).await {
            Ok(()) => return Ok(back(&desk, under, Done::Added)),
            Err(Error::Conflict(USED)) => {
                form.id = LessonId::new().to_string();
                FieldErrors::used(desk.language)
            }
            Err(error) => return Err(error),
        },
        Err(errors) => errors,
    };
    desk.invalid(&page(&desk, under, form, errors).await?)
}

/// `POST …/lessons/{lesson}/completion`
pub async fn complete(
    DeskForm { desk, form }: DeskForm<Completion>,
    path: OfLesson,
) -> Result<HttpResponse, Error> {
    let under = under(&desk, &path.1)?;
    let lesson = path.2.parse().map_err(|_| Error::NotFound)?;
    let done = form.check().ok_or(Error::Malformed("done"))?;
    actions::complete(&mut *desk.db().await?, under, lesson, done).await?;
    Ok(back(&desk, under, Done::Saved))
}

/// `POST …/lessons/{lesson}/removal`
pub async fn remove(DeskForm { desk, .. }: DeskForm<Nothing>, path: OfLesson) -> Result<HttpResponse, Error> {
    let under = under(&desk, &path.1)?;
    let lesson = path.2.parse().map_err(|_| Error::NotFound)?;
    actions::remove(&mut *desk.db().await?, under, lesson).await?;
    Ok(back(&desk, under, Done::Removed))
}

fn back(desk: &Desk, under: Under, done: Done) -> HttpResponse {
    desk.done(&format!("/stories/{}/lessons", under.story), done)
}

/// The story of a path, for somebody who may write under it.
fn under(desk: &Desk, story: &str) -> Result<Under, Error> {
    desk.may(Permission::WriteLessons)?;
    Ok(Under {
        organisation: desk.organisation.id,
        story: story.parse().map_err(|_| Error::NotFound)?,
        by: desk.staff,
        now: desk.app.clock.now(),
    })
}

/// The page. There is none under a story that was neither accepted nor told: not everybody who may write lessons may
/// know of it.
async fn page(desk: &Desk, under: Under, form: AddLesson, errors: FieldErrors) -> Result<LessonsPage, Error> {
    let (organisation, id) = (under.organisation, under.story);
    let mut conn = desk.db().await?;
    let story = stories::store::story(&mut conn, organisation, id).await?;
    let released = story.published_week.is_some();
    let known = story.status == StoryStatus::Accepted || released;
    if !known || story.status.is_erased() {
        return Err(Error::NotFound);
    }
    let told = stories::store::told(&mut conn, &desk.app.keys, organisation, &[id]).await?;
    let told = told.into_values().next().map(|told| Told {
        title: told.title,
        language: told.language,
        released,
    });
    let lessons = store::of_story(&mut conn, organisation, id).await?;
    let back = if desk.can(Permission::ReviewStories) {
        format!("/stories/{id}")
    } else {
        "/events".to_owned()
    };
    Ok(LessonsPage::new(
        told,
        &lessons,
        form,
        errors,
        (desk.path(&format!("/stories/{id}/lessons")), desk.path(&back)),
        desk.language,
    ))
}
