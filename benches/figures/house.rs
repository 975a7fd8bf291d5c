//! An organisation with a released agenda of 30 slots, on an embedded Postgres of its own.

use diesel::{QueryableByName, sql_query, sql_types};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use pratfall::{
    accounts::{self, Role, password::Password},
    app::{
        start::{Started, Use, start},
        worker,
    },
    audit::Actor,
    ids::{EventId, InvitationId, OrganisationId, StaffId},
    organisations::{self, Lanes, Organisation, Readers, actions::NewOrganisation},
    platform::{config::Settings, i18n::Language, jobs::Runner, mail::EmailAddress, state::App},
};
use std::{collections::BTreeMap, path::Path};
use tempfile::TempDir;

pub struct House {
    pub started: Started,
    pub organisation: Organisation,
    pub event: EventId,
    pub staff: StaffId,
    /// Session of the moderator.
    pub session: String,
    folder: TempDir,
}

impl House {
    /// Starts Postgres and fills it.
    pub async fn open(settings: &[(&str, String)]) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let mut all =
            BTreeMap::from([("PRATFALL_DATA".to_owned(), folder.path().to_string_lossy().into_owned())]);
        all.extend(settings.iter().map(|(k, v)| ((*k).to_owned(), v.clone())));
        let started = start(Settings::from_map(&all)?, false, Use::Own).await?;
        let app = &started.app;
        let mut conn = app.db.platform().await?;
        let new = NewOrganisation {
            slug: "acme".parse()?,
            name: "Acme".to_owned(),
            languages: Language::ALL.to_vec(),
            time_zone: chrono_tz::Tz::Europe__Brussels,
            threshold: 1,
            lanes: Lanes { house: false, open: Some(10_000) },
            people: None,
            readers: Readers::Everybody,
            themes: vec![BTreeMap::from([(Language::En, "Planning".to_owned())])],
        };
        let organisation =
            organisations::actions::create(&mut conn, new, &app.settings, app.clock.now()).await?;
        drop(conn);
        let event = EventId::new();
        let mut owner = AsyncPgConnection::establish(app.db.url()).await?;
        owner.batch_execute(&agenda(organisation.id, event)).await?;
        let (staff, session) = moderator(app, &organisation).await?;
        Ok(Self { started, organisation, event, staff, session, folder })
    }

    pub fn data(&self) -> &Path {
        self.folder.path()
    }

    pub fn actor(&self) -> Actor {
        Actor { organisation: self.organisation.id, staff: self.staff, now: self.started.app.clock.now() }
    }
}

fn agenda(organisation: OrganisationId, event: EventId) -> String {
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
         from releases, generate_series(0, 29) n"
    )
}

/// A moderator, signed in.
async fn moderator(app: &App, organisation: &Organisation) -> anyhow::Result<(StaffId, String)> {
    #[derive(QueryableByName)]
    struct Staff {
        #[diesel(sql_type = sql_types::Uuid)]
        id: StaffId,
    }
    let mut conn = app.db.tenant(organisation.id).await?;
    let invitee = accounts::forms::Invitee {
        email: EmailAddress::parse("mia@example.org").map_err(|_| anyhow::anyhow!("address"))?,
        name: "Mia".to_owned(),
        role: Role::Moderator,
        language: Language::En,
    };
    let (id, now) = (InvitationId::new(), app.clock.now());
    accounts::actions::invite(&mut conn, organisation.id, None, id, invitee, now).await?;
    let staff: Staff = sql_query("select id from staff").get_result(&mut conn).await?;
    drop(conn);
    let password =
        Password::parse("gluten trappist kadans 9", &[]).map_err(|_| anyhow::anyhow!("password"))?;
    let signed_in = accounts::actions::take_up(app, id, password).await?;
    Runner::new(app.clone(), worker::registry()).run_due().await?;
    Ok((staff.id, signed_in.token.as_str().to_owned()))
}
