//! Acts on subscriptions and announcements, and their jobs.

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

/// Keeps mails from leaving twice after a backup was restored, which knows nothing of what was sent since: every
/// delivery that was due counts as attempted once, with an unknown result.
pub async fn start_afresh(tx: &mut Tx<'_>, organisation: OrganisationId) -> Result<(), Error> {
    drop_all::<SendConfirmation>(tx).await?;
    drop_all::<SendTest>(tx).await?;
    ledger::leave_all(tx, organisation).await
}
