//! Words that give somebody away here.

use crate::{
    audit::{self, Verb},
    ids::{OrganisationId, StaffId},
    organisations::{own_words::OwnWord, store},
    platform::{db::transaction, error::Error},
};
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;

/// Sets the list of the organisation's own words.
///
/// # Errors
/// Any database error.
pub async fn change_own_words(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    by: StaffId,
    words: &[OwnWord],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        // Of two lists at once, the second takes the place of the first.
        store::hold(&mut tx, organisation).await?;
        store::own_words::replace_own_words(&mut tx, organisation, words).await?;
        audit::record(
            &mut tx,
            organisation,
            Some(by),
            Verb::OwnWordsChanged,
            Some(organisation.untyped()),
            now,
        )
        .await
    })
    .await
}
