//! For whoever watches over the process.

use crate::platform::state::App;
use actix_web::{HttpResponse, web};

/// `GET /healthz`: the process answers.
pub async fn healthz() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("ok")
}

/// `GET /readyz`: the database answers.
pub async fn readyz(app: web::Data<App>) -> HttpResponse {
    match app.db.platform().await {
        Ok(_) if !app.stopping() => HttpResponse::Ok().content_type("text/plain").body("ready"),
        _ => HttpResponse::ServiceUnavailable()
            .content_type("text/plain")
            .body("not ready"),
    }
}
