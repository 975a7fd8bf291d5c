//! What staff do about staff.

use super::{
    forms::Invitee,
    invitation,
    jobs::SendInvitation,
    mails::InvitationMail,
    model::Staff,
    password::{self, Password},
    session::{Session, Token},
    store,
};
use crate::{
    audit::{self, Verb},
    ids::{InvitationId, OrganisationId, StaffId},
    organisations,
    platform::{
        db::{Tx, switch_tenant, transaction},
        error::Error,
        jobs::{Failure, drop_all, enqueue},
        mail::{EmailAddress, MailError, render::render},
        state::App,
    },
};
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;

/// Gives somebody a role and mails them a link to choose a password: invitation `id`, or another where that is
/// somebody else's already. The same again, while it is not used yet, changes nothing.
///
/// # Errors
/// Any database error.
pub async fn invite(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    by: Option<StaffId>,
    id: InvitationId,
    invitee: Invitee,
    now: DateTime<Utc>,
) -> Result<InvitationId, Error> {
    transaction(conn, async |mut tx| {
        let new = Staff {
            id: StaffId::new(),
            email: invitee.email.into(),
            name: invitee.name,
            language: invitee.language,
        };
        let staff = store::add_staff(&mut tx, &new).await?;
        let is_new = store::add_role(&mut tx, organisation, staff, invitee.role).await?;
        let mut id = id;
        while !send_link(&mut tx, organisation, staff, id, now).await? {
            if !is_new && store::invitations::holder(&mut tx, id).await? == Some(staff) {
                return Ok(id);
            }
            id = InvitationId::new();
        }
        audit::record(
            &mut tx,
            organisation,
            by,
            Verb::StaffInvited,
            Some(staff.untyped()),
            now,
        )
        .await?;
        Ok(id)
    })
    .await
}

/// Mails somebody a link to choose a new password.
///
/// # Errors
/// [`Error::NotFound`] when nobody in the organisation has this address.
pub async fn reset_password(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    email: &EmailAddress,
    now: DateTime<Utc>,
) -> Result<InvitationId, Error> {
    let (staff, _) = store::by_email(conn, email.as_str())
        .await?
        .ok_or(Error::NotFound)?;
    let roles = store::roles(conn, staff).await?;
    if !roles.iter().any(|(theirs, _)| *theirs == organisation) {
        return Err(Error::NotFound);
    }
    transaction(conn, async |mut tx| {
        let id = InvitationId::new();
        send_link(&mut tx, organisation, staff, id, now).await?;
        Ok(id)
    })
    .await
}

/// Says whether it did: not when there is an invitation of this id.
async fn send_link(
    tx: &mut Tx<'_>,
    organisation: OrganisationId,
    staff: StaffId,
    id: InvitationId,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let added = store::invitations::add(tx, id, staff, now + invitation::VALID).await?;
    if added {
        enqueue(tx, Some(organisation), &SendInvitation { invitation: id }).await?;
    }
    Ok(added)
}

/// Job: mails an invitation. Nothing happens when it was used meanwhile.
///
/// # Errors
/// [`Failure::Retry`] while mail or database are out of reach.
pub async fn send_invitation(
    app: App,
    organisation: OrganisationId,
    job: SendInvitation,
) -> Result<(), Failure> {
    let now = app.clock.now();
    let (staff, organisation) = {
        let mut conn = app.db.platform().await?;
        match store::invitations::invited(&mut conn, job.invitation, now).await {
            Ok(staff) => (staff, organisations::store::by_id(&mut conn, organisation).await?),
            Err(Error::NotFound) => return Ok(()),
            Err(error) => return Err(error.into()),
        }
    };
    let mail = InvitationMail {
        name: staff.name,
        organisation: organisation.name,
        link: link(&app, job.invitation),
    };
    let to = EmailAddress::parse(&staff.email).map_err(|e| Failure::GiveUp(e.into()))?;
    let mail = render(&app.templates, staff.language, &mail)?;
    match app
        .mailer
        .send(&mail.to(to, job.invitation.to_string(), now))
        .await
    {
        Ok(()) | Err(MailError::Uncertain) => Ok(()),
        Err(error @ MailError::Permanent(_)) => Err(Failure::GiveUp(error.into())),
        Err(error) => Err(Failure::Retry(error.into())),
    }
}

