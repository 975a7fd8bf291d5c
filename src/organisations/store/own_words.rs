//! The organisation's own words in the database.

use crate::{
    ids::OrganisationId,
    organisations::own_words::OwnWord,
    platform::{db::Tx, error::Error},
    schema::own_words as table,
};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

pub async fn own_words(
    mut conn: &AsyncPgConnection,
    organisation: OrganisationId,
) -> Result<Vec<OwnWord>, Error> {
    let rows: Vec<(String, Option<String>)> = table::table
        .filter(table::organisation_id.eq(organisation))
        .order(table::position)
        .select((table::word, table::instead))
        .load(&mut conn)
        .await?;
    let word = |(word, instead)| OwnWord { word, instead };
    Ok(rows.into_iter().map(word).collect())
}

/// Replaces the list. The caller has locked the organisation.
pub async fn replace_own_words(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    words: &[OwnWord],
) -> Result<(), Error> {
    diesel::delete(table::table.filter(table::organisation_id.eq(organisation))).execute(&mut **tx).await?;
    let row = |(position, word): (i32, &OwnWord)| {
        (
            table::organisation_id.eq(organisation),
            table::position.eq(position),
            table::word.eq(word.word.clone()),
            table::instead.eq(word.instead.clone()),
        )
    };
    let rows: Vec<_> = (1..).zip(words).map(row).collect();
    diesel::insert_into(table::table).values(rows).execute(&mut **tx).await?;
    Ok(())
}
