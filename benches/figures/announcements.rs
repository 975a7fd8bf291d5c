//! P4: an announcement, rendering and ledger included, beside lettre's own connection with nothing around it: the same
//! number of connections with `TCP_NODELAY`, the same server, the same bytes.

use crate::{
    report::{Bound, Row, median},
    sink::Sink,
};
use anyhow::{Context, ensure};
use diesel::{QueryableByName, sql_query, sql_types};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use lettre::{
    address::Envelope,
    transport::smtp::{client::AsyncSmtpConnection, extension::ClientId},
};
use pratfall::{
    accounts,
    announcements::{
        actions::{announcing, review::review, sending::CONNECTIONS},
        model::InHand,
        store::ledger::Ledger,
    },
    app::{
        start::{Started, Use, start},
        worker,
    },
    audit::Actor,
    ids::{AnnouncementId, EventId, OrganisationId, StaffId, SubscriptionId},
    organisations::{self, Lanes, Organisation, actions::NewOrganisation},
    platform::{
        config::Settings,
        i18n::Language,
        jobs::Runner,
        mail::{EmailAddress, Mailer},
        state::App,
    },
};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::Instant,
};
use tokio::net::TcpStream;

const PEOPLE: usize = 10_000;
const ROUNDS: usize = 3;

/// A folder that goes when this does.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

/// Measures in turns, so that what else the machine does falls on both.
pub fn measure() -> anyhow::Result<Vec<Row>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(rounds())
}

async fn rounds() -> anyhow::Result<Vec<Row>> {
    let sink = Sink::start()?;
    let folder = Folder(std::env::temp_dir().join(format!("pratfall-bench-{}", std::process::id())));
    let site = Site::open(&folder.0, sink.port).await?;
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

/// A site with subscribers and a released agenda.
struct Site {
    started: Started,
    organisation: Organisation,
    staff: StaffId,
    event: EventId,
}

impl Site {
    async fn open(data: &Path, port: u16) -> anyhow::Result<Self> {
        let settings = BTreeMap::from([
            ("PRATFALL_DATA".to_owned(), data.to_string_lossy().into_owned()),
            ("SMTP_URL".to_owned(), format!("smtp://127.0.0.1:{port}")),
        ]);
        let started = start(Settings::from_map(&settings)?, false, Use::Own).await?;
        let app = &started.app;
        let mut conn = app.db.platform().await?;
        let new = NewOrganisation {
            slug: "acme".parse()?,
            name: "Acme".to_owned(),
            languages: Language::ALL.to_vec(),
            time_zone: chrono_tz::Tz::Europe__Brussels,
            threshold: 1,
            lanes: Lanes {
                house: false,
                open: Some(1000),
            },
            people: None,
            themes: vec![],
        };
        let organisation =
            organisations::actions::create(&mut conn, new, &app.settings, app.clock.now()).await?;
        drop(conn);
        let event = EventId::new();
        let mut owner = AsyncPgConnection::establish(app.db.url()).await?;
        owner.batch_execute(&furniture(organisation.id, event)).await?;
        let staff = first_of_staff(app, &organisation).await?;
        Ok(Self {
            started,
            organisation,
            staff,
            event,
        })
    }

    fn actor(&self) -> Actor {
        Actor {
            organisation: self.organisation.id,
            staff: self.staff,
            now: self.started.app.clock.now(),
        }
    }

    async fn draft(&self) -> anyhow::Result<AnnouncementId> {
        let (id, app) = (AnnouncementId::new(), &self.started.app);
        let mut conn = app.db.tenant(self.organisation.id).await?;
        announcing::draft(&mut conn, &self.organisation, self.actor(), id, (self.event, 1)).await?;
        Ok(id)
    }

    /// The bytes of a mail of this draft.
    async fn one_mail(&self, id: AnnouncementId) -> anyhow::Result<Vec<u8>> {
        let app = &self.started.app;
        let now = app.clock.now();
        let mut conn = app.db.tenant(self.organisation.id).await?;
        let review = review(app, &mut conn, &self.organisation, id, now).await?;
        let item = InHand {
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
        let seen = review(app, &mut conn, &self.organisation, id, actor.now)
            .await?
            .seen();
        let asked = Instant::now();
        announcing::confirm(app, &mut conn, &self.organisation, actor, id, &seen).await?;
        let confirming = asked.elapsed().as_secs_f64();
        let begun = Instant::now();
        Runner::new(app.clone(), worker::registry()).run_due().await?;
        let rate = as_f64(PEOPLE) / begun.elapsed().as_secs_f64();
        let ledger = Ledger {
            organisation: self.organisation.id,
            announcement: id,
        };
        let progress = ledger.progress(&mut conn).await?;
        let sent = progress.of(pratfall::announcements::delivery::DeliveryStatus::Sent);
        ensure!(usize::try_from(sent)? == PEOPLE, "{sent} of {PEOPLE} were sent");
        Ok((confirming, rate))
    }
}

/// An agenda of 30 slots, released, and subscribers.
fn furniture(organisation: OrganisationId, event: EventId) -> String {
    format!(
        "insert into events (organisation_id, id, title, intro, starts_at, minutes, time_zone, place, link, language) \
         values ('{organisation}', '{event}', 'Post-mortems', '', '2027-06-04 14:00', 300, 'Europe/Brussels', \
             'Room 1', '', 'en'); \
         insert into releases (organisation_id, event_id, version, released_at, title, intro, starts_at, minutes, \
             time_zone, place, link, language, changes) \
         select organisation_id, id, 1, now(), title, intro, starts_at, minutes, time_zone, place, link, language, '[]' \
         from events; \
         insert into release_slots (organisation_id, event_id, version, position, kind, title, starts_at, minutes) \
         select organisation_id, event_id, 1, n, 'free', 'Talk ' || n || ': what broke and what we learnt', \
             starts_at + n * interval '10 minutes', 10 \
         from releases, generate_series(0, 29) n; \
         insert into subscriptions (organisation_id, id, email, email_hash, language, status, confirmed_at) \
         select '{organisation}', gen_random_uuid(), 'u' || n || '@example.org', sha256(n::text::bytea), 'en', \
             'confirmed', now() from generate_series(1, {PEOPLE}) n"
    )
}

async fn first_of_staff(app: &App, organisation: &Organisation) -> anyhow::Result<StaffId> {
    #[derive(QueryableByName)]
    struct Staff {
        #[diesel(sql_type = sql_types::Uuid)]
        id: StaffId,
    }
    let mut conn = app.db.tenant(organisation.id).await?;
    let invitee = accounts::forms::Invitee {
        email: EmailAddress::parse("mia@example.org").map_err(|_| anyhow::anyhow!("address"))?,
        name: "Mia".to_owned(),
        role: accounts::Role::Organiser,
        language: Language::En,
    };
    let (id, now) = (pratfall::ids::InvitationId::new(), app.clock.now());
    accounts::actions::invite(&mut conn, organisation.id, None, id, invitee, now).await?;
    let staff: Staff = sql_query("select id from staff").get_result(&mut conn).await?;
    Runner::new(app.clone(), worker::registry()).run_due().await?;
    Ok(staff.id)
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

fn as_f64(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::NAN, f64::from)
}
