//! Whom to turn to, before the form.

use super::content;
use crate::{
    audit::Actor,
    organisations::{
        self,
        actions::contacts::change_contacts,
        contact::{Contact, Link, Phone, at_all_doors},
    },
    platform::{state::App, web::Seen},
};
use anyhow::Context;

/// Sets the contacts. Doing it again changes nothing.
pub async fn set(app: &App, actor: Actor, content: &content::Organisation) -> anyhow::Result<()> {
    let contacts = content
        .contacts
        .iter()
        .map(contact)
        .collect::<anyhow::Result<Vec<_>>>()?;
    let mut conn = app.db.tenant(actor.organisation).await?;
    let stored = organisations::store::contacts::contacts(&mut conn, actor.organisation).await?;
    let seen = Seen::of(&at_all_doors(&stored));
    Ok(change_contacts(&mut conn, actor, &contacts, &seen).await?)
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
