//! Versions of stories in the database, sealed.

use crate::{
    ids::{OrganisationId, StoryId},
    platform::{db::Tx, error::Error, keys::Keys},
    schema::{memos, messages, reader_questions, story_versions},
    stories::{
        facts::Facts,
        text::{StoryText, WrittenBy},
        vault::{self, Part, Sealed, TextId},
    },
};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone)]
pub struct Version {
    pub story: StoryId,
    /// Number from 1, the author's own.
    pub number: i32,
    pub written_by: WrittenBy,
    pub text: StoryText,
    pub facts: Facts,
}

/// Sealed content of a version.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Content {
    #[serde(flatten)]
    pub text: StoryText,
    #[serde(default)]
    pub facts: Facts,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = story_versions, check_for_backend(diesel::pg::Pg))]
pub(super) struct VersionRow {
    story_id: StoryId,
    number: i32,
    written_by: WrittenBy,
    key_month: String,
    wrapped_key: Option<Vec<u8>>,
    sealed: Option<Vec<u8>>,
}

pub(super) fn opened(
    keys: &Keys,
    organisation: OrganisationId,
    row: VersionRow,
) -> Result<Option<Version>, Error> {
    let Some(sealed) = Sealed::of(row.key_month, row.wrapped_key, row.sealed) else {
        return Ok(None);
    };
    let id = TextId { organisation, story: row.story_id, part: Part::Version(row.number) };
    Ok(vault::open(keys, id, &sealed)?.map(|Content { text, facts }| Version {
        story: row.story_id,
        number: row.number,
        written_by: row.written_by,
        text,
        facts,
    }))
}

/// Inserts a version.
///
/// # Errors
/// [`Error::Conflict`] when its number is taken.
pub async fn insert(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    story: StoryId,
    number: i32,
    written_by: WrittenBy,
    sealed: &Sealed,
) -> Result<(), Error> {
    let added = diesel::insert_into(story_versions::table)
        .values((
            story_versions::organisation_id.eq(organisation),
            story_versions::story_id.eq(story),
            story_versions::number.eq(number),
            story_versions::written_by.eq(written_by),
            story_versions::key_month.eq(&sealed.key_month),
            story_versions::wrapped_key.eq(&sealed.wrapped_key),
            story_versions::sealed.eq(&sealed.sealed),
        ))
        .on_conflict_do_nothing()
        .execute(&mut **tx)
        .await?;
    if added == 1 { Ok(()) } else { Err(Error::Conflict("version")) }
}

/// Returns the highest number ever used, by erased versions too; 0 if there is none.
pub async fn last_number(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    story: StoryId,
) -> Result<i32, Error> {
    let last: Option<i32> = story_versions::table
        .filter(story_versions::organisation_id.eq(organisation))
        .filter(story_versions::story_id.eq(story))
        .select(diesel::dsl::max(story_versions::number))
        .first(&mut **tx)
        .await?;
    Ok(last.unwrap_or(0))
}

