//! Well-known addresses.

use crate::platform::{assets, error::Error, state::App};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path, ServiceConfig, get, resource},
};
use chrono::Days;

/// Lifetime of `security.txt`; RFC 9116 asks for less than a year.
const HOLDS: Days = Days::new(180);

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(resource("/favicon.ico").route(get().to(favicon)))
        .service(resource("/.well-known/security.txt").route(get().to(security)));
}

/// Answers `GET /favicon.ico`, for programs that read no page first.
pub async fn favicon(request: HttpRequest) -> Result<HttpResponse, Error> {
    assets::serve(Path::from("favicon.ico".to_owned()), request).await
}

/// Answers `GET /.well-known/security.txt` (RFC 9116), if the settings name a contact.
pub async fn security(app: Data<App>) -> Result<HttpResponse, Error> {
    let settings = &app.settings;
    let contact = settings.security_contact.as_ref().ok_or(Error::NotFound)?;
    let until = app.clock.today() + HOLDS;
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(format!(
        "Contact: {contact}\nExpires: {until}T00:00:00Z\nPreferred-Languages: nl, fr, en\n\
             Canonical: {}/.well-known/security.txt\n",
        settings.public_url
    )))
}
