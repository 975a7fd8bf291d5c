//! `pratfall staff …`

use super::{cli::StaffCommand, organisation_id, say};
use crate::{
    accounts::{
        actions::{self, Invitation},
        forms::Invitee,
    },
    ids::InvitationId,
    platform::{mail::EmailAddress, state::App},
};
use anyhow::Context;

pub(super) async fn run(app: &App, command: StaffCommand) -> anyhow::Result<()> {
    let now = app.clock.now();
    let invitation = match command {
        StaffCommand::Invite { organisation, email, name, role, language } => {
            let invitee = Invitee {
                email: EmailAddress::parse(&email).context("that is no address")?,
                name,
                role,
                language,
            };
            let id = organisation_id(app, &organisation).await?;
            let mut conn = app.db.tenant(id).await?;
            let came = actions::invite(&mut conn, id, None, InvitationId::new(), invitee, now);
            match came.await? {
                Invitation::Link(id) => id,
                Invitation::Offer => {
                    say("offered: a mail says so, and they find it on their desk");
                    return Ok(());
                }
                Invitation::Known => anyhow::bail!("they have this role already"),
            }
        }
        StaffCommand::ResetPassword { organisation, email } => {
            let email = EmailAddress::parse(&email).context("that is no address")?;
            let id = organisation_id(app, &organisation).await?;
            let mut conn = app.db.tenant(id).await?;
            let made = actions::reset_password(&mut conn, id, &email, now).await;
            made.context("nobody of that address works there")?
        }
    };
    say(&actions::link(app, invitation));
    Ok(())
}
