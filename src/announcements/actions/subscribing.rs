//! Subscribing, confirming, unsubscribing.

use crate::{
    announcements::{jobs::SendConfirmation, mails::ConfirmationMail, store::subscriptions, subscription},
    ids::{ClaimId, OrganisationId, SubscriptionId},
    intake::stamp::Stamp,
    organisations,
    platform::{
        db::transaction,
        error::Error,
        gate::Standing,
        i18n::Language,
        jobs::{Failure, enqueue_once},
        mail::{EmailAddress, MailError, render::render},
        state::App,
    },
    retention::UNCONFIRMED,
};
use anyhow::Context;
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Notes that somebody typed an address, and has its owner asked, once however often that happens before they are, and
/// once however often the same form is sent. The same work whatever is known of the address.
///
/// # Errors
/// [`Error::Unavailable`] when strangers caused too many mails lately. [`Error::StaleForm`] when the
/// form is so old that nobody knows whether it came before, [`Error::TooManyRequests`] when too many addresses came with
/// it.
pub async fn subscribe(
    app: &App,
    organisation: OrganisationId,
    (stamp, standing): (Option<Stamp>, Standing),
    email: &EmailAddress,
    language: Language,
) -> Result<(), Error> {
    let parts: [&[u8]; 2] = [organisation.as_bytes(), email.as_str().as_bytes()];
    let hash = app.keys.pepper.mac("subscriber", &parts);
    let once = match stamp {
        Some(stamp) => {
            let content = Sha256::digest([hash.as_slice(), language.as_str().as_bytes()].concat());
            let form = stamp.form_key(&app.keys.pepper, organisation);
            app.gate.memory.once(form, content.into())?.0
        }
        None => Arc::default(),
    };
    let ask = async || {
        app.gate.may_mail(organisation.untyped(), standing)?;
        let mut conn = app.db.tenant(organisation).await?;
        transaction(&mut conn, async |mut tx| {
            let id = subscriptions::put(&mut tx, organisation, email, &hash, language).await?;
            let job = SendConfirmation { subscription: id };
            enqueue_once(&mut tx, Some(organisation), &job).await
        })
        .await
    };
    once.get_or_try_init(ask).await.copied()
}

/// Job: asks an unconfirmed address whether it wants announcements. Nothing happens for others, or while it is to be left
/// in peace. That it was asked is noted after the mail has left: after a crash in between it gets a second one.
///
/// # Errors
/// [`Failure::Retry`] while mail or database are out of reach.
pub async fn send_confirmation(
    app: App,
    organisation: OrganisationId,
    job: SendConfirmation,
) -> Result<(), Failure> {
    let (id, now) = (job.subscription, app.clock.now());
    let mut conn = app.db.tenant(organisation).await?;
    let asked = subscriptions::to_ask(&mut conn, organisation, id, now).await?;
    let Some((email, language)) = asked.and_then(|row| Some((row.email?, row.language))) else {
        return Ok(());
    };
    let organisation_row = organisations::store::by_id(&mut conn, organisation).await?;
    drop(conn);
    let view = ConfirmationMail {
        organisation: organisation_row.name,
        link: format!(
            "{}/{}/subscriptions/{}",
            app.settings.public_url,
            organisation_row.slug,
            subscription::token(&app.keys.links, id)
        ),
    };
    let to = EmailAddress::parse(&email).map_err(|e| Failure::GiveUp(e.into()))?;
    let mail = render(&app.templates, language, &view)?.to(to, ClaimId::new().to_string(), now);
    match app.mailer.send(&mail).await {
        // Refused for good: there is no such mailbox. It is left in peace like any other.
        Ok(()) | Err(MailError::Uncertain | MailError::Permanent(_)) => {}
        Err(error) => return Err(Failure::Retry(error.into())),
    }
    let mut conn = app.db.tenant(organisation).await?;
    transaction(&mut conn, async |mut tx| {
        subscriptions::asked(&mut tx, organisation, id, now).await
    })
    .await?;
    Ok(())
}

/// Confirms a subscription. Nothing happens when it is confirmed already, or erased meanwhile.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn confirm(
    app: &App,
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    id: SubscriptionId,
) -> Result<(), Error> {
    let now = app.clock.now();
    transaction(conn, async |mut tx| {
        subscriptions::confirm(&mut tx, organisation, id, now).await
    })
    .await
}

/// A line of the note of what was taken back.
#[derive(Serialize, Deserialize)]
struct Noted {
    unsubscribed: (OrganisationId, SubscriptionId),
}

/// Ends a subscription and erases its address. Wins over every delivery that has not left yet, and over a backup that
/// is put back.
pub async fn unsubscribe(
    app: &App,
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    id: SubscriptionId,
) -> Result<(), Error> {
    let unsubscribed = (organisation, id);
    let line = serde_json::to_string(&Noted { unsubscribed }).context("note an end")?;
    app.keys.note_taken_back(app.clock.today(), line)?;
    transaction(conn, async |mut tx| {
        subscriptions::unsubscribe(&mut tx, organisation, id, app.clock.now()).await
    })
    .await
}

/// Writes to a subscriber in another language from now on.
pub async fn change_language(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    id: SubscriptionId,
    language: Language,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        subscriptions::set_language(&mut tx, organisation, id, language).await
    })
    .await
}

/// Ends again the subscriptions that ended since a backup was made which was put back. Lines that others noted are left
/// to them.
pub async fn unsubscribe_again(app: &App, lines: &[String]) -> Result<usize, Error> {
    let noted = lines
        .iter()
        .filter_map(|line| serde_json::from_str::<Noted>(line).ok());
    let mut count = 0;
    for Noted {
        unsubscribed: (organisation, id),
    } in noted
    {
        let mut conn = app.db.tenant(organisation).await?;
        transaction(&mut conn, async |mut tx| {
            subscriptions::unsubscribe(&mut tx, organisation, id, app.clock.now()).await
        })
        .await?;
        count += 1;
    }
    Ok(count)
}

/// Erases the addresses that somebody typed and nobody confirmed, and forgets whom to leave in peace once that is over.
pub async fn forget_unconfirmed(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| {
        subscriptions::forget_asked(&mut tx, organisation, now).await?;
        subscriptions::forget_unconfirmed(&mut tx, organisation, UNCONFIRMED.before(now)).await
    })
    .await
}
