//! The organisation's own words: words that give somebody away.

use crate::{
    audit::{Actor, Verb},
    organisations::{own_words::OwnWord, store},
    platform::{db::transaction, error::Error, web::Seen},
};
use diesel_async::AsyncPgConnection;

pub async fn change_own_words(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    words: &[OwnWord],
    seen: &Seen,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        store::lock(&mut tx, actor.organisation).await?;
        let stored = store::own_words::own_words(&tx, actor.organisation).await?;
        if !seen.replaces(stored.as_slice(), words)? {
            return Ok(());
        }
        store::own_words::replace_own_words(&mut tx, actor.organisation, words).await?;
        actor.record(&mut tx, Verb("own_words_changed"), actor.organisation).await
    })
    .await
}
