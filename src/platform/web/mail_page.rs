//! A mail's HTML as a page of its own.

use actix_web::{HttpResponse, http::header};

/// Mails style themselves inline, as mail programs demand, which no page of ours may. So a mail is shown alone, in a
/// sandbox that has no origin, no script, no form and no network.
const CSP: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'; sandbox allow-popups";

/// 200 with the HTML of a mail.
pub fn mail_page(html: String) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, CSP))
        .body(html)
}
