//! Protection against forms of other sites.

use crate::platform::{error::Error, state::App};
use actix_web::{
    HttpRequest,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header,
    middleware::Next,
    web,
};

/// Paths that accept forms of any site: knowing such an address is the permission.
#[derive(Clone, Copy)]
pub struct AnyOrigin(pub &'static [&'static str]);

impl AnyOrigin {
    fn takes(request: &ServiceRequest) -> bool {
        let pattern = request.match_pattern();
        request
            .app_data::<Self>()
            .zip(pattern)
            .is_some_and(|(all, pattern)| all.0.contains(&pattern.as_str()))
    }
}

/// Refuses requests that change something and that a browser sent from another site.
///
/// `Sec-Fetch-Site` decides where browsers send it (https and this machine). Elsewhere the Origin must be this site. A
/// request with neither is from no browser, so no session can be abused with it (one-click unsubscribing, RFC 8058,
/// comes that way, or from a mail program in a browser to one of [`AnyOrigin`]). `Origin: null` is a browser that
/// hides it: accepted where there is no session to abuse, and not at the desk
/// ([why](../../../docs/adr/0037-same-origin-referrers.md)).
pub async fn same_origin(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    if !(request.method().is_safe() || AnyOrigin::takes(&request) || is_ours(request.request())) {
        return Ok(request.error_response(Error::ForeignForm));
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

/// Tells whether a request comes from a page of this site, as far as the browser says.
pub(super) fn is_ours(request: &HttpRequest) -> bool {
    let header =
        |name| request.headers().get(name).map(|value: &header::HeaderValue| value.to_str().unwrap_or("?"));
    if let Some(site) = header(header::HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none")
            && header(header::ORIGIN).is_none_or(|o| o == "null" || is_our_origin(request, o));
    }
    header(header::ORIGIN)
        .is_none_or(|origin| is_our_origin(request, origin) || origin == "null" && !at_desk(request))
}

/// Tells whether a request is for the desk, where there is a session.
pub(super) fn at_desk(request: &HttpRequest) -> bool {
    request.path() == "/desk" || request.path().starts_with("/desk/")
}

/// Returns the page of a form, if its `Referer` is another address than the request's.
pub(super) fn came_from(request: &HttpRequest) -> Option<String> {
    let page = request.headers().get(header::REFERER)?.to_str().ok()?;
    let start = page.find("://")? + 3;
    let slash = start + page.get(start..)?.find('/')?;
    let (origin, place) = page.split_at_checked(slash)?;
    let path = place.split(['?', '#']).next()?;
    let plain = !place.starts_with("//") && place.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    (is_our_origin(request, origin) && plain && path != request.path()).then(|| place.to_owned())
}

fn is_our_origin(request: &HttpRequest, origin: &str) -> bool {
    let public = request
        .app_data::<web::Data<App>>()
        .is_some_and(|app| origin.eq_ignore_ascii_case(&app.settings.public_url));
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    public
        || host
            .is_some_and(|host| origin.split_once("://").is_some_and(|(_, o)| o.eq_ignore_ascii_case(host)))
}