/// Where an invitation is taken up.
#[must_use]
pub fn link(app: &App, id: InvitationId) -> String {
    let token = invitation::token(&app.keys.links, id);
    format!("{}/desk/invitations/{token}", app.settings.public_url)
}

/// Sets the password of whoever an invitation is for, ends their sessions and uses the invitation up.
///
/// # Errors
/// [`Error::NotFound`] when it was used, has expired or never was.
pub async fn take_up(
    app: &App,
    conn: &mut AsyncPgConnection,
    id: InvitationId,
    password: Password,
) -> Result<(), Error> {
    let hash = app.heavy(move || password.hash()).await??;
    let now = app.clock.now();
    transaction(conn, async |mut tx| {
        let staff = store::invitations::use_up(&mut tx, id, now).await?;
        store::set_password(&mut tx, staff, &hash).await?;
        store::sessions::end_of(&mut tx, staff).await?;
        record_everywhere(&mut tx, staff, Verb::PasswordSet, now).await
    })
    .await
}

/// Starts a session. `None` for a wrong address or password, after the same work.
///
/// # Errors
/// [`Error::Unavailable`] when too many sign in at once.
pub async fn sign_in(app: &App, email: &str, typed: String) -> Result<Option<Token>, Error> {
    let known = match EmailAddress::parse(email) {
        Ok(email) => store::by_email(&mut *app.db.platform().await?, email.as_str()).await?,
        // Nobody's, and as long a way to say so.
        Err(_) => None,
    };
    let (staff, hash) = known.map_or((None, None), |(staff, hash)| (Some(staff), hash));
    let right = app
        .heavy(move || password::verify(&typed, hash.as_deref()))
        .await?;
    let Some(staff) = staff.filter(|_| right) else {
        return Ok(None);
    };
    let (token, now) = (Token::generate(), app.clock.now());
    let mut conn = app.db.platform().await?;
    transaction(&mut conn, async |mut tx| {
        store::sessions::add(&mut tx, &token, staff, now).await?;
        record_everywhere(&mut tx, staff, Verb::SignedIn, now).await?;
        Ok(Some(token))
    })
    .await
}

/// Ends a session.
///
/// # Errors
/// Any database error.
pub async fn sign_out(app: &App, token: &Token, session: &Session) -> Result<(), Error> {
    let mut conn = app.db.platform().await?;
    let (staff, now) = (session.staff, app.clock.now());
    transaction(&mut conn, async |mut tx| {
        if store::sessions::end(&mut tx, token).await? {
            record_everywhere(&mut tx, staff, Verb::SignedOut, now).await?;
        }
        Ok(())
    })
    .await
}

/// Takes somebody's roles away and ends their sessions.
///
/// # Errors
/// [`Error::NotFound`] when they have none here; [`Error::Conflict`] for oneself: an organisation is never locked out.
pub async fn remove(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    by: StaffId,
    who: StaffId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    if by == who {
        return Err(Error::Conflict("oneself"));
    }
    transaction(conn, async |mut tx| {
        store::remove_roles(&mut tx, organisation, who).await?;
        store::sessions::end_of(&mut tx, who).await?;
        audit::record(
            &mut tx,
            organisation,
            Some(by),
            Verb::RoleRemoved,
            Some(who.untyped()),
            now,
        )
        .await
    })
    .await
}

/// In the trail of every organisation a person works for.
async fn record_everywhere(
    tx: &mut Tx<'_>,
    staff: StaffId,
    verb: Verb,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let mut theirs: Vec<_> = store::roles(tx, staff)
        .await?
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    theirs.dedup();
    for organisation in theirs {
        switch_tenant(tx, organisation).await?;
        audit::record(tx, organisation, Some(staff), verb, Some(staff.untyped()), now).await?;
    }
    Ok(())
}

/// Signs everybody out, and drops mails that were about to leave: for a backup that was put back, which knows nothing of
/// what happened since.
///
/// # Errors
/// Any database error.
pub async fn start_afresh(tx: &mut Tx<'_>) -> Result<(), Error> {
    store::sessions::end_all(tx).await?;
    drop_all::<SendInvitation>(tx).await
}

/// Forgets sessions and invitations that have ended.
///
/// # Errors
/// Any database error.
pub async fn forget_ended(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        store::sessions::forget_ended(&mut tx, now).await?;
        store::invitations::forget_ended(&mut tx, now).await
    })
    .await
}