/// Replaces the sealed text of a version.
pub async fn replace(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    story: StoryId,
    number: i32,
    sealed: &Sealed,
) -> Result<(), Error> {
    diesel::update(story_versions::table.find((organisation, story, number)))
        .set((
            story_versions::key_month.eq(&sealed.key_month),
            story_versions::wrapped_key.eq(&sealed.wrapped_key),
            story_versions::sealed.eq(&sealed.sealed),
        ))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Erases the versions of a story, all but `told` if one is: without their keys nothing opens them.
pub async fn erase(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    story: StoryId,
    told: Option<i32>,
) -> Result<(), Error> {
    let erased = story_versions::table
        .filter(story_versions::organisation_id.eq(organisation))
        .filter(story_versions::story_id.eq(story))
        .filter(story_versions::number.nullable().is_distinct_from(told))
        .filter(story_versions::wrapped_key.is_not_null());
    diesel::update(erased)
        .set((story_versions::wrapped_key.eq(None::<Vec<u8>>), story_versions::sealed.eq(None::<Vec<u8>>)))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Returns the number of the newest version that was not erased.
pub async fn newest(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    story: StoryId,
) -> Result<Option<i32>, Error> {
    Ok(story_versions::table
        .filter(story_versions::organisation_id.eq(organisation))
        .filter(story_versions::story_id.eq(story))
        .filter(story_versions::wrapped_key.is_not_null())
        .select(diesel::dsl::max(story_versions::number))
        .first(&mut **tx)
        .await?)
}

/// Tells whether any version of a story is left.
pub async fn is_left(tx: &mut Tx<'_>, organisation: OrganisationId, story: StoryId) -> Result<bool, Error> {
    let left = story_versions::table
        .filter(story_versions::organisation_id.eq(organisation))
        .filter(story_versions::story_id.eq(story))
        .filter(story_versions::wrapped_key.is_not_null());
    Ok(diesel::select(diesel::dsl::exists(left)).get_result(&mut **tx).await?)
}

/// Returns the months whose keys wrap the key of a version, a message, a memo or a question.
pub async fn key_months(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
) -> Result<BTreeSet<String>, Error> {
    let versions = story_versions::table
        .filter(story_versions::organisation_id.eq(organisation))
        .filter(story_versions::wrapped_key.is_not_null())
        .select(story_versions::key_month);
    let said = messages::table
        .filter(messages::organisation_id.eq(organisation))
        .filter(messages::wrapped_key.is_not_null())
        .select(messages::key_month);
    let asked = reader_questions::table
        .filter(reader_questions::organisation_id.eq(organisation))
        .filter(reader_questions::wrapped_key.is_not_null())
        .select(reader_questions::key_month);
    let noted = memos::table.filter(memos::organisation_id.eq(organisation)).select(memos::key_month);
    let months: Vec<String> = versions.union(said).union(asked).union(noted).load(conn).await?;
    Ok(months.into_iter().collect())
}

/// Returns the versions of a story that were not erased, oldest first.
pub async fn of_story(
    conn: &AsyncPgConnection,
    keys: &Keys,
    organisation: OrganisationId,
    story: StoryId,
) -> Result<Vec<Version>, Error> {
    of_stories(conn, keys, organisation, &[story]).await
}

/// Returns the versions of stories that were not erased, story by story, oldest first.
pub async fn of_stories(
    mut conn: &AsyncPgConnection,
    keys: &Keys,
    organisation: OrganisationId,
    stories: &[StoryId],
) -> Result<Vec<Version>, Error> {
    let rows: Vec<VersionRow> = story_versions::table
        .filter(story_versions::organisation_id.eq(organisation))
        .filter(story_versions::story_id.eq_any(stories))
        .order((story_versions::story_id, story_versions::number))
        .select(VersionRow::as_select())
        .load(&mut conn)
        .await?;
    rows.into_iter().filter_map(|row| opened(keys, organisation, row).transpose()).collect()
}

/// Returns the newest version of a story that was not erased.
pub async fn last(
    mut conn: &AsyncPgConnection,
    keys: &Keys,
    organisation: OrganisationId,
    story: StoryId,
) -> Result<Option<Version>, Error> {
    let row: Option<VersionRow> = story_versions::table
        .filter(story_versions::organisation_id.eq(organisation))
        .filter(story_versions::story_id.eq(story))
        .filter(story_versions::wrapped_key.is_not_null())
        .order(story_versions::number.desc())
        .select(VersionRow::as_select())
        .first(&mut conn)
        .await
        .optional()?;
    Ok(row.map(|row| opened(keys, organisation, row)).transpose()?.flatten())
}

/// Returns the author's last own version.
pub fn last_own(all: &[Version]) -> Option<&Version> {
    all.iter().rfind(|version| version.written_by == WrittenBy::Author)
}

/// Returns titles of stories, from their newest versions.
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
        .select(VersionRow::as_select())
        .load(conn)
        .await?;
    let all = rows.into_iter().filter_map(|row| opened(keys, organisation, row).transpose());
    all.map(|version| version.map(|version| (version.story, version.text.title))).collect()
}
