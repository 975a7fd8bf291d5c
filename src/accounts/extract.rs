//! Extractors of the person at the desk and their forms.

use super::{
    actions,
    area::{Area, DeskMap},
    done::Done,
    model::{Colleague, Staff},
    permission::{Demand, Permission, Role, may::HaveRole},
    session::{COOKIE, Session, Token},
    store,
};
use crate::{
    audit::Actor,
    ids::StaffId,
    organisations::{self, Organisation, Slug},
    platform::{
        db::Conn,
        error::Error,
        i18n::Language,
        state::App,
        view::{FrameArea, FrameStaff},
        web::{Reply, Visit, form},
    },
};
use actix_web::{FromRequest, HttpMessage, HttpRequest, HttpResponse, dev::Payload};
use anyhow::anyhow;
use futures_util::{FutureExt, future::try_join3};
use serde::de::DeserializeOwned;
use std::{future::Future, marker::PhantomData, ops::Deref, pin::Pin};

type Extracted<T> = Pin<Box<dyn Future<Output = Result<T, Error>>>>;

/// A person with a live session.
pub struct SignedIn {
    pub app: App,
    pub session: Session,
    pub token: Token,
    pub staff: Staff,
    visit: Visit,
    done: Option<Done>,
}

impl SignedIn {
    async fn of(request: HttpRequest) -> Result<Self, Error> {
        let (visit, token) = (Visit::of(&request)?, token(&request)?);
        let read = async |conn: &_| store::sessions::session(conn, &token).await;
        let known = visit.app.db.read(None, read).await?;
        Self::known(&request, visit, token, known).await
    }

    /// Checks the session of a token, as it was found.
    async fn known(
        request: &HttpRequest,
        visit: Visit,
        token: Token,
        known: Option<(Session, Staff)>,
    ) -> Result<Self, Error> {
        let done = Done::asked(request.query_string(), map(request)?.done);
        let app = visit.app.clone();
        let (session, staff) = known.ok_or(Error::SignInRequired)?;
        let now = app.clock.now();
        if !session.is_alive(now) {
            return Err(Error::SignInRequired);
        }
        if session.is_stale(now) {
            store::sessions::touch(&mut *app.db.platform().await?, &token, now).await?;
        }
        let person = Self { app, session, token, staff, visit, done };
        // Error pages answer this person, with a token of this session.
        request.extensions_mut().insert(person.reply(vec![]));
        Ok(person)
    }

    pub fn done(&self) -> Option<Done> {
        self.done
    }

    /// Returns a reply in their language.
    pub fn reply(&self, areas: Vec<FrameArea>) -> Reply {
        let frame = FrameStaff { name: self.staff.name.clone(), csrf: self.session.csrf.encoded(), areas };
        self.visit.reply(Language::ALL, Some(self.staff.language)).at_desk(frame)
    }
}

impl FromRequest for SignedIn {
    type Error = Error;
    type Future = Extracted<Self>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        Box::pin(Self::of(request.clone()))
    }
}

/// A person at the desk of an organisation in which they have a role.
pub struct AtDesk {
    pub organisation: Organisation,
    pub staff: StaffId,
    pub app: App,
    colleague: Colleague,
    session: Session,
    reply: Reply,
}

impl Deref for AtDesk {
    type Target = Reply;
    fn deref(&self) -> &Reply {
        &self.reply
    }
}

impl AtDesk {
    async fn of(request: HttpRequest) -> Result<Self, Error> {
        let slug = request.match_info().get("org").unwrap_or_default().parse::<Slug>();
        let path = request.path().to_owned();
        let (visit, token) = (Visit::of(&request)?, token(&request)?);
        let app = visit.app.clone();
        // A slug that is none is nobody's.
        let address = slug.as_ref().map_or("", Slug::as_str);
        let (known, roles, organisation) = app
            .db
            .read(None, async |conn| {
                let session = store::sessions::session(conn, &token);
                let roles = store::sessions::roles(conn, &token, address);
                let organisation = organisations::store::by_slug(conn, address).map(Ok);
                try_join3(session, roles, organisation).await
            })
            .await?;
        let person = SignedIn::known(&request, visit, token, known).await?;
        let done = person.done();
        let organisation = organisation?;
        if roles.is_empty() {
            return Err(Error::NotFound);
        }
        if !person.session.entered.contains(&organisation.id) {
            let (mut conn, now) = (app.db.platform().await?, app.clock.now());
            actions::enter(&mut conn, &person.token, person.staff.id, organisation.id, now).await?;
        }
        let colleague = Colleague { staff: person.staff.clone(), roles };
        let language = person.reply(vec![]).language;
        let areas = map(&request)?.areas.iter();
        let open = areas.filter(|area| colleague.may(area.permission));
        let areas = open.map(|area| link(area, &organisation.slug, &path, language)).collect();
        let reply = person
            .reply(areas)
            .of_organisation(&organisation.slug, &organisation.name)
            .telling(done.map(|done| done.flash(language)));
        request.extensions_mut().insert(reply.clone());
        let (staff, app, session) = (person.staff.id, person.app, person.session);
        Ok(Self { organisation, staff, app, colleague, session, reply })
    }

