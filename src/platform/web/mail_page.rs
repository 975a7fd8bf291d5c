//! A mail's HTML as a page of its own.

use actix_web::{HttpResponse, http::header};

/// Policy for mails, which have inline styles, as mail programs demand. Such a page is shown in a sandbox without
/// origin, script, form and network.
const CSP: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'; sandbox allow-popups";

pub fn mail_page(html: String) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, CSP))
        .body(html)
}
