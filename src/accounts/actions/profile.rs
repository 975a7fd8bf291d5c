//! Changes that somebody makes to their own account.

use crate::{
    accounts::{model::Staff, session::Token, store},
    ids::StaffId,
    platform::{db::transaction, error::Error},
};
use diesel_async::AsyncPgConnection;

/// Changes what the profile says. Returns false when it no longer says what is in `before`.
pub async fn change_profile(
    conn: &mut AsyncPgConnection,
    before: &Staff,
    changed: &Staff,
) -> Result<bool, Error> {
    transaction(conn, async |mut tx| store::change_profile(&mut tx, before, changed).await).await
}

/// Ends all sessions of a person except that of `token`.
pub async fn end_other_sessions(
    conn: &mut AsyncPgConnection,
    staff: StaffId,
    token: &Token,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| store::sessions::end_others(&mut tx, staff, token).await.map(drop)).await
}
