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
    /// Cookie that makes this device known to them, and to nobody else.
    pub device: String,
}

/// Outcome of trying to sign in.
pub enum Attempt {
    Right(SignedIn),
    /// Nothing: a wrong address or a wrong password.
    Wrong,
    /// Nothing was looked at: too many were wrong before.
    TooEarly(Duration),
}

/// Starts a session. What is wrong with address or password does not show, nor in how long it takes.
///
/// Wrong passwords make the next try at the same address wait. Whoever guesses at somebody's password keeps nobody out
/// who signed in before: tries from such a `device` are counted apart. From a new device there is a link by mail.
///
/// # Errors
/// [`Error::Unavailable`] when too many sign in at once.
pub async fn sign_in(app: &App, email: &str, typed: String, device: Option<&str>) -> Result<Attempt, Error> {
    let typed = Zeroizing::new(typed);
    // Nobody has what is no address, as everybody can see.
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
        None => (
            app.keys.pepper.mac("sign-in", &[email.as_str().as_bytes()]),
            Caller::Unknown,
        ),
    };
    if let Err(wait) = app.throttle.attempt(what, app.clock.now()) {
        return Ok(Attempt::TooEarly(wait));
    }
    let (staff, hash) = known.map_or((None, None), |(staff, hash)| (Some(staff), hash));
    let theirs = hash.clone();
    let verified = app
        .hashing
        .run(caller, move |memory| {
            password::verify(&typed, hash.as_deref(), memory)
        })
        .await;
    let right = match verified {
        Ok(right) => right,
        Err(error) => {
            // It was not looked at.
            app.throttle.cancel(what);
            return Err(error);
        }
    };
    match (staff, theirs) {
        (Some(staff), Some(hash)) if right => {
            let mut conn = app.db.platform().await?;
            let session = transaction(&mut conn, async |mut tx| {
                // A password that was changed meanwhile opens nothing.
                store::still_has(&mut tx, staff, &hash).await?;
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

/// Writes down that somebody did not get in, after the answer: writing takes time, and would tell who is known here.
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

/// Lets a session in at the desk of an organisation. Its trail tells of the first time: where else somebody works, and
/// when, is none of its business.
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

/// Ends a session.
pub async fn sign_out(app: &App, token: &Token, session: &Session) -> Result<(), Error> {
    let mut conn = app.db.platform().await?;
    let now = app.clock.now();
    transaction(&mut conn, async |mut tx| {
        if store::sessions::end(&mut tx, token).await? {
            // In one order for all, since each trail is held until the end.
            for organisation in session.entered.iter().copied().collect::<BTreeSet<_>>() {
                record_at(&mut tx, organisation, session.staff, Verb("signed_out"), now).await?;
            }
        }
        Ok(())
    })
    .await
}
