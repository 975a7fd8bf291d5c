//! The organisation of the demonstration: its settings, calls for stories and contacts.

use super::content;
use crate::{
    audit::Actor,
    organisations::{
        Lanes, Organisation,
        actions::{
            NewOrganisation, contacts::change_contacts, create as create_organisation, settings::change_calls,
        },
        contact::{Contact, Link, Phone, one_per_door},
    },
    platform::{i18n::Language, state::App, web::Seen},
};
use anyhow::Context;
use std::collections::BTreeMap;

/// Creates the organisation with its themes.
pub async fn create(app: &App, content: &content::Organisation) -> anyhow::Result<Organisation> {
    let new = NewOrganisation {
        slug: content.slug.parse().context("slug of the demonstration")?,
        name: content.name.clone(),
        languages: content.languages.clone(),
        time_zone: content.time_zone.parse().context("time zone of the demonstration")?,
        // Nobody who tries it out has a crowd, or has seen the poster.
        threshold: 1,
        lanes: Lanes { house: true, open: Some(200) },
        people: Some(content.people),
        readers: content.readers,
        themes: content.themes.clone(),
    };
    let mut conn = app.db.platform().await?;
    Ok(create_organisation(&mut conn, new, &app.settings, app.clock.now()).await?)
}

/// Sets the calls for stories and the contacts.
pub async fn fill_in(app: &App, actor: Actor, content: &content::Organisation) -> anyhow::Result<()> {
    let mut conn = app.db.tenant(actor.organisation).await?;
    let nothing: BTreeMap<Language, String> = BTreeMap::new();
    change_calls(&mut conn, actor, &content.calls, &Seen::of(&nothing)).await?;
    let contacts: anyhow::Result<Vec<_>> = content.contacts.iter().map(contact).collect();
    Ok(change_contacts(&mut conn, actor, &contacts?, &Seen::of(&one_per_door(&[]))).await?)
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
