//! For whoever watches over the process.

use crate::platform::state::App;
use actix_web::{HttpResponse, web};

/// `GET /healthz`: the process answers.
pub async fn healthz() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("ok")
}

/// `GET /readyz`: the database answers, and has room.
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
    HttpResponse::ServiceUnavailable()
        .content_type("text/plain")
        .body(why)
}
