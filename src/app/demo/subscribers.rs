//! Subscribers of the demonstration.

use super::content;
use crate::{
    announcements::{
        actions::subscribing::{confirm, subscribe as ask, unsubscribe},
        store::subscriptions,
        subscription::SubscriptionStatus,
    },
    ids::OrganisationId,
    platform::{gate::Standing, mail::EmailAddress, state::App},
};
use anyhow::Context;

/// More than the demonstration has.
const MANY: i64 = 1000;

/// Subscribes everybody, and takes each subscription as far as its file says.
pub async fn subscribe(app: &App, organisation: OrganisationId) -> anyhow::Result<()> {
    let mut conn = app.db.tenant(organisation).await?;
    for subscriber in content::subscribers()? {
        let email = EmailAddress::parse(&subscriber.email).context("a subscriber's address")?;
        ask(app, organisation, (None, Standing::Proven), &email, subscriber.language).await?;
        let all = subscriptions::page(&mut conn, organisation, 0, MANY).await?;
        let found = all.iter().find(|row| row.email.as_deref() == Some(email.as_str()));
        let id = found.context("somebody who just subscribed")?.id;
        if subscriber.then != SubscriptionStatus::Unconfirmed {
            confirm(app, &mut conn, organisation, id).await?;
        }
        if subscriber.then == SubscriptionStatus::Unsubscribed {
            unsubscribe(app, &mut conn, organisation, id).await?;
        }
    }
    Ok(())
}
