//! Contacts before the form.

use crate::{
    audit::{Actor, Verb},
    organisations::{
        contact::{Contact, one_per_door},
        store,
    },
    platform::{db::transaction, error::Error, web::Seen},
};
use diesel_async::AsyncPgConnection;

pub async fn change_contacts(
    conn: &mut AsyncPgConnection,
    actor: Actor,
    contacts: &[Contact],
    seen: &Seen,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        store::lock(&mut tx, actor.organisation).await?;
        let stored = store::contacts::contacts(&tx, actor.organisation).await?;
        if !seen.replaces(&one_per_door(&stored), &one_per_door(contacts))? {
            return Ok(());
        }
        for contact in contacts {
            store::contacts::put_contact(&mut tx, actor.organisation, contact).await?;
        }
        actor.record(&mut tx, Verb("contacts_changed"), actor.organisation).await
    })
    .await
}
