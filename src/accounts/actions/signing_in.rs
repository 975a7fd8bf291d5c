//! Signing in and out.

use super::{record_at, record_everywhere};
use crate::{
    accounts::{
        device::{self, Device},
        password,
        session::{Session, Token},
        store,
    },
    audit::Verb,
    ids::{OrganisationId, StaffId},
    platform::{
        db::{Tx, transaction},
        error::Error,
        hashing::Caller,
        mail::EmailAddress,
        state::App,
    },
};
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use std::{collections::BTreeSet, time::Duration};
use zeroize::Zeroizing;

/// Secrets for the browser of somebody who signed in.
pub struct SignedIn {
    pub token: Token,
    /// Cookie that makes this device known to them only.
    pub device: String,
}

/// Outcome of an attempt to sign in.
pub enum Attempt {
    Right(SignedIn),
    /// The address or the password is wrong.
    Wrong,
    /// Not checked: too many were wrong before.
    TooEarly(Duration),
}

/// Starts a session. A wrong address and a wrong password look the same and take the same time. Wrong passwords delay
/// the next attempt at the same address. Attempts from a `device` that signed in before are counted apart, so that
/// guessing keeps nobody out; for a new device there is a link by mail. Fails with [`Error::Unavailable`] while too
/// many sign in.
pub async fn sign_in(app: &App, email: &str, typed: String, device: Option<&str>) -> Result<Attempt, Error> {
    let typed = Zeroizing::new(typed);
    // A malformed address belongs to nobody, as everybody can see.
    let Ok(email) = EmailAddress::parse(email) else {
        return Ok(Attempt::Wrong);
    };
    let known = store::by_email(&mut *app.db.platform().await?, email.as_str()).await?;
    let device = known
        .as_ref()
        .zip(device)
        .and_then(|((staff, _), cookie)| device::read(&app.keys.links, *staff, cookie, app.clock.today()));
    let (what, caller) = match device {
        Some(device) => (app.keys.pepper.mac("device", &[&device]), Caller::Known),
        None => (app.keys.pepper.mac("sign-in", &[email.as_str().as_bytes()]), Caller::Unknown),
    };
    if let Err(wait) = app.throttle.attempt(what, app.clock.now()) {
        return Ok(Attempt::TooEarly(wait));
    }
    let (staff, hash) = known.map_or((None, None), |(staff, hash)| (Some(staff), hash));
    let theirs = hash.clone();
    let verified =
        app.hashing.run(caller, move |memory| password::verify(&typed, hash.as_deref(), memory)).await;
    let right = match verified {
        Ok(right) => right,
        Err(error) => {
            // The attempt was not checked.
            app.throttle.cancel(what);
            return Err(error);
        }
    };
    match (staff, theirs) {
        (Some(staff), Some(hash)) if right => {
            let mut conn = app.db.platform().await?;
            let session = transaction(&mut conn, async |mut tx| {
                // A password that was changed meanwhile does not count.
                store::lock_password(&mut tx, staff, &hash).await?;
                start_session(app, &mut tx, staff).await
            });
            match session.await {
                Err(Error::NotFound) => Ok(Attempt::Wrong),
                session => {
                    app.throttle.succeeded(what);
                    Ok(Attempt::Right(session?))
                }
            }
        }
        (staff, _) => {
            if let Some(staff) = staff {
                note_failure(app, staff);
            }
            Ok(Attempt::Wrong)
        }
    }
}

/// Records a failed attempt after the answer: writing takes time, which would tell who has an account.
fn note_failure(app: &App, staff: StaffId) {
    let work = app.clone();
    let begun = app.afterwards(async move {
        let now = work.clock.now();
        let noted = async {
            let mut conn = work.db.platform().await?;
            transaction(&mut conn, async |mut tx| {
                record_everywhere(&mut tx, staff, Verb("sign_in_failed"), now).await
            })
            .await
        };
        if let Err(error) = noted.await {
            tracing::error!(kind = error.key(), "a failed sign-in is in no trail");
        }
    });
    if begun.is_err() {
        tracing::error!("a failed sign-in is in no trail: too many at once");
    }
}

pub(super) async fn start_session(app: &App, tx: &mut Tx<'_>, staff: StaffId) -> Result<SignedIn, Error> {
    let token = Token::generate();
    store::sessions::add(tx, &token, staff, app.clock.now()).await?;
    Ok(SignedIn {
        token,
        device: device::cookie(&app.keys.links, staff, Device::generate(), app.clock.today()),
    })
}

/// Records that a session came to the desk of an organisation, the first time. Only there: other organisations need not
/// know where somebody works.
pub async fn enter(
    conn: &mut AsyncPgConnection,
    token: &Token,
    staff: StaffId,
    organisation: OrganisationId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        if store::sessions::enter(&mut tx, token, organisation).await? {
            record_at(&mut tx, organisation, staff, Verb("signed_in"), now).await?;
        }
        Ok(())
    })
    .await
}

pub async fn sign_out(app: &App, token: &Token, session: &Session) -> Result<(), Error> {
    let mut conn = app.db.platform().await?;
    let now = app.clock.now();
    transaction(&mut conn, async |mut tx| {
        if store::sessions::end(&mut tx, token).await? {
            // In one order for all, since each trail is locked until the end.
            for organisation in session.entered.iter().copied().collect::<BTreeSet<_>>() {
                record_at(&mut tx, organisation, session.staff, Verb("signed_out"), now).await?;
            }
        }
        Ok(())
    })
    .await
}
