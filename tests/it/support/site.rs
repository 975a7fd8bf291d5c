//! An organisation's site on a database of its own.

use super::{
    cluster,
    visitor::{Service, Visitor},
    wire::Wire,
};
use actix_service::{Service as _, ServiceExt as _, boxed};
use actix_web::{
    dev::ServiceResponse,
    introspection::{IntrospectionReportItem, IntrospectionTree},
    test,
    web::Data,
};
use chrono::NaiveDate;
use diesel::{dsl::sql, sql_query, sql_types::BigInt};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use pratfall::{
    accounts::{self, Role, actions::Invitation, forms::Invitee, password::Password},
    app::{routes, worker},
    ids::InvitationId,
    intake,
    organisations::{self, Lanes, Organisation, Readers, actions::NewOrganisation, store::reader_keys},
    platform::{
        clock::Clock,
        config::{Searches, Settings},
        i18n::Language,
        jobs::{self, Runner},
        mail::{EmailAddress, Mailer},
        state::App,
    },
};
use std::{collections::BTreeMap, path::PathBuf, time::Duration};

pub const PASSWORD: &str = "gluten trappist kadans 9";

/// The site of `acme`, with everything but the network.
pub struct TestSite {
    pub app: App,
    pub organisation: Organisation,
    pub url: String,
    service: Service,
    folder: PathBuf,
}

impl TestSite {
    /// A fresh site. Nothing runs in the background: tests say when the mix and the jobs happen.
    pub async fn new() -> Self {
        Self::with(&[]).await
    }

    /// A fresh site with these settings on top.
    pub async fn with(more: &[(&str, &str)]) -> Self {
        Self::put_together(more, false).await
    }

    /// A fresh site that is a demonstration, without what a demonstration has in it.
    pub async fn demo(more: &[(&str, &str)]) -> Self {
        Self::put_together(more, true).await
    }

