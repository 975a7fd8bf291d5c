//! What came of stories that were told.

use super::{content, notes::Notes, stories};
use crate::{
    ids::{LessonId, OrganisationId, StaffId},
    lessons::{
        actions::{self, Under},
        forms::NewLesson,
        store,
    },
    platform::state::App,
};

/// Writes down what came of a story. Goes on where it stopped.
///
/// # Errors
/// Any database error.
pub async fn write(
    app: &App,
    organisation: OrganisationId,
    by: StaffId,
    lesson: &content::Lesson,
    notes: &mut Notes,
) -> anyhow::Result<()> {
    let Some(story) = stories::find(app, organisation, notes, &lesson.story).await? else {
        return Ok(());
    };
    let mut conn = app.db.tenant(organisation).await?;
    let known = store::of_story(&mut conn, organisation, story).await?;
    if known.iter().any(|known| known.body == lesson.body) {
        return Ok(());
    }
    let under = Under {
        organisation,
        story,
        by,
        now: app.clock.now(),
    };
    let new = NewLesson {
        id: LessonId::new(),
        kind: lesson.kind,
        body: lesson.body.clone(),
    };
    let id = new.id;
    actions::add(&mut conn, under, new, lesson.language).await?;
    if lesson.done {
        actions::complete(&mut conn, under, id, true).await?;
    }
    Ok(())
}
