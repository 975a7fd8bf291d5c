//! Whom to turn to, before the form.

use super::content;
use crate::{
    ids::{OrganisationId, StaffId},
    organisations::{
        actions::contacts::change_contacts,
        contact::{Contact, Link, Phone},
    },
    platform::state::App,
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
    Ok(change_contacts(&mut conn, organisation, by, &contacts, app.clock.now()).await?)
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
