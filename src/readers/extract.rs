//! Extractor of pages for readers.

use super::reach::{Reach, Reader};
use crate::{
    organisations::{
        Readers,
        extract::Site,
        reader_key::{Opens, ReaderKey, opens},
        store::reader_keys,
    },
    platform::{
        error::Error,
        web::pass::{self, Audience, Format},
    },
};
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use std::{future::Future, ops::Deref, pin::Pin};

/// A visit to a page, calendar or feed for readers: refused to those without the key where only the house reads.
pub struct Reading {
    site: Site,
    pub reach: Reach,
    /// Key that came with the request and opens the door.
    pub key: Option<ReaderKey>,
}

impl Deref for Reading {
    type Target = Site;
    fn deref(&self) -> &Site {
        &self.site
    }
}

impl Reading {
    /// Returns who reads.
    pub fn reader(&self) -> Reader {
        Reader { reach: self.reach, language: self.language }
    }

    /// Returns the query, with its question mark, that a program must present; empty where it needs none.
    pub fn key_query(&self) -> String {
        let key = self.key.as_ref();
        key.map_or_else(String::new, |key| format!("?{}={}", pass::PARAMETER, key.as_str()))
    }

    async fn of(site: Site, given: Option<String>, format: Format) -> Result<Self, Error> {
        let given = given.as_deref().and_then(ReaderKey::parse);
        let opens = opened(&site, given.as_ref()).await?;
        let readers = site.organisation.access.readers;
        let is_page = format == Format::Page;
        let (reach, key, audience) = match (opens, given) {
            (Some(Opens::Door), Some(key)) => {
                let audience = Audience::Holders(pass::digest(key.as_str()));
                (Reach::House, Some(key), audience)
            }
            (Some(Opens::Feeds), _) if !is_page => (Reach::House, None, Audience::Nobody),
            _ if readers == Readers::Everybody => {
                let indexed = site.organisation.access.indexed;
                (Reach::Everybody, None, if indexed { Audience::Indexed } else { Audience::Everybody })
            }
            (known, _) => {
                let old = known.is_some();
                return Err(if is_page { Error::HouseOnly { old } } else { Error::KeyRequired { old } });
            }
        };
        Ok(Self { site: site.shared_by(audience), reach, key })
    }
}

/// A visit to a page that anybody may open, and that asks whether they came through the door.
pub struct Arrival {
    site: Site,
    /// Set for those who came through, and everybody where there is no door to pass.
    pub inside: bool,
}

impl Deref for Arrival {
    type Target = Site;
    fn deref(&self) -> &Site {
        &self.site
    }
}

impl FromRequest for Arrival {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;
    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let given = pass::of(request);
        let site = Site::from_request(request, payload);
        Box::pin(async move {
            let site = site.await?;
            if site.organisation.access.readers == Readers::Everybody {
                return Ok(Self { site, inside: true });
            }
            let key = given.as_deref().and_then(ReaderKey::parse);
            Ok(match (opened(&site, key.as_ref()).await?, key) {
                (Some(Opens::Door), Some(key)) => {
                    let holders = Audience::Holders(pass::digest(key.as_str()));
                    Self { site: site.shared_by(holders), inside: true }
                }
                _ => Self { site, inside: false },
            })
        })
    }
}

/// Returns what a key opens today.
async fn opened(site: &Site, given: Option<&ReaderKey>) -> Result<Option<Opens>, Error> {
    let Some(given) = given else { return Ok(None) };
    let known = reader_keys::all(&mut *site.db().await?, site.organisation.id).await?;
    Ok(opens(&known, given, site.app.clock.today()))
}

impl FromRequest for Reading {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;
    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let given = pass::of(request);
        let format = Format::of(request.path());
        let site = Site::from_request(request, payload);
        Box::pin(async move { Self::of(site.await?, given, format).await })
    }
}
