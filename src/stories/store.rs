//! Stories and their versions in the database.

use super::{
    model::{Story, Told},
    status::StoryStatus,
    text::StoryText,
    vault::{self, Place, Sealed},
};
use crate::{
    ids::{OrganisationId, StoryId},
    platform::{db::Tx, error::Error, keys::Keys},
    schema::{stories, story_versions},
};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::collections::BTreeMap;

/// Adds a story.
///
/// # Errors
/// Any database error.
pub async fn insert(tx: &mut Tx<'_>, story: &Story) -> Result<(), Error> {
    diesel::insert_into(stories::table)
        .values(story)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Adds a version.
///
/// # Errors
/// [`Error::Conflict`] when there is one of that number already.
pub async fn insert_version(tx: &mut Tx<'_>, place: Place, sealed: &Sealed) -> Result<(), Error> {
    let added = diesel::insert_into(story_versions::table)
        .values((
            story_versions::organisation_id.eq(place.organisation),
            story_versions::story_id.eq(place.story),
            story_versions::number.eq(place.number),
            story_versions::key_month.eq(&sealed.key_month),
            story_versions::wrapped_key.eq(&sealed.wrapped_key),
            story_versions::sealed.eq(&sealed.sealed),
        ))
        .on_conflict_do_nothing()
        .execute(&mut **tx)
        .await?;
    if added == 1 {
        Ok(())
    } else {
        Err(Error::Conflict("version"))
    }
}

/// A story.
///
/// # Errors
/// [`Error::NotFound`] when the organisation has none of that id.
pub async fn story(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    id: StoryId,
) -> Result<Story, Error> {
    Ok(stories::table
        .find((organisation, id))
        .select(Story::as_select())
        .first(conn)
        .await?)
}

/// A story, held until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when the organisation has none of that id.
pub async fn hold(tx: &mut Tx<'_>, organisation: OrganisationId, id: StoryId) -> Result<Story, Error> {
    let row = stories::table
        .find((organisation, id))
        .select(Story::as_select())
        .for_update();
    Ok(row.first(&mut **tx).await?)
}

/// What changes together with a status.
#[derive(Debug, Default, AsChangeset)]
#[diesel(table_name = stories, treat_none_as_null = true)]
pub struct Outcome {
    /// The version that is told.
    pub told_version: Option<i32>,
    /// Why it is not.
    pub refusal: Option<String>,
}

/// Moves a story from one status to the next, unless it moved meanwhile.
///
/// # Errors
/// [`Error::Conflict`] when it is no longer `from`.
pub async fn advance(tx: &mut Tx<'_>, story: &Story, to: StoryStatus, outcome: Outcome) -> Result<(), Error> {
    let same = stories::table
        .filter(stories::organisation_id.eq(story.organisation_id))
        .filter(stories::id.eq(story.id))
        .filter(stories::status.eq(story.status));
    let moved = diesel::update(same)
        .set((stories::status.eq(to), outcome))
        .execute(&mut **tx)
        .await?;
    if moved == 1 {
        Ok(())
    } else {
        Err(Error::Conflict("story moved on"))
    }
}

/// Erases all versions of a story: without their keys nothing can open them, here or in a backup.
///
/// # Errors
/// Any database error.
pub async fn erase(tx: &mut Tx<'_>, organisation: OrganisationId, id: StoryId) -> Result<(), Error> {
    let all = story_versions::table
        .filter(story_versions::organisation_id.eq(organisation))
        .filter(story_versions::story_id.eq(id));
    diesel::update(all)
        .set((
            story_versions::wrapped_key.eq(None::<Vec<u8>>),
            story_versions::sealed.eq(None::<Vec<u8>>),
        ))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// How many stories an organisation has in each status.
///
/// # Errors
/// Any database error.
pub async fn counts(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
) -> Result<BTreeMap<StoryStatus, i64>, Error> {
    let rows: Vec<(StoryStatus, i64)> = stories::table
        .filter(stories::organisation_id.eq(organisation))
        .group_by(stories::status)
        .select((stories::status, diesel::dsl::count_star()))
        .load(conn)
        .await?;
    Ok(rows.into_iter().collect())
}

/// A page of stories in a status, by week and, within it, in no order that means anything.
///
/// # Errors
/// Any database error.
pub async fn queue(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    status: StoryStatus,
    skip: i64,
    most: i64,
) -> Result<Vec<Story>, Error> {
    let rows = stories::table
        .filter(stories::organisation_id.eq(organisation))
        .filter(stories::status.eq(status))
        .order((stories::week, stories::id))
        .offset(skip)
        .limit(most)
        .select(Story::as_select());
    Ok(rows.load(conn).await?)
}

type VersionRow = (StoryId, i32, String, Option<Vec<u8>>, Option<Vec<u8>>);

fn opened(keys: &Keys, organisation: OrganisationId, row: VersionRow) -> Result<Option<Version>, Error> {
    let (story, number, key_month, wrapped_key, sealed) = row;
    let (Some(wrapped_key), Some(sealed)) = (wrapped_key, sealed) else {
        return Ok(None);
    };
    let place = Place {
        organisation,
        story,
        number,
    };
    let text = vault::open(
        keys,
        place,
        &Sealed {
            key_month,
            wrapped_key,
            sealed,
        },
    )?;
    Ok(Some(Version { story, number, text }))
}

/// One version, opened.
#[derive(Debug, Clone)]
pub struct Version {
    /// Of which story.
    pub story: StoryId,
    /// Its number; 1 is the author's own.
    pub number: i32,
    /// Its words.
    pub text: StoryText,
}

/// The versions of a story that were not erased, oldest first.
///
/// # Errors
/// Any database error, or when one cannot be opened.
pub async fn versions(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    organisation: OrganisationId,
    id: StoryId,
) -> Result<Vec<Version>, Error> {
    let rows: Vec<VersionRow> = story_versions::table
        .filter(story_versions::organisation_id.eq(organisation))
        .filter(story_versions::story_id.eq(id))
        .order(story_versions::number)
        .select((
            story_versions::story_id,
            story_versions::number,
            story_versions::key_month,
            story_versions::wrapped_key,
            story_versions::sealed,
        ))
        .load(conn)
        .await?;
    rows.into_iter()
        .filter_map(|row| opened(keys, organisation, row).transpose())
        .collect()
}

/// Titles of stories, from their newest versions.
///
/// # Errors
/// Any database error, or when one cannot be opened.
pub async fn titles(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    organisation: OrganisationId,
    ids: &[StoryId],
) -> Result<BTreeMap<StoryId, String>, Error> {
    let rows: Vec<VersionRow> = story_versions::table
        .filter(story_versions::organisation_id.eq(organisation))
        .filter(story_versions::story_id.eq_any(ids))
        .distinct_on(story_versions::story_id)
        .order((story_versions::story_id, story_versions::number.desc()))
        .select((
            story_versions::story_id,
            story_versions::number,
            story_versions::key_month,
            story_versions::wrapped_key,
            story_versions::sealed,
        ))
        .load(conn)
        .await?;
    let all = rows
        .into_iter()
        .filter_map(|row| opened(keys, organisation, row).transpose());
    all.map(|version| version.map(|version| (version.story, version.text.title)))
        .collect()
}

/// Which of `ids` are accepted now, as they are told. A withdrawn one is simply absent.
///
/// # Errors
/// Any database error, or when one cannot be opened.
pub async fn told(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    organisation: OrganisationId,
    ids: &[StoryId],
) -> Result<BTreeMap<StoryId, Told>, Error> {
    load_told(conn, keys, organisation, Some(ids)).await
}

/// All accepted stories, as they are told.
///
/// # Errors
/// Any database error, or when one cannot be opened.
pub async fn accepted(
    conn: &mut AsyncPgConnection,
    keys: &Keys,
    organisation: OrganisationId,
) -> Result<Vec<Told>, Error> {
    Ok(load_told(conn, keys, organisation, None)
        .await?
        .into_values()
        .collect())
}

type ToldRow = (Story, i32, String, Option<Vec<u8>>, Option<Vec<u8>>);

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
                .and(story_versions::number.nullable().eq(stories::told_version))),
        )
        .filter(stories::organisation_id.eq(organisation))
        .filter(stories::status.eq(StoryStatus::Accepted))
        .select((
            Story::as_select(),
            story_versions::number,
            story_versions::key_month,
            story_versions::wrapped_key,
            story_versions::sealed,
        ))
        .into_boxed();
    if let Some(ids) = only {
        query = query.filter(stories::id.eq_any(ids));
    }
    let rows: Vec<ToldRow> = query.load(conn).await?;
    let mut all = BTreeMap::new();
    for (story, number, month, key, sealed) in rows {
        if let Some(version) = opened(keys, organisation, (story.id, number, month, key, sealed))? {
            all.insert(story.id, as_told(story, version.text));
        }
    }
    Ok(all)
}

fn as_told(story: Story, mut text: StoryText) -> Told {
    text.email = None;
    Told {
        id: story.id,
        title: text.title.clone(),
        text,
        language: story.language,
        theme: story.theme_id,
        told_by: story.told_by,
        anonymity: story.anonymity,
    }
}
