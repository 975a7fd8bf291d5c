//! Settings of an organisation, in the database.

use super::{by_slug, contacts::contacts, own_words::own_words, themes};
use crate::{
    organisations::{
        model::{Organisation, Setup},
        slug::Slug,
    },
    platform::{db::Db, error::Error},
};
use futures_util::future::try_join3;

/// Reads all of an organisation's setup, in two round trips.
pub async fn by_address(db: &Db, slug: &Slug) -> Result<Setup, Error> {
    let organisation = db.read(None, async |conn| by_slug(conn, slug.as_str()).await).await?;
    of(db, organisation).await
}

/// Reads the setup of an organisation, in one round trip.
pub async fn of(db: &Db, organisation: Organisation) -> Result<Setup, Error> {
    let id = organisation.id;
    let (themes, contacts, own_words) = db
        .read(Some(id), async |conn| {
            try_join3(themes(conn, id), contacts(conn, id), own_words(conn, id)).await
        })
        .await?;
    Ok(Setup { organisation, themes, contacts, own_words })
}
