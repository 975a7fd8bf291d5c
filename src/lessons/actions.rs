//! Adding, changing and removing lessons.

use super::{forms::NewLesson, model::Lesson, store};
use crate::{
    audit::{Actor, Verb},
    ids::{LessonId, OrganisationId, StoryId},
    platform::{
        db::{Tx, transaction},
        error::Error,
        i18n::Language,
        jobs::Failure,
        state::App,
        time,
        web::once::Made,
    },
    stories::{self, Story, jobs::StoryWithdrawn},
};
use diesel_async::AsyncPgConnection;

/// Most lessons and actions under one story.
pub const MOST: usize = 20;

/// Locks a story, so that it is not withdrawn meanwhile.
async fn lock_story(tx: &mut Tx<'_>, organisation: OrganisationId, story: StoryId) -> Result<Story, Error> {
    let story = stories::store::lock(tx, organisation, story).await?;
    if story.status.is_erased() {
        return Err(Error::NotFound);
    }
    Ok(story)
}

/// Adds a lesson or an action to a told story.
///
/// # Errors
/// [`Error::Conflict`] when the story was not told yet or has [`MOST`] already.
pub async fn add(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    story: StoryId,
    new: NewLesson,
    language: Language,
) -> Result<Made, Error> {
    transaction(conn, async |mut tx| {
        let told = lock_story(&mut tx, actor.organisation, story).await?;
        if told.agreed_version.is_none() || told.published_week.is_none() {
            return Err(Error::Conflict("not told yet"));
        }
        let known = store::of_story(&tx, actor.organisation, story).await?;
        if let Some(known) = known.iter().find(|lesson| lesson.id == new.id) {
            return Ok(Made::before(known.kind == new.kind && known.body == new.body));
        }
        if known.len() >= MOST {
            return Err(Error::Conflict("enough came of it"));
        }
        let lesson = Lesson {
            id: new.id,
            kind: new.kind,
            done: false,
            week: time::iso_week(actor.now.date_naive()),
            language,
            body: new.body,
        };
        if store::insert(&mut tx, actor.organisation, story, &lesson).await? {
            actor.record(&mut tx, Verb("lesson_added"), story).await?;
        }
        Ok(Made::Created)
    })
    .await
}

/// Marks an action as done or not done.
pub async fn complete(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    story: StoryId,
    lesson: LessonId,
    done: bool,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        lock_story(&mut tx, actor.organisation, story).await?;
        if store::set_done(&mut tx, actor.organisation, story, lesson, done).await? {
            actor.record(&mut tx, Verb("lesson_changed"), story).await?;
        }
        Ok(())
    })
    .await
}

pub async fn remove(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    story: StoryId,
    lesson: LessonId,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        lock_story(&mut tx, actor.organisation, story).await?;
        store::remove(&mut tx, actor.organisation, story, lesson).await?;
        actor.record(&mut tx, Verb("lesson_removed"), story).await
    })
    .await
}

/// Removes the lessons of a story that was withdrawn or has expired.
pub async fn forget_story(
    app: App,
    organisation: OrganisationId,
    job: StoryWithdrawn,
) -> Result<(), Failure> {
    let mut conn = app.db.tenant(organisation).await?;
    transaction(&mut conn, async |mut tx| store::forget(&mut tx, organisation, job.story).await).await?;
    Ok(())
}
