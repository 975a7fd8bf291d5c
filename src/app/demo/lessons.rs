//! What came of stories that were told.

use super::{content, notes::Notes, stories};
use crate::{
    audit::Actor,
    ids::LessonId,
    lessons::{actions, forms::NewLesson, store},
    platform::state::App,
};

/// Writes down what came of a story. Goes on where it stopped.
pub async fn write(
    app: &App,
    actor: Actor,
    lesson: &content::Lesson,
    notes: &mut Notes,
) -> anyhow::Result<()> {
    let Some(story) = stories::find(app, actor.organisation, notes, &lesson.story).await? else {
        return Ok(());
    };
    let mut conn = app.db.tenant(actor.organisation).await?;
    let known = store::of_story(&mut conn, actor.organisation, story).await?;
    if known.iter().any(|known| known.body == lesson.body) {
        return Ok(());
    }
    let new = NewLesson {
        id: LessonId::new(),
        kind: lesson.kind,
        body: lesson.body.clone(),
    };
    let id = new.id;
    actions::add(&mut conn, actor, story, new, lesson.language).await?;
    if lesson.done {
        actions::complete(&mut conn, actor, story, id, true).await?;
    }
    Ok(())
}
