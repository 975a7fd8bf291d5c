//! An organisation's public pages.

use super::{model::Organisation, store};
use crate::platform::{
    db::Conn,
    error::Error,
    state::App,
    web::{Reply, Visit},
};
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use std::{future::Future, ops::Deref, pin::Pin};

/// A visit to `/{organisation}/…`. No cookie is read.
pub struct Site {
    /// Whose pages.
    pub organisation: Organisation,
    /// The program.
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
    /// A connection behind this organisation's wall.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when none is free.
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
        Box::pin(async move {
            let (visit, slug) = (visit?, slug.ok_or(Error::NotFound)?);
            let slug: super::Slug = slug.parse().map_err(|_| Error::NotFound)?;
            let organisation = {
                let mut conn = visit.app.db.platform().await?;
                store::by_slug(&mut conn, slug.as_str()).await?
            };
            let reply = visit.reply(&organisation.languages, None);
            let reply = reply.of_organisation(&organisation.slug, &organisation.name);
            Ok(Self {
                organisation,
                app: visit.app,
                reply,
            })
        })
    }
}
