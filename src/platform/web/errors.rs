//! Error pages: localised, without detail, one page for everything hidden.

use super::reply::Visit;
use crate::platform::{error::Error, i18n::Language, view::View};
use actix_web::{
    HttpRequest, HttpResponse, ResponseError,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        StatusCode,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    middleware::Next,
};
use serde::Serialize;
use std::{collections::BTreeSet, time::Duration};

/// `templates/site/error.html`
#[derive(Debug, Serialize)]
pub struct ErrorPage {
    /// Middle of the Fluent keys.
    pub kind: &'static str,
    title: String,
    advice: String,
}

impl ErrorPage {
    pub fn new(error: &Error, language: Language) -> Self {
        let kind = error.key();
        let words = |end: &str| language.text(&format!("site-error-{kind}-{end}"));
        Self { kind, title: words("title"), advice: words("advice") }
    }
}

impl View for ErrorPage {
    const TEMPLATE: &'static str = "site/error.html";
    fn samples() -> Vec<Self> {
        let page = |error: &Error| Self::new(error, Language::En);
        vec![page(&Error::NotFound), page(&Error::Conflict("sample"))]
    }
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::SignInRequired => StatusCode::SEE_OTHER,
            Self::KeyRequired { .. } => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::ForeignForm | Self::HouseOnly { .. } => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict(_) | Self::Changed | Self::Claimed | Self::StaleForm | Self::Serialization => {
                StatusCode::CONFLICT
            }
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooManyRequests(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        let mut response = HttpResponse::build(self.status_code());
        match self {
            Self::SignInRequired => {
                response.insert_header((header::LOCATION, "/desk/sign-in"));
            }
            // Which scheme: RFC 9110 § 11.6.1 asks for one. Nothing that a program knows to ask its user about.
            Self::KeyRequired { .. } => {
                response.insert_header((header::WWW_AUTHENTICATE, "HouseKey"));
            }
            Self::TooManyRequests(wait) | Self::Unavailable(wait) => {
                response.insert_header((header::RETRY_AFTER, wait.as_secs().max(1)));
            }
            _ => {}
        }
        response.finish()
    }
}

/// Adds a page to every error without a body, and to those of the framework, whose own text quotes the request. Logs
/// internal errors, once, without the request.
pub async fn pages(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let visit = Visit::of(request.request());
    let response = next.call(request).await?.map_into_boxed_body();
    let status = response.status();
    let bodiless = matches!(
        response.response().body().size(),
        actix_web::body::BodySize::None | actix_web::body::BodySize::Sized(0)
    );
    let error = response.response().error();
    let known = error.and_then(|error| error.as_error::<Error>());
    let foreign = error.is_some() && known.is_none();
    if !(status.is_client_error() || status.is_server_error()) || !(bodiless || foreign) {
        return Ok(response);
    }
    if let Some(error) = known {
        report(response.request(), error);
    }
    let stand_in = by_status(status);
    let page = visit.ok().and_then(|visit| {
        let reply = visit.reply(Language::ALL, None).without_languages();
        reply.with_status(status, &ErrorPage::new(known.unwrap_or(&stand_in), reply.language)).ok()
    });
    let Some(page) = page else { return Ok(response) };
    let copy = |name: HeaderName| (name.clone(), response.headers().get(name).cloned());
    let [retry, scheme] = [header::RETRY_AFTER, header::WWW_AUTHENTICATE].map(copy);
    let allow = allowed(response.headers());
    let mut answer = response.into_response(page.map_into_boxed_body());
    for (name, value) in [retry, scheme, (header::ALLOW, allow)] {
        if let Some(value) = value {
            answer.headers_mut().insert(name, value);
        }
    }
    Ok(answer)
}

/// Returns each allowed method once, and HEAD wherever there is GET.
fn allowed(headers: &HeaderMap) -> Option<HeaderValue> {
    let all = headers.get_all(header::ALLOW).filter_map(|value| value.to_str().ok());
    let mut methods: BTreeSet<&str> = all.flat_map(|value| value.split(',')).map(str::trim).collect();
    if methods.contains("GET") {
        methods.insert("HEAD");
    }
    let list = methods.into_iter().collect::<Vec<_>>().join(", ");
    HeaderValue::from_str(&list).ok().filter(|list| !list.is_empty())
}

/// Logs an internal error.
pub(super) fn report(request: &HttpRequest, error: &Error) {
    if let Error::Internal(error) = error {
        tracing::error!(route = request.match_pattern(), error = format!("{error:#}"), "internal error");
    }
}

/// Translates an error of the framework.
fn by_status(status: StatusCode) -> Error {
    match status {
        StatusCode::NOT_FOUND => Error::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Error::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
        StatusCode::SERVICE_UNAVAILABLE => Error::Unavailable(Duration::from_secs(5)),
        status if status.is_client_error() => Error::Malformed("request"),
        _ => Error::Internal(anyhow::anyhow!("{status}")),
    }
}
