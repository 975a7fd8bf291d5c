//! Writing down what came of a story.

use super::{forms::NewLesson, model::Lesson, store};
use crate::{
    audit::{self, Verb},
    ids::{LessonId, OrganisationId, StaffId, StoryId},
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
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;

/// Most lessons and actions under one story.
pub const MOST: usize = 20;

/// Who writes under which story, and when.
#[derive(Debug, Clone, Copy)]
pub struct Under {
    /// Whose.
    pub organisation: OrganisationId,
    /// Which story.
    pub story: StoryId,
    /// Who.
    pub by: StaffId,
    /// When.
    pub now: DateTime<Utc>,
}

impl Under {
    /// The story, held so that it is not taken back meanwhile.
    async fn hold(self, tx: &mut Tx<'_>) -> Result<Story, Error> {
        let story = stories::store::hold(tx, self.organisation, self.story).await?;
        if story.status.is_erased() {
            return Err(Error::NotFound);
        }
        Ok(story)
    }

    async fn record(self, tx: &mut Tx<'_>, verb: Verb) -> Result<(), Error> {
        let object = Some(self.story.untyped());
        audit::record(tx, self.organisation, Some(self.by), verb, object, self.now).await
    }
}

/// Writes down what was learned from a told story, or will change. The same form sent twice is one.
///
/// # Errors
/// [`Error::NotFound`] when there is no such story, [`Error::Conflict`] with [`USED`] when there is another lesson of
/// this id, or else when the story was not told yet or enough came of it.
pub async fn add(
    conn: &mut AsyncPgConnection,
    under: Under,
    new: NewLesson,
    language: Language,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        let story = under.hold(&mut tx).await?;
        if story.agreed_version.is_none() || story.published_week.is_none() {
            return Err(Error::Conflict("not told yet"));
        }
        let known = store::of_story(&mut tx, under.organisation, under.story).await?;
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
            week: time::iso_week(under.now.date_naive()),
            language,
            body: new.body,
        };
        if store::insert(&mut tx, under.organisation, under.story, &lesson).await? {
            under.record(&mut tx, Verb::LessonAdded).await?;
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
    under: Under,
    lesson: LessonId,
    done: bool,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        under.hold(&mut tx).await?;
        if store::set_done(&mut tx, under.organisation, under.story, lesson, done).await? {
            under.record(&mut tx, Verb::LessonChanged).await?;
        }
        Ok(())
    })
    .await
}

/// Removes a lesson or an action.
///
/// # Errors
/// [`Error::NotFound`] when there is none of that id.
pub async fn remove(conn: &mut AsyncPgConnection, under: Under, lesson: LessonId) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        under.hold(&mut tx).await?;
        store::remove(&mut tx, under.organisation, under.story, lesson).await?;
        under.record(&mut tx, Verb::LessonRemoved).await
    })
    .await
}

/// Removes what came of a story that its author took back, or whose time is over.
///
/// # Errors
/// Any database error, to try again.
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
