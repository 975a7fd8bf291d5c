//! Passwords, and the links to choose them.

use super::{
    accept_offer, record_everywhere,
    signing_in::{SignedIn, start_session},
};
use crate::{
    accounts::{
        invitation,
        jobs::{SendChanged, SendForgotten, SendInvitation},
        password::{self, Password},
        session::Token,
        store,
    },
    audit::Verb,
    ids::{InvitationId, NoticeId, OrganisationId, StaffId},
    platform::{
        db::{Tx, transaction},
        error::Error,
        hashing::Caller,
        jobs::enqueue,
        mail::EmailAddress,
        state::App,
    },
};
use chrono::{DateTime, Duration, Utc};
use diesel_async::AsyncPgConnection;
use zeroize::Zeroizing;

/// Lifetime of a link for a forgotten password, counted from the mail. Within it, no other is sent.
pub const RESET_VALID: Duration = Duration::hours(1);

/// Mails somebody in the organisation a link to choose a new password, and returns it.
pub async fn reset_password(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    email: &EmailAddress,
    now: DateTime<Utc>,
) -> Result<InvitationId, Error> {
    let (staff, _) = store::by_email(conn, email.as_str()).await?.ok_or(Error::NotFound)?;
    let mut theirs = store::roles(conn, staff).await?;
    theirs.extend(store::offers::of_person(conn, staff).await?);
    if !theirs.iter().any(|(theirs, _)| *theirs == organisation) {
        return Err(Error::NotFound);
    }
    transaction(conn, async |mut tx| {
        let id = InvitationId::new();
        store::invitations::add(&mut tx, id, staff, now + RESET_VALID).await?;
        enqueue(&mut tx, None, &SendForgotten { invitation: id }).await?;
        Ok(id)
    })
    .await
}

/// Mails the owner of an address a link to choose a new password, unless an earlier one still works.
pub async fn forgot(app: &App, email: &EmailAddress) -> Result<(), Error> {
    let mut conn = app.db.platform().await?;
    let Some((staff, _)) = store::by_email(&mut conn, email.as_str()).await? else {
        return Ok(());
    };
    let now = app.clock.now();
    transaction(&mut conn, async |mut tx| {
        let id = InvitationId::new();
        if store::invitations::add_reset(&mut tx, id, staff, now, now + RESET_VALID).await? {
            enqueue(&mut tx, None, &SendForgotten { invitation: id }).await?;
        }
        Ok(())
    })
    .await
}

/// Adds an invitation and enqueues its mail. Returns false when there is one of this id.
pub(super) async fn send_link(
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

/// Returns the address of an invitation.
pub fn link(app: &App, id: InvitationId) -> String {
    let token = invitation::token(&app.keys.links, id);
    format!("{}/desk/invitations/{token}", app.settings.public_url)
}

/// Sets the password of an invited person, takes up what was offered with the invitation, ends their sessions and signs
/// them in. Fails with [`Error::NotFound`] for a used, expired or unknown invitation, [`Error::Unavailable`] while too
/// many passwords are hashed.
pub async fn take_up(app: &App, id: InvitationId, password: Password) -> Result<SignedIn, Error> {
    let hash = app.hashing.run(Caller::Known, move |memory| password.hash(memory)).await??;
    let now = app.clock.now();
    let mut conn = app.db.platform().await?;
    transaction(&mut conn, async |mut tx| {
        let staff = store::invitations::consume(&mut tx, id, now).await?;
        for (organisation, role) in store::offers::of_invitation(&mut tx, staff, id).await? {
            accept_offer(&mut tx, organisation, staff, role, now).await?;
        }
        if store::is_active(&mut tx, staff).await? {
            mail_changed(&mut tx, staff).await?;
        }
        store::set_password(&mut tx, staff, &hash).await?;
        store::sessions::end_of(&mut tx, staff).await?;
        record_everywhere(&mut tx, staff, Verb("password_set"), now).await?;
        start_session(app, &mut tx, staff).await
    })
    .await
}

/// Changes the password of somebody signed in and ends their other sessions. Returns false when `current` is wrong.
/// Fails with [`Error::TooManyRequests`] after too many wrong ones, [`Error::Unavailable`] while too many passwords are
/// hashed.
pub async fn change_password(
    app: &App,
    staff: StaffId,
    token: &Token,
    current: String,
    password: Password,
) -> Result<bool, Error> {
    let what = app.keys.pepper.mac("current password", &[staff.as_bytes()]);
    let now = app.clock.now();
    app.throttle.attempt(what, now).map_err(Error::TooManyRequests)?;
    let current = Zeroizing::new(current);
    let known = store::password_hash(&mut *app.db.platform().await?, staff).await?;
    let before = known.clone();
    let hash = app.hashing.run(Caller::Known, move |memory| {
        let right = password::verify(&current, before.as_deref(), memory);
        right.then(|| password.hash(memory)).transpose()
    });
    let (Some(hash), Some(known)) = (hash.await??, known) else {
        return Ok(false);
    };
    app.throttle.succeeded(what);
    let mut conn = app.db.platform().await?;
    transaction(&mut conn, async |mut tx| {
        match store::lock_password(&mut tx, staff, &known).await {
            Err(Error::NotFound) => return Ok(false),
            held => held?,
        }
        store::set_password(&mut tx, staff, &hash).await?;
        store::sessions::end_others(&mut tx, staff, token).await?;
        mail_changed(&mut tx, staff).await?;
        record_everywhere(&mut tx, staff, Verb("password_set"), now).await?;
        Ok(true)
    })
    .await
}

async fn mail_changed(tx: &mut Tx<'_>, staff: StaffId) -> Result<(), Error> {
    let notice = NoticeId::new();
    enqueue(tx, None, &SendChanged { staff, notice }).await
}
