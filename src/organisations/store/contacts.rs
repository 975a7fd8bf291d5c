//! Contacts in the database.

use crate::{
    ids::OrganisationId,
    organisations::contact::{Contact, Door, Link, Phone},
    platform::{db::Tx, error::Error, i18n::Language},
    schema::{contact_texts, contacts},
};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use futures_util::future::try_join;
use std::collections::BTreeMap;

/// Returns an organisation's contacts, in the order of doors.
pub async fn contacts(conn: &AsyncPgConnection, organisation: OrganisationId) -> Result<Vec<Contact>, Error> {
    let rows = contacts::table.filter(contacts::organisation_id.eq(organisation)).select((
        contacts::door,
        contacts::name,
        contacts::phone,
        contacts::link,
    ));
    let texts = contact_texts::table.filter(contact_texts::organisation_id.eq(organisation)).select((
        contact_texts::door,
        contact_texts::language,
        contact_texts::body,
    ));
    let (mut one, mut two) = (conn, conn);
    let rows = rows.load::<(Door, String, String, String)>(&mut one);
    let texts = texts.load::<(Door, Language, String)>(&mut two);
    let (rows, texts) = try_join(rows, texts).await?;
    let mut words: BTreeMap<Door, BTreeMap<Language, String>> = BTreeMap::new();
    for (door, language, body) in texts {
        words.entry(door).or_default().insert(language, body);
    }
    let contact = |(door, name, phone, link): (Door, String, String, String)| Contact {
        door,
        name,
        phone: Phone::parse(&phone).ok(),
        link: Link::parse(&link).ok(),
        words: words.remove(&door).unwrap_or_default(),
    };
    let mut all: Vec<Contact> = rows.into_iter().map(contact).collect();
    all.sort_by_key(|contact| contact.door);
    Ok(all)
}

/// Replaces the contact of a door; an empty one is deleted.
pub async fn put_contact(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    contact: &Contact,
) -> Result<(), Error> {
    // Deletes its words too.
    diesel::delete(contacts::table.find((organisation, contact.door))).execute(&mut **tx).await?;
    if contact.is_empty() {
        return Ok(());
    }
    diesel::insert_into(contacts::table)
        .values((
            contacts::organisation_id.eq(organisation),
            contacts::door.eq(contact.door),
            contacts::name.eq(&contact.name),
            contacts::phone.eq(contact.phone.as_ref().map_or("", Phone::as_str)),
            contacts::link.eq(contact.link.as_ref().map_or("", Link::as_str)),
        ))
        .execute(&mut **tx)
        .await?;
    let words = contact.words.iter().filter(|(_, body)| !body.is_empty());
    let rows: Vec<_> = words
        .map(|(language, body)| {
            (
                contact_texts::organisation_id.eq(organisation),
                contact_texts::door.eq(contact.door),
                contact_texts::language.eq(language),
                contact_texts::body.eq(body),
            )
        })
        .collect();
    diesel::insert_into(contact_texts::table).values(rows).execute(&mut **tx).await?;
    Ok(())
}
