//! Keys to the readers' door.

use crate::{
    ids::OrganisationId,
    organisations::{reader_key::ReaderKey, store::reader_keys as store},
    platform::{db::Tx, error::Error},
};
use chrono::NaiveDate;

/// Makes a new key. Pages do not open with the one before any more; calendars and feeds go on until `feeds_until`.
pub async fn renew(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    feeds_until: Option<NaiveDate>,
) -> Result<(), Error> {
    let last = store::all(tx, organisation).await?.first().map_or(0, |known| known.number);
    store::retire(tx, organisation, feeds_until).await?;
    store::add(tx, organisation, last + 1, &ReaderKey::generate()).await
}