    fn satisfies<P: Demand>(&self) -> Result<(), Error> {
        if P::PERMISSION.is_none_or(|permission| self.can(permission)) {
            Ok(())
        } else {
            Err(Error::Forbidden)
        }
    }

    pub fn can(&self, permission: Permission) -> bool {
        self.colleague.may(permission)
    }

    pub fn roles(&self) -> &[Role] {
        &self.colleague.roles
    }

    /// Returns the most stories that the person wants to read in a day.
    pub fn stories_a_day(&self) -> Option<i16> {
        self.colleague.staff.stories_a_day
    }

    pub fn email(&self) -> &str {
        &self.colleague.staff.email
    }

    pub fn actor(&self) -> Actor {
        Actor { organisation: self.organisation.id, staff: self.staff, now: self.app.clock.now() }
    }

    /// Returns a connection limited to this organisation.
    pub async fn db(&self) -> Result<Conn, Error> {
        self.app.db.tenant(self.organisation.id).await
    }

    /// Returns an address at this desk.
    pub fn path(&self, rest: &str) -> String {
        format!("/desk/{}{rest}", self.organisation.slug)
    }

    /// Returns the reply with a note on what was done, for pages that keep what was typed.
    pub fn saying(&self, done: Done) -> Reply {
        self.reply.clone().telling(Some(done.flash(self.language)))
    }

    /// Redirects (303) to a page of this desk, with a note on what was done.
    pub fn done(&self, rest: &str, done: Done) -> HttpResponse {
        self.see_other(&done.then(&self.path(rest)))
    }
}

/// Extracts the person at the desk, if they have permission `P`. Fails with [`Error::SignInRequired`] without a
/// session, [`Error::NotFound`] at an organisation in which they have no role, [`Error::Forbidden`] without the
/// permission.
pub struct Desk<P = HaveRole>(AtDesk, PhantomData<P>);

impl<P> Deref for Desk<P> {
    type Target = AtDesk;
    fn deref(&self) -> &AtDesk {
        &self.0
    }
}

impl<P: Demand> FromRequest for Desk<P> {
    type Error = Error;
    type Future = Extracted<Self>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let desk = AtDesk::of(request).await?;
            desk.satisfies::<P>()?;
            Ok(Self(desk, PhantomData))
        })
    }
}

/// Extracts a form sent at the desk, from a page of the same session, by somebody with permission `P`.
pub struct DeskForm<T, P = HaveRole> {
    pub desk: AtDesk,
    pub form: T,
    permission: PhantomData<P>,
}

impl<T: DeserializeOwned + 'static, P: Demand> FromRequest for DeskForm<T, P> {
    type Error = Error;
    type Future = Extracted<Self>;
    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let desk = AtDesk::of(request.clone()).await?;
            // An error page shows what was typed, so the form is read first.
            let fields = own_fields(request, payload, &desk.session).await?;
            desk.satisfies::<P>()?;
            Ok(Self { desk, form: fields.into_form()?, permission: PhantomData })
        })
    }
}

/// Extracts a form sent by somebody signed in, outside any organisation's desk.
pub struct SignedInForm<T> {
    pub person: SignedIn,
    pub form: T,
}

impl<T: DeserializeOwned + 'static> FromRequest for SignedInForm<T> {
    type Error = Error;
    type Future = Extracted<Self>;
    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let person = SignedIn::of(request.clone()).await?;
            let fields = own_fields(request, payload, &person.session).await?;
            Ok(Self { person, form: fields.into_form()? })
        })
    }
}

async fn own_fields(
    request: HttpRequest,
    payload: Payload,
    session: &Session,
) -> Result<form::Fields, Error> {
    let mut fields = form::read(request, payload).await?;
    let sent = fields.take("csrf").unwrap_or_default();
    if session.csrf.fits(&sent) { Ok(fields) } else { Err(Error::ForeignForm) }
}

fn token(request: &HttpRequest) -> Result<Token, Error> {
    let cookie = request.cookie(COOKIE).ok_or(Error::SignInRequired)?;
    Ok(Token::from_cookie(cookie.value()))
}

fn map(request: &HttpRequest) -> Result<&'static DeskMap, Error> {
    let map = request.app_data::<&'static DeskMap>().copied();
    Ok(map.ok_or_else(|| anyhow!("no map of the desk"))?)
}

fn link(area: &Area, organisation: &str, path: &str, language: Language) -> FrameArea {
    let href = format!("/desk/{organisation}/{}", area.path);
    FrameArea {
        label: language.text(area.name),
        current: path == href || path.starts_with(&format!("{href}/")),
        href,
    }
}
