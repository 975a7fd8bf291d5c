//! Organisations, themes and calls in the database.

pub mod contacts;
pub mod own_words;
pub mod question_templates;
pub mod promise;
pub mod reader_keys;
pub mod review_rules;
pub mod setup;

use super::model::{Organisation, Row, Theme};
use crate::{
    ids::{OrganisationId, ThemeId},
    platform::{db::Tx, error::Error, i18n::Language},
    schema::{calls, organisations, theme_names, themes},
};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::collections::BTreeMap;

pub async fn by_slug(mut conn: &AsyncPgConnection, slug: &str) -> Result<Organisation, Error> {
    let row: Row = organisations::table
        .filter(organisations::slug.eq(slug))
        .select(Row::as_select())
        .first(&mut conn)
        .await?;
    Ok(row.into())
}

pub async fn by_id(conn: &mut AsyncPgConnection, id: OrganisationId) -> Result<Organisation, Error> {
    let row: Row = organisations::table.find(id).select(Row::as_select()).first(conn).await?;
    Ok(row.into())
}

/// Locks an organisation until the end of the transaction: of two changes at once, the second sees the first.
pub async fn lock(tx: &mut Tx<'_>, id: OrganisationId) -> Result<Organisation, Error> {
    let row: Row =
        organisations::table.find(id).select(Row::as_select()).for_update().first(&mut **tx).await?;
    Ok(row.into())
}

/// Returns all organisations, by name.
pub async fn all(conn: &mut AsyncPgConnection) -> Result<Vec<Organisation>, Error> {
    let rows: Vec<Row> =
        organisations::table.order(organisations::name).select(Row::as_select()).load(conn).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Returns the organisations of some ids, by name.
pub async fn by_ids(
    conn: &mut AsyncPgConnection,
    ids: &[OrganisationId],
) -> Result<Vec<Organisation>, Error> {
    let rows: Vec<Row> = organisations::table
        .filter(organisations::id.eq_any(ids))
        .order(organisations::name)
        .select(Row::as_select())
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Returns an organisation's themes, in its order.
pub async fn themes(mut conn: &AsyncPgConnection, organisation: OrganisationId) -> Result<Vec<Theme>, Error> {
    let rows: Vec<(ThemeId, String, Option<Language>, Option<String>)> = themes::table
        .left_join(
            theme_names::table.on(theme_names::organisation_id
                .eq(themes::organisation_id)
                .and(theme_names::theme_id.eq(themes::id))),
        )
        .filter(themes::organisation_id.eq(organisation))
        .order((themes::position, themes::id))
        .select((themes::id, themes::slug, theme_names::language.nullable(), theme_names::name.nullable()))
        .load(&mut conn)
        .await?;
    let mut all: Vec<Theme> = vec![];
    for (id, slug, language, name) in rows {
        if all.last().is_none_or(|theme| theme.id != id) {
            all.push(Theme { id, slug, names: BTreeMap::new() });
        }
        if let (Some(theme), Some(language), Some(name)) = (all.last_mut(), language, name) {
            theme.names.insert(language, name);
        }
    }
    Ok(all)
}

/// Returns the call for stories, by language.
pub async fn calls(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
) -> Result<BTreeMap<Language, String>, Error> {
    let rows: Vec<(Language, String)> = calls::table
        .filter(calls::organisation_id.eq(organisation))
        .select((calls::language, calls::body))
        .load(conn)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Inserts an organisation; fails with [`Error::Conflict`] when the slug is taken.
pub async fn insert(tx: &mut Tx<'_>, organisation: &Organisation) -> Result<(), Error> {
    let added = diesel::insert_into(organisations::table)
        .values(Row::from(organisation))
        .on_conflict_do_nothing()
        .execute(&mut **tx)
        .await?;
    if added == 1 { Ok(()) } else { Err(Error::Conflict("slug taken")) }
}

/// Updates everything but the slug.
pub async fn update(tx: &mut Tx<'_>, organisation: &Organisation) -> Result<(), Error> {
    let row = Row::from(organisation);
    diesel::update(organisations::table.find(organisation.id))
        .set((
            organisations::name.eq(row.name),
            organisations::languages.eq(row.languages),
            organisations::time_zone.eq(row.time_zone),
            organisations::threshold.eq(row.threshold),
            organisations::house_lane.eq(row.house_lane),
            organisations::open_lane.eq(row.open_lane),
            organisations::people.eq(row.people),
            organisations::readers.eq(row.readers),
            organisations::indexed.eq(row.indexed),
            organisations::domains.eq(row.domains),
        ))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Inserts a theme at `position`, or renames the one of that id.
pub async fn put_theme(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    theme: &Theme,
    position: i32,
) -> Result<(), Error> {
    diesel::insert_into(themes::table)
        .values((
            themes::organisation_id.eq(organisation),
            themes::id.eq(theme.id),
            themes::slug.eq(&theme.slug),
            themes::position.eq(position),
        ))
        .on_conflict((themes::organisation_id, themes::id))
        .do_update()
        .set(themes::position.eq(position))
        .execute(&mut **tx)
        .await?;
    for (language, name) in &theme.names {
        diesel::insert_into(theme_names::table)
            .values((
                theme_names::organisation_id.eq(organisation),
                theme_names::theme_id.eq(theme.id),
                theme_names::language.eq(language),
                theme_names::name.eq(name),
            ))
            .on_conflict((theme_names::organisation_id, theme_names::theme_id, theme_names::language))
            .do_update()
            .set(theme_names::name.eq(name))
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// Sets the call for stories in a language.
pub async fn put_call(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    language: Language,
    body: &str,
) -> Result<(), Error> {
    diesel::insert_into(calls::table)
        .values((calls::organisation_id.eq(organisation), calls::language.eq(language), calls::body.eq(body)))
        .on_conflict((calls::organisation_id, calls::language))
        .do_update()
        .set(calls::body.eq(body))
        .execute(&mut **tx)
        .await?;
    Ok(())
}
