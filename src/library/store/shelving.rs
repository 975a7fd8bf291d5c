//! Stories on their way to the library.

use crate::{
    ids::{OrganisationId, StoryId},
    library::model::Readable,
    platform::{db::Tx, error::Error},
    schema::{library_texts, stories},
    stories::{StoryStatus, ToldBy},
};
use diesel::{
    dsl::{exists, not},
    prelude::*,
};
use diesel_async::RunQueryDsl;

/// A story on its way.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = stories, check_for_backend(diesel::pg::Pg))]
pub struct Candidate {
    pub id: StoryId,
    pub told_by: ToldBy,
    /// Week in which it came to the library before.
    pub shelved_week: Option<String>,
}

/// Locks and returns stories that may be read as far as they themselves go, after the story `after`, in the order of
/// their ids.
pub async fn candidates(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    after: StoryId,
    most: i64,
) -> Result<Vec<Candidate>, Error> {
    let shelved = library_texts::table
        .filter(library_texts::organisation_id.eq(stories::organisation_id))
        .filter(library_texts::story_id.eq(stories::id));
    let rows = stories::table
        .filter(stories::organisation_id.eq(organisation))
        .filter(stories::id.gt(after))
        .filter(stories::status.eq(StoryStatus::Accepted))
        .filter(stories::agreed_version.is_not_null())
        .filter(stories::for_library)
        .filter(stories::hidden_by.is_null())
        .filter(not(exists(shelved)))
        .order(stories::id)
        .limit(most)
        .select(Candidate::as_select())
        .for_update();
    Ok(rows.load(&mut **tx).await?)
}

/// Notes the week in which stories came to the library, unless it is noted.
pub async fn note_week(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    ids: &[StoryId],
    week: &str,
) -> Result<(), Error> {
    let first = stories::table
        .filter(stories::organisation_id.eq(organisation))
        .filter(stories::id.eq_any(ids))
        .filter(stories::shelved_week.is_null());
    diesel::update(first).set(stories::shelved_week.eq(week)).execute(&mut **tx).await?;
    Ok(())
}

pub async fn insert(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    readable: &[Readable],
) -> Result<(), Error> {
    let row = |text| (library_texts::organisation_id.eq(organisation), text);
    let rows: Vec<_> = readable.iter().map(row).collect();
    diesel::insert_into(library_texts::table)
        .values(rows)
        .on_conflict_do_nothing()
        .execute(&mut **tx)
        .await?;
    Ok(())
}
