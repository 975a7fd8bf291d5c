//! Reading packs in the database.

use crate::{
    ids::{OrganisationId, PackId, StoryId},
    library::pack::{Pack, PackText},
    platform::{db::Tx, error::Error, i18n::Language},
    schema::{pack_stories, pack_texts, packs},
};
use diesel::{prelude::*, upsert::excluded};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use std::collections::BTreeMap;

/// Returns packs, newest first: all, or those that stand in the library.
pub async fn all(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    only_shown: bool,
) -> Result<Vec<Pack>, Error> {
    let mut found = packs::table
        .filter(packs::organisation_id.eq(organisation))
        .order(packs::id.desc())
        .select((packs::id, packs::shown))
        .into_boxed();
    if only_shown {
        found = found.filter(packs::shown);
    }
    let found: Vec<(PackId, bool)> = found.load(conn).await?;
    let ids: Vec<PackId> = found.iter().map(|(id, _)| *id).collect();
    let mut texts = texts(conn, organisation, &ids).await?;
    let pack = |(id, shown)| Pack { id, shown, texts: texts.remove(&id).unwrap_or_default() };
    Ok(found.into_iter().map(pack).collect())
}

async fn texts(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    ids: &[PackId],
) -> Result<BTreeMap<PackId, BTreeMap<Language, PackText>>, Error> {
    let rows: Vec<(PackId, Language, String, String)> = pack_texts::table
        .filter(pack_texts::organisation_id.eq(organisation))
        .filter(pack_texts::pack_id.eq_any(ids))
        .select((pack_texts::pack_id, pack_texts::language, pack_texts::title, pack_texts::intro))
        .load(conn)
        .await?;
    let mut all: BTreeMap<PackId, BTreeMap<Language, PackText>> = BTreeMap::new();
    for (id, language, title, intro) in rows {
        all.entry(id).or_default().insert(language, PackText { title, intro });
    }
    Ok(all)
}

/// Returns a pack and its stories, in order.
pub async fn pack(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    id: PackId,
) -> Result<(Pack, Vec<StoryId>), Error> {
    let shown: bool = packs::table.find((organisation, id)).select(packs::shown).first(conn).await?;
    let texts = texts(conn, organisation, &[id]).await?.remove(&id).unwrap_or_default();
    let stories: Vec<StoryId> = pack_stories::table
        .filter(pack_stories::organisation_id.eq(organisation))
        .filter(pack_stories::pack_id.eq(id))
        .order((pack_stories::position, pack_stories::story_id))
        .select(pack_stories::story_id)
        .load(conn)
        .await?;
    Ok((Pack { id, shown, texts }, stories))
}

/// Locks a pack until the transaction ends.
pub async fn lock(tx: &mut Tx<'_>, organisation: OrganisationId, id: PackId) -> Result<(), Error> {
    let row = packs::table.find((organisation, id)).select(packs::id).for_update();
    let _: PackId = row.first(&mut **tx).await?;
    Ok(())
}

/// Writes a pack with its texts, in place of what it was before.
pub async fn put(tx: &mut Tx<'_>, organisation: OrganisationId, pack: &Pack) -> Result<(), Error> {
    diesel::insert_into(packs::table)
        .values((packs::organisation_id.eq(organisation), packs::id.eq(pack.id), packs::shown.eq(pack.shown)))
        .on_conflict((packs::organisation_id, packs::id))
        .do_update()
        .set(packs::shown.eq(pack.shown))
        .execute(&mut **tx)
        .await?;
    let before = pack_texts::table
        .filter(pack_texts::organisation_id.eq(organisation))
        .filter(pack_texts::pack_id.eq(pack.id));
    diesel::delete(before).execute(&mut **tx).await?;
    let row = |(language, text): (&Language, &PackText)| {
        (
            pack_texts::organisation_id.eq(organisation),
            pack_texts::pack_id.eq(pack.id),
            pack_texts::language.eq(*language),
            pack_texts::title.eq(text.title.clone()),
            pack_texts::intro.eq(text.intro.clone()),
        )
    };
    let rows: Vec<_> = pack.texts.iter().map(row).collect();
    diesel::insert_into(pack_texts::table).values(rows).execute(&mut **tx).await?;
    Ok(())
}

/// Writes the stories of a pack, in this order.
pub async fn put_stories(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    pack: PackId,
    stories: &[StoryId],
) -> Result<(), Error> {
    let others = pack_stories::table
        .filter(pack_stories::organisation_id.eq(organisation))
        .filter(pack_stories::pack_id.eq(pack))
        .filter(pack_stories::story_id.ne_all(stories));
    diesel::delete(others).execute(&mut **tx).await?;
    let row = |(position, story): (i32, &StoryId)| {
        (
            pack_stories::organisation_id.eq(organisation),
            pack_stories::pack_id.eq(pack),
            pack_stories::story_id.eq(*story),
            pack_stories::position.eq(position),
        )
    };
    let rows: Vec<_> = (0..).zip(stories).map(row).collect();
    // Only what is new asks after its story.
    diesel::insert_into(pack_stories::table)
        .values(rows)
        .on_conflict((pack_stories::organisation_id, pack_stories::pack_id, pack_stories::story_id))
        .do_update()
        .set(pack_stories::position.eq(excluded(pack_stories::position)))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn remove(tx: &mut Tx<'_>, organisation: OrganisationId, pack: PackId) -> Result<(), Error> {
    match diesel::delete(packs::table.find((organisation, pack))).execute(&mut **tx).await? {
        0 => Err(Error::NotFound),
        _ => Ok(()),
    }
}

/// Takes a story out of all packs, which are locked first.
pub async fn forget(tx: &mut Tx<'_>, organisation: OrganisationId, story: StoryId) -> Result<(), Error> {
    let places = pack_stories::table
        .filter(pack_stories::organisation_id.eq(organisation))
        .filter(pack_stories::story_id.eq(story));
    let holding = packs::table
        .filter(packs::organisation_id.eq(organisation))
        .filter(packs::id.eq_any(places.select(pack_stories::pack_id)))
        .order(packs::id)
        .select(packs::id)
        .for_update();
    let _: Vec<PackId> = holding.load(&mut **tx).await?;
    diesel::delete(places).execute(&mut **tx).await?;
    Ok(())
}
