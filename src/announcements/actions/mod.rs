//! What people do about announcements, and the work that follows.

pub mod announcing;
pub mod compose;
mod sender;
pub mod review;
pub mod sending;
pub mod subscribing;

use super::{
    jobs::{SendConfirmation, SendTest},
    store::ledger,
};
use crate::{
    ids::OrganisationId,
    platform::{db::Tx, error::Error, jobs::drop_all},
};

/// Lets nothing leave that may have left before: for a backup that was put back, which knows nothing of what was sent
/// since. What was due counts as sent once, by an attempt whose end nobody knows.
pub async fn start_afresh(tx: &mut Tx<'_>, organisation: OrganisationId) -> Result<(), Error> {
    drop_all::<SendConfirmation>(tx).await?;
    drop_all::<SendTest>(tx).await?;
    ledger::leave_all(tx, organisation).await
}
