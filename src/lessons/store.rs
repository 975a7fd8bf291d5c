//! Lessons in the database.

use super::model::{Lesson, LessonKind};
use crate::{
    ids::{LessonId, OrganisationId, StoryId},
    platform::{db::Tx, error::Error},
    schema::lessons,
};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// Returns lessons, then actions, oldest week first.
pub async fn of_story(
    mut conn: &AsyncPgConnection,
    organisation: OrganisationId,
    story: StoryId,
) -> Result<Vec<Lesson>, Error> {
    let rows = lessons::table
        .filter(lessons::organisation_id.eq(organisation))
        .filter(lessons::story_id.eq(story))
        .order((lessons::kind.desc(), lessons::week, lessons::id))
        .select(Lesson::as_select());
    Ok(rows.load(&mut conn).await?)
}

/// Inserts a lesson, unless it is there already; tells whether it was inserted.
pub async fn insert(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    story: StoryId,
    lesson: &Lesson,
) -> Result<bool, Error> {
    let added = diesel::insert_into(lessons::table)
        .values((lessons::organisation_id.eq(organisation), lessons::story_id.eq(story), lesson))
        .on_conflict_do_nothing()
        .execute(&mut **tx)
        .await?;
    Ok(added == 1)
}

/// Marks an action as done or not done; tells whether that was a change.
pub async fn set_done(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    story: StoryId,
    lesson: LessonId,
    done: bool,
) -> Result<bool, Error> {
    let one = lessons::table.find((organisation, story, lesson)).filter(lessons::kind.eq(LessonKind::Action));
    let before: bool = one.select(lessons::done).first(&mut **tx).await?;
    diesel::update(lessons::table.find((organisation, story, lesson)))
        .set(lessons::done.eq(done))
        .execute(&mut **tx)
        .await?;
    Ok(before != done)
}

pub async fn remove(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    story: StoryId,
    lesson: LessonId,
) -> Result<(), Error> {
    let one = lessons::table.find((organisation, story, lesson));
    match diesel::delete(one).execute(&mut **tx).await? {
        0 => Err(Error::NotFound),
        _ => Ok(()),
    }
}

/// Removes all lessons of a story.
pub async fn forget(tx: &mut Tx<'_>, organisation: OrganisationId, story: StoryId) -> Result<(), Error> {
    let all =
        lessons::table.filter(lessons::organisation_id.eq(organisation)).filter(lessons::story_id.eq(story));
    diesel::delete(all).execute(&mut **tx).await?;
    Ok(())
}
