//! Jobs that mail staff. Each is done once its mail has left, and not before.

use super::passwords::{RESET_VALID, link};
use crate::{
    accounts::{
        jobs::{SendChanged, SendForgotten, SendInvitation, SendOffer},
        mails::StaffMail,
        model::Staff,
        store,
    },
    ids::OrganisationId,
    organisations,
    platform::{
        db::transaction,
        error::Error,
        jobs::Failure,
        mail::{EmailAddress, MailError, render::render},
        state::App,
    },
};

/// Job: mails an invitation, unless it was used meanwhile.
pub async fn send_invitation(
    app: App,
    organisation: OrganisationId,
    job: SendInvitation,
) -> Result<(), Failure> {
    let (staff, organisation) = {
        let mut conn = app.db.platform().await?;
        let invited = store::invitations::invited(&mut conn, job.invitation, app.clock.now()).await;
        let Some(staff) = found(invited)? else {
            return Ok(());
        };
        (staff, organisations::store::by_id(&mut conn, organisation).await?)
    };
    let link = link(&app, job.invitation);
    let mail = StaffMail::invitation(staff.language, &staff.name, &organisation.name, link);
    send(&app, &staff, &mail, job.invitation.to_string()).await
}

/// Job: mails that a role is offered, unless it was answered meanwhile.
pub async fn send_offer(app: App, organisation: OrganisationId, job: SendOffer) -> Result<(), Failure> {
    let (staff, organisation, role) = {
        let mut conn = app.db.platform().await?;
        let offered = store::offers::of_invitation(&mut conn, job.staff, job.offer).await?;
        let Some((_, role)) = offered.into_iter().find(|(by, _)| *by == organisation) else {
            return Ok(());
        };
        let organisation = organisations::store::by_id(&mut conn, organisation).await?;
        (store::staff(&mut conn, job.staff).await?, organisation, role)
    };
    let mail = StaffMail::offer(
        staff.language,
        &staff.name,
        &organisation.name,
        role,
        format!("{}/desk", app.settings.public_url),
    );
    send(&app, &staff, &mail, job.offer.to_string()).await
}

/// Job: mails a link for a forgotten password, unless it was used meanwhile; its lifetime starts now.
pub async fn send_forgotten(app: App, job: SendForgotten) -> Result<(), Failure> {
    let staff = {
        let mut conn = app.db.platform().await?;
        let now = app.clock.now();
        let extended = transaction(&mut conn, async |mut tx| {
            store::invitations::extend(&mut tx, job.invitation, now + RESET_VALID).await
        });
        if !extended.await? {
            return Ok(());
        }
        let invited = store::invitations::invited(&mut conn, job.invitation, now).await;
        let Some(staff) = found(invited)? else {
            return Ok(());
        };
        staff
    };
    let link = link(&app, job.invitation);
    let mail = StaffMail::forgotten(staff.language, &staff.name, link);
    send(&app, &staff, &mail, job.invitation.to_string()).await
}

/// Job: mails that a password was changed.
pub async fn send_changed(app: App, job: SendChanged) -> Result<(), Failure> {
    let staff = store::staff(&mut *app.db.platform().await?, job.staff).await?;
    let link = format!("{}/desk", app.settings.public_url);
    let mail = StaffMail::changed(staff.language, &staff.name, link);
    send(&app, &staff, &mail, job.notice.to_string()).await
}

fn found<T>(result: Result<T, Error>) -> Result<Option<T>, Error> {
    match result {
        Err(Error::NotFound) => Ok(None),
        result => result.map(Some),
    }
}

async fn send(app: &App, staff: &Staff, mail: &StaffMail, id: String) -> Result<(), Failure> {
    let to = EmailAddress::parse(&staff.email).map_err(|e| Failure::GiveUp(e.into()))?;
    let mail = render(&app.templates, staff.language, mail)?;
    match app.mailer.send(&mail.to(to, id, app.clock.now())).await {
        Ok(()) | Err(MailError::Uncertain) => Ok(()),
        Err(error @ MailError::Permanent(_)) => Err(Failure::GiveUp(error.into())),
        Err(error) => Err(Failure::Retry(error.into())),
    }
}
