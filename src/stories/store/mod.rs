//! Stories in the database.

pub mod consents;
pub mod expiry;
pub mod memos;
pub mod messages;
pub mod queue;
pub mod reader_questions;
pub mod versions;

use self::versions::{VersionRow, opened};
use super::{
    model::{Anonymity, HiddenBy, RefusalKind, Story, Told},
    stage::Stage,
    status::StoryStatus,
    text::StoryText,
};
use crate::{
    ids::{OrganisationId, StoryId},
    organisations::Readers,
    platform::{db::Tx, error::Error, keys::Keys},
    readers::Reach,
    schema::{library_texts, stories, story_versions},
};
use diesel::{
    dsl::{case_when, count, count_star},
    prelude::*,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::collections::{BTreeMap, BTreeSet};

pub async fn insert(tx: &mut Tx<'_>, story: &Story) -> Result<(), Error> {
    diesel::insert_into(stories::table).values(story).execute(&mut **tx).await?;
    Ok(())
}

/// Returns a story of an organisation.
pub async fn story(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    id: StoryId,
) -> Result<Story, Error> {
    Ok(stories::table.find((organisation, id)).select(Story::as_select()).first(conn).await?)
}

/// Locks a story until the transaction ends.
pub async fn lock(tx: &mut Tx<'_>, organisation: OrganisationId, id: StoryId) -> Result<Story, Error> {
    let row = stories::table.find((organisation, id)).select(Story::as_select()).for_update();
    Ok(row.first(&mut **tx).await?)
}

/// Locks several stories until the transaction ends. Whoever locks more than one thing begins with stories, in the order
/// of their ids, as all do; only then comes what hangs on them, such as texts in the library, presses and places in
/// packs. So no two transactions wait for each other.
pub async fn lock_all(tx: &mut Tx<'_>, organisation: OrganisationId, ids: &[StoryId]) -> Result<(), Error> {
    let rows = stories::table
        .filter(stories::organisation_id.eq(organisation))
        .filter(stories::id.eq_any(ids))
        .order(stories::id)
        .select(stories::id)
        .for_no_key_update();
    rows.load::<StoryId>(&mut **tx).await.map(drop)?;
    Ok(())
}

/// Columns that change together with the status.
#[derive(Debug, Default, AsChangeset)]
#[diesel(table_name = stories, treat_none_as_null = true)]
pub struct Outcome {
    pub told_version: Option<i32>,
    pub refusal: Option<String>,
    pub refusal_kind: Option<RefusalKind>,
    pub asked_week: Option<String>,
    pub agreed_version: Option<i32>,
}

/// Sets the status of a story in `week`.
///
/// # Errors
/// [`Error::Conflict`] when its status is not that of `story` any more.
pub async fn advance(
    tx: &mut Tx<'_>,
    story: &Story,
    to: StoryStatus,
    outcome: Outcome,
    week: &str,
) -> Result<(), Error> {
    let same = stories::table
        .filter(stories::organisation_id.eq(story.organisation_id))
        .filter(stories::id.eq(story.id))
        .filter(stories::status.eq(story.status));
    let moved = diesel::update(same)
        .set((stories::status.eq(to), stories::changed_week.eq(week), outcome))
        .execute(&mut **tx)
        .await?;
    if moved == 1 { Ok(()) } else { Err(Error::Conflict("story moved on")) }
}

/// Records a step in `week`: the story's life starts again.
pub async fn note_step(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    id: StoryId,
    week: &str,
) -> Result<(), Error> {
    diesel::update(stories::table.find((organisation, id)))
        .set(stories::changed_week.eq(week))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Writes who hides a story from every page. It is no step: the life of the story goes on.
pub async fn set_hidden(tx: &mut Tx<'_>, story: &Story, by: Option<HiddenBy>) -> Result<(), Error> {
    diesel::update(stories::table.find((story.organisation_id, story.id)))
        .set(stories::hidden_by.eq(by))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn set_anonymity(tx: &mut Tx<'_>, story: &Story, anonymity: Anonymity) -> Result<(), Error> {
    diesel::update(stories::table.find((story.organisation_id, story.id)))
        .set(stories::anonymity.eq(anonymity))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Counts the stories of an organisation in each stage.
pub async fn counts(
    mut conn: &AsyncPgConnection,
    organisation: OrganisationId,
) -> Result<BTreeMap<Stage, i64>, Error> {
    let agreed = stories::agreed_version.is_not_null();
    let rows: Vec<(StoryStatus, i64, i64, i64)> = stories::table
        .filter(stories::organisation_id.eq(organisation))
        .group_by(stories::status)
        .select((
            stories::status,
            count_star(),
            count(stories::agreed_version),
            count(case_when(agreed, stories::published_week)),
        ))
        .load(&mut conn)
        .await?;
    let mut counts = BTreeMap::new();
    for (status, all, agreed, told) in rows {
        if status == StoryStatus::Accepted {
            counts.extend([
                (Stage::Waiting, all - agreed),
                (Stage::Ready, agreed - told),
                (Stage::Told, told),
            ]);
        } else {
            counts.insert(Stage::new(status, false, false), all);
        }
    }
    Ok(counts)
}

/// Returns the stories among `ids` that may be told now: accepted, agreed to by their authors, and not hidden.
pub async fn told(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    organisation: OrganisationId,
    ids: &[StoryId],
) -> Result<BTreeMap<StoryId, Told>, Error> {
    load_told(conn, keys, organisation, Some(ids)).await
}

/// Returns all stories that may be told now.
pub async fn all_told(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    organisation: OrganisationId,
) -> Result<Vec<Told>, Error> {
    Ok(load_told(conn, keys, organisation, None).await?.into_values().collect())
}

/// Returns those of `ids` that stand in the library, as far as somebody may read.
pub async fn readable(
    mut conn: &AsyncPgConnection,
    organisation: OrganisationId,
    reach: Reach,
    ids: &[StoryId],
) -> Result<BTreeSet<StoryId>, Error> {
    let rows: Vec<(StoryId, Readers)> = library_texts::table
        .filter(library_texts::organisation_id.eq(organisation))
        .filter(library_texts::story_id.eq_any(ids))
        .select((library_texts::story_id, library_texts::readers))
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().filter(|(_, readers)| reach.covers(*readers)).map(|(id, _)| id).collect())
}

/// Returns the numbers of the versions that authors agreed to.
pub async fn agreed_versions(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    ids: &[StoryId],
) -> Result<BTreeMap<StoryId, i32>, Error> {
    let rows: Vec<(StoryId, Option<i32>)> = stories::table
        .filter(stories::organisation_id.eq(organisation))
        .filter(stories::id.eq_any(ids))
        .select((stories::id, stories::agreed_version))
        .load(conn)
        .await?;
    let agreed = |(id, version): (StoryId, Option<i32>)| Some((id, version?));
    Ok(rows.into_iter().filter_map(agreed).collect())
}

async fn load_told(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    organisation: OrganisationId,
    only: Option<&[StoryId]>,
) -> Result<BTreeMap<StoryId, Told>, Error> {
    let mut query = stories::table
        .inner_join(
            story_versions::table.on(story_versions::organisation_id
                .eq(stories::organisation_id)
                .and(story_versions::story_id.eq(stories::id))
                .and(story_versions::number.nullable().eq(stories::agreed_version))),
        )
        .filter(stories::organisation_id.eq(organisation))
        .filter(stories::status.eq(StoryStatus::Accepted))
        .filter(stories::hidden_by.is_null())
        .select((Story::as_select(), VersionRow::as_select()))
        .into_boxed();
    if let Some(ids) = only {
        query = query.filter(stories::id.eq_any(ids));
    }
    let rows: Vec<(Story, VersionRow)> = query.load(conn).await?;
    let mut all = BTreeMap::new();
    for (story, row) in rows {
        if let Some(version) = opened(keys, organisation, row)? {
            all.insert(story.id, as_told(story, version));
        }
    }
    Ok(all)
}

fn as_told(story: Story, version: versions::Version) -> Told {
    let text = StoryText { email: None, ..version.text };
    Told {
        id: story.id,
        version: version.number,
        title: text.title.clone(),
        text,
        language: story.language,
        theme: story.theme_id,
        told_by: story.told_by,
        anonymity: story.anonymity,
        readers: story.readers,
        facts: version.facts,
    }
}
