//! Changes that somebody makes to their own account.

use crate::{
    accounts::{model::Staff, session::Token, store},
    ids::StaffId,
    platform::{db::transaction, error::Error, i18n::Language},
};
use diesel_async::AsyncPgConnection;

/// Changes name and language. Returns false when they are no longer as in `before`.
pub async fn change_profile(
    conn: &mut AsyncPgConnection,
    before: &Staff,
    name: &str,
    language: Language,
) -> Result<bool, Error> {
    transaction(conn, async |mut tx| store::rename(&mut tx, before, name, language).await).await
}

/// Ends all sessions of a person except that of `token`.
pub async fn end_other_sessions(
    conn: &mut AsyncPgConnection,
    staff: StaffId,
    token: &Token,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| store::sessions::end_others(&mut tx, staff, token).await.map(drop)).await
}
