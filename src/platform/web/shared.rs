//! Pages that are the same for every visitor who may read them, from memory.

use super::{
    headers::ROBOTS,
    pass::{self, Audience, Format, KeyHash},
};
use crate::platform::{
    i18n::Language,
    page_cache::{Found, Page, Version},
    state::App,
};
use actix_web::{
    HttpRequest, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        Method,
        header::{self, HeaderMap, HeaderValue},
    },
    middleware::Next,
    web,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use chrono::{DateTime, Utc};
use std::{borrow::Cow, sync::Arc};

/// Longest path of a page that is kept.
const PATH: usize = 128;

/// Mark of an answer that everybody of an audience gets who asks for the same page in the same language.
struct Shared {
    offered: Vec<Language>,
    version: Version,
    until: DateTime<Utc>,
    /// Key that opened it.
    key: Option<KeyHash>,
}

/// Marks an answer as shared by an audience `until` then: the version of its page, of those in `offered`.
pub(super) fn mark(
    response: &mut HttpResponse,
    audience: Audience,
    offered: Vec<Language>,
    version: Version,
    until: DateTime<Utc>,
) {
    let key = match audience {
        Audience::Nobody => {
            let caching = HeaderValue::from_static("private, no-store");
            response.headers_mut().insert(header::CACHE_CONTROL, caching);
            return;
        }
        Audience::Everybody | Audience::Indexed => None,
        Audience::Holders(key) => Some(key),
    };
    let caching = if key.is_some() { "private, no-cache" } else { "no-cache" };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    if audience == Audience::Indexed {
        response.headers_mut().insert(ROBOTS, HeaderValue::from_static("all"));
    }
    response.extensions_mut().insert(Shared { offered, version, until, key });
}

/// Returns the place in memory of a page that opens with a key: no path is like it.
fn place<'a>(path: &'a str, key: Option<&KeyHash>) -> Cow<'a, str> {
    match key {
        None => path.into(),
        Some(key) => format!("{path}#{}", BASE64.encode(key)).into(),
    }
}

/// Picks the version of a page that comes in the `offered` languages (most preferred first): in the one that the address
/// names, else `own`, else the best for `Accept-Language`.
pub(super) fn version(
    asked: Option<Language>,
    own: Option<Language>,
    accepted: &str,
    offered: &[Language],
) -> Version {
    let asked = asked.filter(|language| offered.contains(language));
    let language = asked.or(own).or_else(|| Language::negotiate(accepted, offered)).unwrap_or(Language::En);
    Version { language, asked: asked.is_some() }
}

/// Joins the `Accept-Language` headers.
pub(super) fn accepted(headers: &HeaderMap) -> Cow<'_, str> {
    let mut all = headers.get_all(header::ACCEPT_LANGUAGE).filter_map(|value| value.to_str().ok());
    let first = all.next().unwrap_or_default();
    all.fold(first.into(), |some, more| format!("{some},{more}").into())
}

/// Mark of addresses whose forms only ask for a page and change nothing.
#[derive(Debug, Clone, Copy)]
pub struct OnlyShows;

/// Tells whether a request, once routed, may change something.
pub fn may_change(request: &HttpRequest) -> bool {
    !request.method().is_safe() && request.app_data::<OnlyShows>().is_none()
}

/// Answers from memory where it can, and remembers shared answers. After a request that may have changed something,
/// waits until every page shows it.
pub async fn from_memory(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let Some(app) = request.app_data::<web::Data<App>>().cloned() else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    if request.method() != Method::GET {
        let response = next.call(request).await;
        if response.as_ref().ok().is_none_or(|response| may_change(response.request())) {
            app.pages.settle().await;
        }
        return Ok(response?.map_into_boxed_body());
    }
    let begun = app.clock.now();
    let mut room = None;
    if let Some(asked) = plain(&request) {
        let choose = |offered: &[Language]| version(asked, None, &accepted(request.headers()), offered);
        let presented = pass::of(request.request()).map(|key| pass::digest(&key));
        // Not what everybody gets: a key may open more, also where none is needed.
        match app.pages.get(&place(request.path(), presented.as_ref()), begun, choose) {
            Found::Page(page) => {
                let answer = page.answer(request.headers());
                return Ok(request.into_response(answer));
            }
            Found::Missing(generation) => room = generation,
        }
    }
    let mut response = next.call(request).await?;
    let mark = response.response_mut().extensions_mut().remove::<Shared>();
    let Some(Shared { offered, version, until, key }) = mark else {
        return Ok(response.map_into_boxed_body());
    };
    let (request, response) = response.into_parts();
    let (response, body) = response.into_parts();
    let body = match body.try_into_bytes() {
        Ok(body) => body,
        Err(body) => {
            let response = response.set_body(body).map_into_boxed_body();
            return Ok(ServiceResponse::new(request, response));
        }
    };
    let page = Arc::new(Page::new(response.headers(), body));
    if let Some(generation) = room {
        let place = place(request.path(), key.as_ref());
        app.pages.insert(&place, begun..until, &offered, version, page.clone(), generation);
    }
    let answer = page.answer(request.headers());
    Ok(ServiceResponse::new(request, answer))
}

/// The language that an address names, if it is written in the one way that is kept in memory.
#[allow(clippy::option_option, reason = "an address without a language differs from one that is not plain")]
fn plain(request: &ServiceRequest) -> Option<Option<Language>> {
    let path = request.path();
    let is_plain =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'/' | b'-' | b'.');
    if path.len() > PATH || !path.bytes().all(is_plain) {
        return None;
    }
    let mut language = None;
    for pair in request.query_string().split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=')? {
            ("lang", word) if language.is_none() => language = Some(word.parse().ok()?),
            (pass::PARAMETER, _) if Format::of(path) != Format::Page => {}
            _ => return None,
        }
    }
    Some(language)
}