    async fn put_together(more: &[(&str, &str)], demo: bool) -> Self {
        let url = cluster::database().await;
        let folder = std::env::temp_dir().join(format!("pratfall-it-{}", pratfall::ids::JobId::new()));
        let mut settings = BTreeMap::from([
            ("PRATFALL_DATA".to_owned(), folder.to_string_lossy().into_owned()),
            ("PRATFALL_PUBLIC_URL".to_owned(), "http://127.0.0.1:8080".to_owned()),
            ("PRATFALL_SECURITY_CONTACT".to_owned(), "security@example.org".to_owned()),
            // Tests type fast.
            ("PRATFALL_FORM_AGE".to_owned(), "0".to_owned()),
        ]);
        settings.extend(more.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())));
        // A machine under load is no reason to find nothing.
        let searches = Searches { turn: Duration::from_mins(1), longest: Duration::from_mins(1) };
        let settings = Settings { searches, ..Settings::from_map(&settings).unwrap() };
        let app = App::new(settings, &url, Clock::default(), demo).unwrap();
        let organisation = Self::add_organisation(&app, "acme").await;
        Self::of(app, organisation, url, folder).await
    }

    /// The site as it is in the database of `settings`, with the data folder in them.
    pub async fn found(settings: Settings) -> Self {
        let url = settings.database_url.clone().unwrap();
        let folder = settings.data.clone();
        let app = App::new(settings, &url, Clock::default(), false).unwrap();
        let conn = app.db.platform().await.unwrap();
        let organisation = organisations::store::by_slug(&conn, "acme").await.unwrap();
        drop(conn);
        Self::of(app, organisation, url, folder).await
    }

    /// The same site in another process, which reaches the database over a wire.
    pub async fn over(&self, wire: &Wire) -> Self {
        Self::found(Settings { database_url: Some(wire.url.clone()), ..self.app.settings.clone() }).await
    }

    /// The same site in another process, with other bounds on a search.
    pub async fn searching(&self, searches: Searches) -> Self {
        let database_url = Some(self.url.clone());
        Self::found(Settings { database_url, searches, ..self.app.settings.clone() }).await
    }

    async fn of(app: App, organisation: Organisation, url: String, folder: PathBuf) -> Self {
        let service = test::init_service(routes::site(app.clone())).await;
        let service = boxed::rc_service(service.map(ServiceResponse::map_into_boxed_body));
        Self { app, organisation, url, service, folder }
    }

    /// Another organisation on the same site.
    pub async fn add_organisation(app: &App, slug: &str) -> Organisation {
        let new = NewOrganisation {
            slug: slug.parse().unwrap(),
            name: format!("{slug} & sons"),
            languages: Language::ALL.to_vec(),
            time_zone: chrono_tz::Tz::Europe__Brussels,
            threshold: 1,
            lanes: Lanes { house: false, open: Some(10_000) },
            people: None,
            readers: Readers::Everybody,
            themes: vec![BTreeMap::from([
                (Language::Nl, "Planning".to_owned()),
                (Language::Fr, "Délais".to_owned()),
                (Language::En, "Planning".to_owned()),
            ])],
        };
        let mut conn = app.db.platform().await.unwrap();
        organisations::actions::create(&mut conn, new, &app.settings, app.clock.now()).await.unwrap()
    }

    /// Sets who may read, and that addresses of the organisation may subscribe, without a trace in the log of promises.
    pub async fn set_readers(&self, slug: &str, readers: Readers) {
        let own = format!("{{{slug}.example.org}}");
        let sql = format!(
            "update organisations set readers = '{readers}', domains = '{own}' where slug = '{slug}'"
        );
        sql_query(sql).execute(&mut self.as_owner().await).await.unwrap();
        self.app.pages.settle().await;
    }

    /// The link that opens the readers' door of an organisation.
    pub async fn house_link(&self, organisation: &Organisation) -> String {
        let mut conn = self.app.db.tenant(organisation.id).await.unwrap();
        let key = reader_keys::current(&mut conn, organisation.id).await.unwrap();
        format!("/{}/house/{}", organisation.slug, key.expect("a key").as_str())
    }

    /// A visitor without a session.
    pub fn visitor(&self) -> Visitor {
        Visitor::new(self.service.clone())
    }

    /// Signs in a visitor with one role at `acme`.
    pub async fn staff(&self, role: Role) -> Visitor {
        self.staff_of(&self.organisation, role).await
    }

    /// Signs in a visitor with one role.
    pub async fn staff_of(&self, organisation: &Organisation, role: Role) -> Visitor {
        self.staff_named(organisation, role.as_str(), role).await
    }

    /// Signs in somebody of this name, which begins their address.
    pub async fn staff_named(&self, organisation: &Organisation, name: &str, role: Role) -> Visitor {
        let email = format!("{name}@{}.example.org", organisation.slug);
        let invitee = Invitee {
            email: EmailAddress::parse(&email).unwrap(),
            name: format!("A. {name}"),
            role,
            language: Language::En,
        };
        let mut conn = self.app.db.tenant(organisation.id).await.unwrap();
        let now = self.app.clock.now();
        let invitation =
            accounts::actions::invite(&mut conn, organisation.id, None, InvitationId::new(), invitee, now);
        let invitation = invitation.await.unwrap();
        drop(conn);
        let mut visitor = self.visitor();
        // Who was here before has a password, and signs in with it.
        if let Invitation::Link(id) = invitation {
            let password = Password::parse(PASSWORD, &[]).unwrap();
            let signed_in = accounts::actions::take_up(&self.app, id, password).await;
            visitor.with_session(signed_in.unwrap().token.as_str(), &organisation.slug).await;
            self.work().await;
        } else {
            self.work().await;
            visitor.sign_in(&email, PASSWORD, &organisation.slug).await;
        }
        visitor
    }

    /// All addresses, as the router itself lists them: `GET /{org}/receipt`.
    pub async fn routes(&self) -> Vec<String> {
        let any = test::TestRequest::get().uri("/healthz").to_request();
        let answer = self.service.call(any).await.unwrap();
        let tree = answer.request().app_data::<Data<IntrospectionTree>>();
        let report: Vec<IntrospectionReportItem> = (&tree.expect("the list of routes").root).into();
        let all = report.into_iter().flat_map(|item| {
            let path = item.full_path;
            assert!(!item.potentially_unreachable, "{path} is never reached");
            assert!(item.resource_type != "resource" || !item.methods.is_empty(), "{path} takes any method");
            item.methods.into_iter().map(move |method| format!("{method} {path}"))
        });
        all.collect()
    }

    /// Moves the clock to a later day.
    pub fn move_to(&self, day: NaiveDate) {
        self.app.clock.advance(day - self.app.clock.today());
    }

    /// Runs the mix.
    pub async fn mix(&self) {
        intake::actions::mix(&self.app).await.unwrap();
    }

    /// Does all jobs that are due, and expects none to be left.
    pub async fn work(&self) {
        Runner::new(self.app.clone(), worker::registry()).run_due().await.unwrap();
        let left = jobs::waiting(&mut self.app.db.platform().await.unwrap()).await.unwrap();
        assert!(left.is_empty(), "jobs left over: {left:?}");
    }

    /// Does all jobs that are due; others may wait for their time.
    pub async fn work_on(&self) {
        Runner::new(self.app.clone(), worker::registry()).run_due().await.unwrap();
    }

    /// Captured mails, oldest first.
    pub fn mails(&self) -> Vec<String> {
        let Mailer::Folder(folder) = &self.app.mailer else { panic!("mail is not captured") };
        let all = folder.names().into_iter().rev();
        all.map(|name| String::from_utf8(folder.read(&name).unwrap()).unwrap()).collect()
    }

    /// Names of captured mails, newest first.
    pub fn mail_names(&self) -> Vec<String> {
        let Mailer::Folder(folder) = &self.app.mailer else { panic!("mail is not captured") };
        folder.names()
    }

    /// Counts rows of a table, or those that meet a condition written behind its name.
    pub async fn count(&self, what: &str) -> i64 {
        count(&mut self.as_owner().await, what).await
    }

    /// The database as its owner sees it, past all walls.
    pub async fn as_owner(&self) -> AsyncPgConnection {
        AsyncPgConnection::establish(&self.url).await.unwrap()
    }
}

/// Counts rows of a table, or those that meet a condition written behind its name.
pub async fn count(conn: &mut AsyncPgConnection, what: &str) -> i64 {
    let count = sql::<BigInt>(&format!("(select count(*) from {what})"));
    diesel::select(count).get_result(conn).await.unwrap()
}

impl Drop for TestSite {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.folder).ok();
    }
}
