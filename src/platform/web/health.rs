//! Health checks.

use crate::platform::state::App;
use actix_web::{HttpResponse, web};

/// Answers `GET /healthz`: the process works.
pub async fn healthz() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("ok")
}

/// Answers `GET /readyz`: the database works and has room.
pub async fn readyz(app: web::Data<App>) -> HttpResponse {
    let why = if app.stopping() {
        "not ready: stopping"
    } else {
        match app.db.room().await {
            Ok(true) => return HttpResponse::Ok().content_type("text/plain").body("ready"),
            Ok(false) => "not ready: the database's disk is full",
            Err(_) => "not ready: no database",
        }
    };
    HttpResponse::ServiceUnavailable().content_type("text/plain").body(why)
}
