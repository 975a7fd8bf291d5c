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

/// Records a request for an address and enqueues the mail that asks its owner: once until it is sent, and once per
/// form. Does the same work for any address. Fails with [`Error::StaleForm`] for a form too old to know whether it came
/// before, [`Error::TooManyRequests`] after too many addresses with one form, [`Error::Unavailable`] while strangers
/// cause too many mails.
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

/// Job: asks an unconfirmed address whether it wants announcements, unless its quiet time runs. The request is recorded
/// after the mail has left: after a crash in between it gets a second one.
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
        // Refused for good: there is no such mailbox. Its quiet time starts like any other.
        Ok(()) | Err(MailError::Uncertain | MailError::Permanent(_)) => {}
        Err(error) => return Err(Failure::Retry(error.into())),
    }
    let mut conn = app.db.tenant(organisation).await?;
    transaction(&mut conn, async |mut tx| {
        subscriptions::record_request(&mut tx, organisation, id, now).await
    })
    .await?;
    Ok(())
}

/// Confirms a subscription, if it is unconfirmed.
pub async fn confirm(
    app: &App,
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    id: SubscriptionId,
) -> Result<(), Error> {
    let now = app.clock.now();
    transaction(conn, async |mut tx| subscriptions::confirm(&mut tx, organisation, id, now).await).await
}

/// A line of the note of who unsubscribed.
#[derive(Serialize, Deserialize)]
struct UnsubscribedNote {
    unsubscribed: (OrganisationId, SubscriptionId),
}

/// Ends a subscription and erases its address. Wins over every delivery that has not left yet, and over a restored
/// backup.
pub async fn unsubscribe(
    app: &App,
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    id: SubscriptionId,
) -> Result<(), Error> {
    let unsubscribed = (organisation, id);
    let line = serde_json::to_string(&UnsubscribedNote { unsubscribed }).context("note an end")?;
    app.keys.note_taken_back(app.clock.today(), line)?;
    transaction(conn, async |mut tx| {
        subscriptions::unsubscribe(&mut tx, organisation, id, app.clock.now()).await
    })
    .await
}

pub async fn change_language(
    conn: &mut AsyncPgConnection,
    organisation: OrganisationId,
    id: SubscriptionId,
    language: Language,
) -> Result<(), Error> {
    transaction(conn, async |mut tx| subscriptions::set_language(&mut tx, organisation, id, language).await)
        .await
}

/// Repeats the unsubscriptions since a backup was made that was restored. Lines of other features are skipped.
pub async fn unsubscribe_again(app: &App, lines: &[String]) -> Result<usize, Error> {
    let noted = lines.iter().filter_map(|line| serde_json::from_str::<UnsubscribedNote>(line).ok());
    let mut count = 0;
    for UnsubscribedNote { unsubscribed: (organisation, id) } in noted {
        let mut conn = app.db.tenant(organisation).await?;
        transaction(&mut conn, async |mut tx| {
            subscriptions::unsubscribe(&mut tx, organisation, id, app.clock.now()).await
        })
        .await?;
        count += 1;
    }
    Ok(count)
}

/// Erases addresses that were never confirmed, and quiet times that are over.
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
