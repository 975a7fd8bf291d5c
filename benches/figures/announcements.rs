//! P4: an announcement, rendering and ledger included, beside lettre's own connection with nothing around it: the same
//! number of connections with `TCP_NODELAY`, the same server, the same bytes.

use crate::{
    house::House,
    report::{Bound, Row, as_f64, median},
    sink::Sink,
};
use anyhow::{Context, ensure};
use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use lettre::{
    address::Envelope,
    transport::smtp::{client::AsyncSmtpConnection, extension::ClientId},
};
use pratfall::{
    announcements::{
        actions::{announcing, review::review, sending::CONNECTIONS},
        delivery::DeliveryStatus,
        model::Claimed,
        store::ledger::Ledger,
    },
    app::worker,
    ids::{AnnouncementId, OrganisationId, SubscriptionId},
    platform::{
        i18n::Language,
        jobs::Runner,
        mail::{EmailAddress, Mailer},
        web::once::Made,
    },
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::Instant,
};
use tokio::net::TcpStream;

const PEOPLE: usize = 10_000;
const ROUNDS: usize = 3;

/// Measures in turns, so that what else the machine does falls on both.
pub fn measure() -> anyhow::Result<Vec<Row>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(rounds())
}

async fn rounds() -> anyhow::Result<Vec<Row>> {
    let sink = Sink::start()?;
    let site = House::open(&[("SMTP_URL", format!("smtp://127.0.0.1:{}", sink.port))]).await?;
    let mut owner = AsyncPgConnection::establish(site.started.app.db.url()).await?;
    owner.batch_execute(&subscribers(site.organisation.id)).await?;
    let (mut ours, mut bare, mut accepted) = (vec![], vec![], vec![]);
    for _ in 0..ROUNDS {
        let id = site.draft().await?;
        let body = Arc::new(site.one_mail(id).await?);
        bare.push(lettre_alone(sink.port, body).await?);
        let (confirming, rate) = site.announce(id).await?;
        accepted.push(confirming);
        ours.push(rate);
    }
    Ok(vec![
        Row {
            goal: "P4",
            what: "announcement, mails a second",
            figure: median(ours),
            limit: Some(median(bare)),
            unit: "/s",
            bound: Bound::Ratio(0.5),
        },
        Row {
            goal: "P4",
            what: "confirming it for 10 000 people",
            figure: median(accepted),
            limit: None,
            unit: "s",
            bound: Bound::Most(1.0),
        },
    ])
}

impl House {
    async fn draft(&self) -> anyhow::Result<AnnouncementId> {
        let (id, app) = (AnnouncementId::new(), &self.started.app);
        let mut conn = app.db.tenant(self.organisation.id).await?;
        let made =
            announcing::draft(&mut conn, &self.organisation, self.actor(), id, (self.event, 1)).await?;
        ensure!(made == Made::Created, "a draft of its own");
        Ok(id)
    }

    /// The bytes of a mail of this draft.
    async fn one_mail(&self, id: AnnouncementId) -> anyhow::Result<Vec<u8>> {
        let app = &self.started.app;
        let now = app.clock.now();
        let mut conn = app.db.tenant(self.organisation.id).await?;
        let review = review(app, &mut conn, &self.organisation, id, now).await?;
        let item = Claimed {
            subscription_id: SubscriptionId::new(),
            attempts: 1,
            next_at: now,
            knows: review.audience.most(),
            email: None,
            language: Language::En,
        };
        let to = EmailAddress::parse("u1@example.org").map_err(|_| anyhow::anyhow!("address"))?;
        let mail = review.composition.mail(app, &item, to, now).context("a mail")?;
        mail.to_bytes(&app.settings.sender())
    }

    /// Confirms a draft and does the work that follows: seconds until it is accepted, mails a second from then on.
    async fn announce(&self, id: AnnouncementId) -> anyhow::Result<(f64, f64)> {
        let app = &self.started.app;
        ensure!(matches!(app.mailer, Mailer::Smtp(_)), "mail goes to the sink");
        let mut conn = app.db.tenant(self.organisation.id).await?;
        let actor = self.actor();
        let seen = review(app, &mut conn, &self.organisation, id, actor.now).await?.seen();
        let asked = Instant::now();
        let refusal = announcing::confirm(app, &mut conn, &self.organisation, actor, id, &seen).await?;
        ensure!(refusal.is_none(), "the event is not announced any more");
        let confirming = asked.elapsed().as_secs_f64();
        let begun = Instant::now();
        Runner::new(app.clone(), worker::registry()).run_due().await?;
        let rate = as_f64(PEOPLE) / begun.elapsed().as_secs_f64();
        let ledger = Ledger { organisation: self.organisation.id, announcement: id };
        let progress = ledger.progress(&mut conn).await?;
        let sent = progress.of(DeliveryStatus::Sent);
        ensure!(usize::try_from(sent)? == PEOPLE, "{sent} of {PEOPLE} were sent");
        Ok((confirming, rate))
    }
}

fn subscribers(organisation: OrganisationId) -> String {
    format!(
        "insert into subscriptions (organisation_id, id, email, email_hash, language, status, confirmed_at) \
         select '{organisation}', gen_random_uuid(), 'u' || n || '@example.org', sha256(n::text::bytea), 'en', \
             'confirmed', now() from generate_series(1, {PEOPLE}) n"
    )
}

/// Mails a second of the same connections with nothing around them.
async fn lettre_alone(port: u16, body: Arc<Vec<u8>>) -> anyhow::Result<f64> {
    let next = Arc::new(AtomicUsize::new(0));
    let begun = Instant::now();
    let mut under_way = tokio::task::JoinSet::new();
    for _ in 0..CONNECTIONS {
        let (next, body) = (next.clone(), body.clone());
        under_way.spawn(async move {
            let stream = TcpStream::connect(("127.0.0.1", port)).await?;
            stream.set_nodelay(true)?;
            let hello = ClientId::Domain("bench.example.org".to_owned());
            let mut connection =
                AsyncSmtpConnection::connect_with_transport(Box::new(stream), &hello).await?;
            loop {
                let n = next.fetch_add(1, Relaxed);
                if n >= PEOPLE {
                    return anyhow::Ok(());
                }
                let to = format!("u{n}@example.org").parse()?;
                let envelope = Envelope::new(Some("pratfall@localhost".parse()?), vec![to])?;
                connection.send(&envelope, &body).await?;
            }
        });
    }
    while let Some(ended) = under_way.join_next().await {
        ended??;
    }
    Ok(as_f64(PEOPLE) / begun.elapsed().as_secs_f64())
}
