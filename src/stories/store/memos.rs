//! Memos of moderators in the database, sealed.

use crate::{
    ids::{OrganisationId, StoryId},
    platform::{db::Tx, error::Error, keys::Keys},
    schema::memos,
    stories::vault::{self, Part, Sealed, TextId},
};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// Returns what moderators wrote about a story; empty when nothing.
pub async fn of_story(
    mut conn: &AsyncPgConnection,
    keys: &Keys,
    organisation: OrganisationId,
    story: StoryId,
) -> Result<String, Error> {
    let row: Option<(String, Vec<u8>, Vec<u8>)> = memos::table
        .find((organisation, story))
        .select((memos::key_month, memos::wrapped_key, memos::sealed))
        .first(&mut conn)
        .await
        .optional()?;
    let Some((key_month, wrapped_key, sealed)) = row else {
        return Ok(String::new());
    };
    let id = TextId { organisation, story, part: Part::Memo };
    Ok(vault::open(keys, id, &Sealed { key_month, wrapped_key, sealed })?.unwrap_or_default())
}

/// Stores the memo of a locked story in place of the one before.
pub async fn replace(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    story: StoryId,
    memo: &Sealed,
) -> Result<(), Error> {
    let words = (
        memos::key_month.eq(&memo.key_month),
        memos::wrapped_key.eq(&memo.wrapped_key),
        memos::sealed.eq(&memo.sealed),
    );
    diesel::insert_into(memos::table)
        .values((memos::organisation_id.eq(organisation), memos::story_id.eq(story), words))
        .on_conflict((memos::organisation_id, memos::story_id))
        .do_update()
        .set(words)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn erase(tx: &mut Tx<'_>, organisation: OrganisationId, story: StoryId) -> Result<(), Error> {
    diesel::delete(memos::table.find((organisation, story))).execute(&mut **tx).await?;
    Ok(())
}
