//! Writing down what came of a story.

use super::{forms::NewLesson, model::Lesson, store};
use crate::{
    audit::{Actor, Verb},
    ids::{LessonId, OrganisationId, StoryId},
    platform::{
        db::{Tx, transaction},
        error::{Error, USED},
        i18n::Language,
        jobs::Failure,
        state::App,
        time,
    },
    stories::{self, Story, jobs::StoryWithdrawn},
};
use diesel_async::AsyncPgConnection;

/// Most lessons and actions under one story.
pub const MOST: usize = 20;

/// Returns a story, locked so that it is not withdrawn meanwhile.
async fn hold(tx: &mut Tx<'_>, organisation: OrganisationId, story: StoryId) -> Result<Story, Error> {
    let story = stories::store::lock(tx, organisation, story).await?;
    if story.status.is_erased() {
        return Err(Error::NotFound);
    }
    Ok(story)
}

/// Writes down what was learned from a told story, or will change. The same form sent twice is one.
///
/// # Errors
/// [`Error::NotFound`] when there is no such story, [`Error::Conflict`] with [`USED`] when there is another lesson of
/// this id, or else when the story was not told yet or enough came of it.
pub async fn add(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    story: StoryId,
    new: NewLesson,
    language: Language,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        let held = hold(&mut tx, actor.organisation, story).await?;
        if held.agreed_version.is_none() || held.published_week.is_none() {
            return Err(Error::Conflict("not told yet"));
        }
        let known = store::of_story(&mut tx, actor.organisation, story).await?;
        if let Some(known) = known.iter().find(|lesson| lesson.id == new.id) {
            let same = known.kind == new.kind && known.body == new.body;
            return if same { Ok(()) } else { Err(Error::Conflict(USED)) };
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
            actor.record(&mut tx, Verb::LessonAdded, story).await?;
        }
        Ok(())
    })
    .await
}

/// Marks an action as done, or as to be done after all.
///
/// # Errors
/// [`Error::NotFound`] when there is no such action.
pub async fn complete(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    story: StoryId,
    lesson: LessonId,
    done: bool,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        hold(&mut tx, actor.organisation, story).await?;
        if store::set_done(&mut tx, actor.organisation, story, lesson, done).await? {
            actor.record(&mut tx, Verb::LessonChanged, story).await?;
        }
        Ok(())
    })
    .await
}

/// Removes a lesson or an action.
///
/// # Errors
/// [`Error::NotFound`] when there is none of that id.
pub async fn remove(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    story: StoryId,
    lesson: LessonId,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        hold(&mut tx, actor.organisation, story).await?;
        store::remove(&mut tx, actor.organisation, story, lesson).await?;
        actor.record(&mut tx, Verb::LessonRemoved, story).await
    })
    .await
}

/// Removes what came of a story that its author took back, or whose time is over.
pub async fn forget_story(
    app: App,
    organisation: OrganisationId,
    job: StoryWithdrawn,
) -> Result<(), Failure> {
    let mut conn = app.db.tenant(organisation).await?;
    transaction(&mut conn, async |mut tx| {
        store::forget(&mut tx, organisation, job.story).await
    })
    .await?;
    Ok(())
}
