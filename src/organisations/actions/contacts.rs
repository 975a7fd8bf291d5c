//! Whom to turn to.

use crate::{
    audit::{self, Verb},
    ids::{OrganisationId, StaffId},
    organisations::{contact::Contact, store},
    platform::{db::transaction, error::Error},
};
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;

/// Sets the contacts that stand before the form.
///
/// # Errors
/// Any database error.
pub async fn change_contacts(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    by: StaffId,
    contacts: &[Contact],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        // Of two lists at once, the second takes the place of the first.
        store::hold(&mut tx, organisation).await?;
        for contact in contacts {
            store::contacts::put_contact(&mut tx, organisation, contact).await?;
        }
        audit::record(
            &mut tx,
            organisation,
            Some(by),
            Verb::ContactsChanged,
            Some(organisation.untyped()),
            now,
        )
        .await
    })
    .await
}
