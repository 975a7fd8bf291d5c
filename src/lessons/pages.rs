//! Desk page for the lessons of a told story.

use super::{
    actions,
    forms::{AddLesson, Completion},
    store,
    views::{LessonsPage, ToldStory},
};
use crate::{
    accounts::{
        Done, Permission,
        extract::{AtDesk, Desk, DeskForm},
        may::WriteLessons,
    },
    ids::{LessonId, StoryId},
    platform::{
        error::Error,
        web::{
            form::{FieldErrors, Nothing},
            id,
        },
    },
    stories::{self, StoryStatus},
};
use actix_web::{HttpResponse, web::Path};

/// `{org}`, `{told}`
type OfStory = Path<(String, String)>;
/// `{org}`, `{told}`, `{lesson}`
type OfLesson = Path<(String, String, String)>;

/// `GET /desk/{org}/stories/{told}/lessons`
pub async fn lessons(desk: Desk<WriteLessons>, path: OfStory) -> Result<HttpResponse, Error> {
    let story = id(&path.1)?;
    let page = page(&desk, story, AddLesson::empty(), FieldErrors::default()).await?;
    desk.page(&page)
}

/// `POST /desk/{org}/stories/{told}/lessons`
pub async fn add(
    DeskForm { desk, mut form, .. }: DeskForm<AddLesson, WriteLessons>,
    path: OfStory,
) -> Result<HttpResponse, Error> {
    let story = id(&path.1)?;
    let made = match form.check(desk.language) {
        Ok(new) => actions::add(&mut *desk.db().await?, desk.actor(), story, new, desk.language)
            .await?
            .or_renew(&mut form.id, LessonId::new(), desk.language),
        Err(errors) => Err(errors),
    };
    match made {
        Ok(()) => Ok(back(&desk, story, Done::ADDED)),
        Err(errors) => desk.invalid(&page(&desk, story, form, errors).await?),
    }
}

/// `POST …/lessons/{lesson}/completion`
pub async fn complete(
    DeskForm { desk, form, .. }: DeskForm<Completion, WriteLessons>,
    path: OfLesson,
) -> Result<HttpResponse, Error> {
    let story = id(&path.1)?;
    let lesson = id(&path.2)?;
    let done = form.check().ok_or(Error::Malformed("done"))?;
    actions::complete(&mut *desk.db().await?, desk.actor(), story, lesson, done).await?;
    Ok(back(&desk, story, Done::SAVED))
}

/// `POST …/lessons/{lesson}/removal`
pub async fn remove(
    DeskForm { desk, .. }: DeskForm<Nothing, WriteLessons>,
    path: OfLesson,
) -> Result<HttpResponse, Error> {
    let story = id(&path.1)?;
    let lesson = id(&path.2)?;
    actions::remove(&mut *desk.db().await?, desk.actor(), story, lesson).await?;
    Ok(back(&desk, story, Done::REMOVED))
}

fn back(desk: &AtDesk, story: StoryId, done: Done) -> HttpResponse {
    desk.done(&format!("/stories/{story}/lessons"), done)
}

/// Makes the page. A story that was neither accepted nor told is not found: not everybody who may write lessons may know
/// of it.
async fn page(
    desk: &AtDesk,
    story: StoryId,
    form: AddLesson,
    errors: FieldErrors,
) -> Result<LessonsPage, Error> {
    let (organisation, id) = (desk.organisation.id, story);
    let mut conn = desk.db().await?;
    let story = stories::store::story(&mut conn, organisation, id).await?;
    let released = story.published_week.is_some();
    let known = story.status == StoryStatus::Accepted || released;
    if !known || story.status.is_erased() {
        return Err(Error::NotFound);
    }
    let told = stories::store::told(&mut conn, &desk.app.keys, organisation, &[id]).await?;
    let told = told.into_values().next().map(|told| ToldStory {
        title: told.title,
        language: told.language,
        released,
    });
    let lessons = store::of_story(&conn, organisation, id).await?;
    let back =
        if desk.can(Permission::ReviewStories) { format!("/stories/{id}") } else { "/events".to_owned() };
    Ok(LessonsPage::new(
        told,
        &lessons,
        form,
        errors,
        (desk.path(&format!("/stories/{id}/lessons")), desk.path(&back)),
        desk.language,
    ))
}
