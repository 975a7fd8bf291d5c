//! Extractors of an organisation's public pages.

use super::{
    model::{Organisation, Setup},
    slug::Slug,
    store,
};
use crate::platform::{
    db::Conn,
    error::Error,
    kept_values::Kept,
    state::App,
    web::{Form, Reply, Visit, pass::Audience, shared::may_change},
};
use actix_web::{FromRequest, HttpMessage, HttpRequest, HttpResponse, dev::Payload};
use serde::de::DeserializeOwned;
use std::{future::Future, ops::Deref, pin::Pin, sync::Arc};

/// A visit to `/{organisation}/…`. No cookie is read.
pub struct Site {
    pub organisation: Organisation,
    pub app: App,
    /// Set when it came from memory, or went there.
    setup: Option<Arc<Kept<Setup>>>,
    reply: Reply,
}

impl Deref for Site {
    type Target = Reply;
    fn deref(&self) -> &Reply {
        &self.reply
    }
}

impl Site {
    /// Sets who shares the answers that are kept in memory.
    pub fn shared_by(mut self, audience: Audience) -> Self {
        self.reply = self.reply.shared_by(audience);
        self
    }

    /// Returns the address of the organisation: `/acme`.
    pub fn base(&self) -> String {
        format!("/{}", self.organisation.slug)
    }

    /// Returns a connection limited to this organisation.
    pub async fn db(&self) -> Result<Conn, Error> {
        self.app.db.tenant(self.organisation.id).await
    }

    /// Returns what the organisation set.
    pub async fn setup(&self) -> Result<Arc<Kept<Setup>>, Error> {
        if let Some(setup) = &self.setup {
            return Ok(setup.clone());
        }
        let read = store::setup::of(&self.app.db, self.organisation.clone());
        self.app.kept.get(&self.organisation.slug, None, read).await
    }

    /// Extracts the site of a page that is only shown, from memory if possible: it is read as a whole there, so that
    /// how long a form takes tells no more than that somebody read any page of the organisation.
    async fn shown(request: HttpRequest) -> Result<Self, Error> {
        let (visit, slug) = asked(&request)?;
        let Some(generation) = visit.app.pages.generation() else {
            return Self::fresh(request).await;
        };
        let read = store::setup::by_address(&visit.app.db, &slug);
        let setup = visit.app.kept.get(slug.as_str(), Some(generation), read).await?;
        Ok(Self::new(&request, visit, setup.organisation.clone(), Some(setup)))
    }

    /// Extracts the site of a request that may change something: from the database.
    async fn fresh(request: HttpRequest) -> Result<Self, Error> {
        let (visit, slug) = asked(&request)?;
        let read = async |conn: &_| store::by_slug(conn, slug.as_str()).await;
        let organisation = visit.app.db.read(None, read).await?;
        Ok(Self::new(&request, visit, organisation, None))
    }

    fn new(
        request: &HttpRequest,
        visit: Visit,
        organisation: Organisation,
        setup: Option<Arc<Kept<Setup>>>,
    ) -> Self {
        let reply = visit.reply(&organisation.languages, None);
        let reply = reply.of_organisation(&organisation.slug, &organisation.name);
        // Error pages are this organisation's too.
        request.extensions_mut().insert(reply.clone());
        Self { organisation, app: visit.app, setup, reply }
    }
}

fn asked(request: &HttpRequest) -> Result<(Visit, Slug), Error> {
    let slug = request.match_info().get("org").and_then(|slug| slug.parse().ok());
    Ok((Visit::of(request)?, slug.ok_or(Error::NotFound)?))
}

impl FromRequest for Site {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        if may_change(&request) { Box::pin(Self::fresh(request)) } else { Box::pin(Self::shown(request)) }
    }
}

/// A form that an author sent to `/{organisation}/…`.
pub struct Sent<T> {
    site: Site,
    form: T,
}

impl<T> Sent<T> {
    /// Calls a handler with the site and the form.
    pub async fn answer(
        self,
        act: impl AsyncFnOnce(&Site, T) -> Result<HttpResponse, Error>,
    ) -> Result<HttpResponse, Error> {
        act(&self.site, self.form).await
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Sent<T> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;
    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let form = Form::<T>::from_request(request, payload);
        let site = Site::from_request(request, payload);
        Box::pin(async move {
            let Form(form) = form.await?;
            Ok(Self { site: site.await?, form })
        })
    }
}
