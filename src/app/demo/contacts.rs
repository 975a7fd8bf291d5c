//! Whom to turn to, before the form.

use super::content;
use crate::{
    ids::{OrganisationId, StaffId},
    organisations::{
        self,
        actions::{By, contacts::change_contacts},
        contact::{Contact, Link, Phone, at_all_doors},
    },
    platform::{state::App, web::Seen},
};
use anyhow::Context;

/// Sets the contacts. Doing it again changes nothing.
///
/// # Errors
/// Any database error.
pub async fn set(
    app: &App,
    organisation: OrganisationId,
    by: StaffId,
    content: &content::Organisation,
) -> anyhow::Result<()> {
    let contacts = content
        .contacts
        .iter()
        .map(contact)
        .collect::<anyhow::Result<Vec<_>>>()?;
    let mut conn = app.db.tenant(organisation).await?;
    let stored = organisations::store::contacts::contacts(&mut conn, organisation).await?;
    let seen = Seen::of(&at_all_doors(&stored));
    let by = By {
        organisation,
        staff: by,
        now: app.clock.now(),
    };
    Ok(change_contacts(&mut conn, by, &contacts, &seen).await?)
}

fn contact(content: &content::Contact) -> anyhow::Result<Contact> {
    Ok(Contact {
        door: content.door,
        name: content.name.clone(),
        phone: Some(Phone::parse(&content.phone).context("a number of the demonstration")?),
        link: Some(Link::parse(&content.link).context("a link of the demonstration")?),
        words: content.words.clone(),
    })
}
