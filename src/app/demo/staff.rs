//! Staff of the demonstration.

use super::content;
use crate::{
    accounts::{
        self, Role,
        actions::{Invitation, invite, take_up},
        forms::Invitee,
        password::Password,
    },
    audit::Actor,
    ids::{InvitationId, OrganisationId, StaffId},
    platform::{mail::EmailAddress, random, state::App},
};
use anyhow::{Context, bail};
use std::collections::BTreeMap;

/// Invites everybody who signs in and takes the invitations up for them. Returns one person for each role, and the
/// passwords by address.
pub async fn hire(
    app: &App,
    organisation: OrganisationId,
    content: &content::Organisation,
) -> anyhow::Result<(BTreeMap<Role, StaffId>, BTreeMap<String, String>)> {
    let (mut staff, mut passwords) = (BTreeMap::new(), BTreeMap::new());
    let mut conn = app.db.tenant(organisation).await?;
    let now = app.clock.now();
    for person in content.staff.iter().filter(|person| person.signs_in) {
        let (id, invitee) = (InvitationId::new(), invitee(person)?);
        let Invitation::Link(id) = invite(&mut conn, organisation, None, id, invitee, now).await? else {
            bail!("{} has an account already: start with an empty database", person.email);
        };
        let password = fresh_password();
        let checked = Password::parse(&password, &[&person.name, &person.email]).context("a password")?;
        take_up(app, id, checked).await?;
        let found = accounts::store::by_email(&mut conn, &person.email).await?;
        staff.entry(person.role).or_insert(found.context("somebody who was just invited")?.0);
        passwords.insert(person.email.clone(), password);
    }
    Ok((staff, passwords))
}

/// Invites everybody who has not taken up their invitation yet.
pub async fn invite_others(app: &App, actor: Actor, content: &content::Organisation) -> anyhow::Result<()> {
    let mut conn = app.db.tenant(actor.organisation).await?;
    for person in content.staff.iter().filter(|person| !person.signs_in) {
        let (id, invitee) = (InvitationId::new(), invitee(person)?);
        invite(&mut conn, actor.organisation, Some(actor.staff), id, invitee, actor.now).await?;
    }
    Ok(())
}

fn invitee(person: &content::Person) -> anyhow::Result<Invitee> {
    Ok(Invitee {
        email: EmailAddress::parse(&person.email).context("an address of the demonstration")?,
        name: person.name.clone(),
        role: person.role,
        language: person.language,
    })
}

/// Returns 80 random bits in four groups of letters and digits.
fn fresh_password() -> String {
    const SYMBOLS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let symbols = random::bytes::<16>().map(|byte| SYMBOLS.get(usize::from(byte) % 32).copied());
    let groups = symbols.chunks(4).map(|group| group.iter().flatten().map(|b| char::from(*b)).collect());
    groups.collect::<Vec<String>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fresh_passwords_are_strong() {
        let password = fresh_password();
        assert_eq!(password.len(), 19);
        assert!(Password::parse(&password, &["Ada", "ada@acme.example.org"]).is_ok());
        assert_ne!(password, fresh_password());
    }
}
