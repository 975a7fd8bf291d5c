//! Extractors of an organisation's public pages.

use super::{model::Organisation, store};
use crate::platform::{
    db::Conn,
    error::Error,
    state::App,
    web::{Form, Reply, Visit, pass::Audience},
};
use actix_web::{FromRequest, HttpMessage, HttpRequest, HttpResponse, dev::Payload};
use serde::de::DeserializeOwned;
use std::{future::Future, ops::Deref, pin::Pin};

/// A visit to `/{organisation}/…`. No cookie is read.
pub struct Site {
    pub organisation: Organisation,
    pub app: App,
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

    /// Returns a connection limited to this organisation.
    pub async fn db(&self) -> Result<Conn, Error> {
        self.app.db.tenant(self.organisation.id).await
    }
}

impl FromRequest for Site {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let visit = Visit::of(request);
        let slug = request.match_info().get("org").map(str::to_owned);
        let request = request.clone();
        Box::pin(async move {
            let (visit, slug) = (visit?, slug.ok_or(Error::NotFound)?);
            let slug: super::Slug = slug.parse().map_err(|_| Error::NotFound)?;
            let organisation = {
                let mut conn = visit.app.db.platform().await?;
                store::by_slug(&mut conn, slug.as_str()).await?
            };
            let reply = visit.reply(&organisation.languages, None);
            let reply = reply.of_organisation(&organisation.slug, &organisation.name);
            // Error pages are this organisation's too.
            request.extensions_mut().insert(reply.clone());
            Ok(Self { organisation, app: visit.app, reply })
        })
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
