//! The organisation of the demonstration, and who works there.

use super::{content, notes::Notes};
use crate::{
    accounts::{
        self, Role,
        forms::Invitee,
        password::{self, Password},
    },
    audit::Actor,
    ids::{InvitationId, OrganisationId, StaffId},
    organisations::{
        self, Lanes, Organisation,
        actions::{
            NewOrganisation,
            settings::{change_calls, filled},
        },
    },
    platform::{error::Error, hashing::Caller, mail::EmailAddress, random, state::App, web::Seen},
};
use anyhow::Context;

/// Somebody who can sign in.
#[derive(Debug, Clone)]
pub struct SignIn {
    pub id: StaffId,
    pub role: Role,
    /// With which address.
    pub email: String,
    /// And with which password.
    pub password: String,
}

/// Finds the organisation, or makes it with its themes.
pub async fn organisation(app: &App, content: &content::Organisation) -> anyhow::Result<Organisation> {
    let mut conn = app.db.platform().await?;
    match organisations::store::by_slug(&mut conn, &content.slug).await {
        Err(Error::NotFound) => {}
        found => return Ok(found?),
    }
    let new = NewOrganisation {
        slug: content.slug.parse().context("slug of the demonstration")?,
        name: content.name.clone(),
        languages: content.languages.clone(),
        time_zone: content
            .time_zone
            .parse()
            .context("time zone of the demonstration")?,
        // Nobody who tries it out has a crowd, or has seen the poster.
        threshold: 1,
        lanes: Lanes {
            house: true,
            open: Some(200),
        },
        people: Some(content.people),
        themes: content.themes.clone(),
    };
    Ok(organisations::actions::create(&mut conn, new, &app.settings, app.clock.now()).await?)
}

/// Makes sure that everybody who signs in can do so with the password that was noted: invites them and takes the
/// invitation up for them where that is not so.
pub async fn sign_ins(
    app: &App,
    organisation: OrganisationId,
    content: &content::Organisation,
    notes: &mut Notes,
) -> anyhow::Result<Vec<SignIn>> {
    let mut all = vec![];
    for person in content.staff.iter().filter(|person| person.signs_in) {
        let password = notes.get_or(&person.email, fresh_password)?;
        let id = match known(app, &person.email, &password).await? {
            Some(id) => id,
            None => hire(app, organisation, person, &password).await?,
        };
        all.push(SignIn {
            id,
            role: person.role,
            email: person.email.clone(),
            password,
        });
    }
    Ok(all)
}

/// Invites those who have not taken up their invitation yet.
pub async fn invite_others(
    app: &App,
    organisation: OrganisationId,
    by: StaffId,
    content: &content::Organisation,
) -> anyhow::Result<()> {
    let mut conn = app.db.tenant(organisation).await?;
    for person in content.staff.iter().filter(|person| !person.signs_in) {
        if accounts::store::by_email(&mut conn, &person.email)
            .await?
            .is_none()
        {
            let now = app.clock.now();
            accounts::actions::invite(
                &mut conn,
                organisation,
                Some(by),
                InvitationId::new(),
                invitee(person)?,
                now,
            )
            .await?;
        }
    }
    Ok(())
}

/// Writes the calls for stories, unless there are some.
pub async fn calls(
    app: &App,
    organisation: Organisation,
    by: StaffId,
    content: &content::Organisation,
) -> anyhow::Result<()> {
    let mut conn = app.db.tenant(organisation.id).await?;
    let stored = filled(organisations::store::calls(&mut conn, organisation.id).await?);
    if !stored.is_empty() {
        return Ok(());
    }
    let actor = Actor {
        organisation: organisation.id,
        staff: by,
        now: app.clock.now(),
    };
    Ok(change_calls(&mut conn, actor, &content.calls, &Seen::of(&stored)).await?)
}

/// The person of an address, if that is their password.
async fn known(app: &App, email: &str, password: &str) -> anyhow::Result<Option<StaffId>> {
    let found = accounts::store::by_email(&mut *app.db.platform().await?, email).await?;
    let Some((id, hash)) = found else { return Ok(None) };
    let typed = password.to_owned();
    let right = app
        .hashing
        .run(Caller::Known, move |memory| {
            password::verify(&typed, hash.as_deref(), memory)
        })
        .await?;
    Ok(right.then_some(id))
}

async fn hire(
    app: &App,
    organisation: OrganisationId,
    person: &content::Person,
    password: &str,
) -> anyhow::Result<StaffId> {
    let password = Password::parse(password, &[&person.name, &person.email]).context("a password")?;
    let mut conn = app.db.tenant(organisation).await?;
    let now = app.clock.now();
    let invited = accounts::actions::invite(
        &mut conn,
        organisation,
        None,
        InvitationId::new(),
        invitee(person)?,
        now,
    )
    .await?;
    let accounts::actions::Invitation::Link(id) = invited else {
        anyhow::bail!(
            "{} has another password than the one that was noted",
            person.email
        );
    };
    accounts::actions::take_up(app, id, password).await?;
    let found = accounts::store::by_email(&mut conn, &person.email).await?;
    Ok(found.context("somebody who was just invited")?.0)
}

fn invitee(person: &content::Person) -> anyhow::Result<Invitee> {
    Ok(Invitee {
        email: EmailAddress::parse(&person.email).context("an address of the demonstration")?,
        name: person.name.clone(),
        role: person.role,
        language: person.language,
    })
}

/// 80 random bits in four groups: easy to copy, hard to guess.
fn fresh_password() -> String {
    const SYMBOLS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let symbols = random::bytes::<16>().map(|byte| SYMBOLS.get(usize::from(byte) % 32).copied());
    let groups = symbols
        .chunks(4)
        .map(|group| group.iter().flatten().map(|b| char::from(*b)).collect());
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
