//! Pages that are the same for every visitor, from memory.

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
use chrono::{DateTime, Utc};
use std::{borrow::Cow, sync::Arc};

/// Longest path of a page that is kept.
const PATH: usize = 128;

/// Mark of an answer that everybody gets who asks for the same page in the same language.
struct Shared {
    offered: Vec<Language>,
    version: Version,
    until: DateTime<Utc>,
}

/// Marks an answer as shared `until` then: the version of its page, of those in `offered`.
pub(super) fn mark(
    response: &mut HttpResponse,
    offered: Vec<Language>,
    version: Version,
    until: DateTime<Utc>,
) {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response.extensions_mut().insert(Shared { offered, version, until });
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
        match app.pages.get(request.path(), begun, choose) {
            Found::Page(page) => {
                let answer = page.answer(request.headers());
                return Ok(request.into_response(answer));
            }
            Found::Missing(generation) => room = generation,
        }
    }
    let mut response = next.call(request).await?;
    let mark = response.response_mut().extensions_mut().remove::<Shared>();
    let Some(Shared { offered, version, until }) = mark else {
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
        app.pages.insert(request.path(), begun..until, &offered, version, page.clone(), generation);
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
    match request.query_string() {
        "" => Some(None),
        query => Some(Some(query.strip_prefix("lang=")?.parse().ok()?)),
    }
}
