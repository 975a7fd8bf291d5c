//! Security headers of every answer.

use crate::platform::state::App;
use actix_web::{
    HttpMessage,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header::{self, HeaderName, HeaderValue},
    middleware::Next,
    web,
};

const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Header that says what search engines may do with an answer: nothing, unless it says otherwise.
pub const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// Features of browsers that no page uses, disabled. Unnamed ones stay available to pages: copying a code, filling the
/// screen.
const FEATURES: &str = "accelerometer=(), autoplay=(), bluetooth=(), browsing-topics=(), camera=(), \
    compute-pressure=(), display-capture=(), encrypted-media=(), gamepad=(), geolocation=(), gyroscope=(), hid=(), \
    idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), otp-credentials=(), payment=(), \
    picture-in-picture=(), publickey-credentials-create=(), publickey-credentials-get=(), serial=(), \
    storage-access=(), sync-xhr=(), usb=(), window-management=(), xr-spatial-tracking=()";

/// Mark of a request whose address holds a secret, which no next page is told as its referrer.
pub struct SecretAddress;

/// Adds the headers that an answer does not set itself.
pub async fn secure(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let https = request.app_data::<web::Data<App>>().is_some_and(|app| app.settings.https());
    let mut response = next.call(request).await?;
    let secret = response.request().extensions().contains::<SecretAddress>();
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    };
    set(header::CONTENT_SECURITY_POLICY, CSP);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    // With no-referrer browsers hide the Origin of our own forms: docs/adr/0037-same-origin-referrers.md.
    set(header::REFERRER_POLICY, if secret { "no-referrer" } else { "same-origin" });
    set(header::CROSS_ORIGIN_OPENER_POLICY, "same-origin");
    set(header::CROSS_ORIGIN_RESOURCE_POLICY, "same-origin");
    set(header::PERMISSIONS_POLICY, FEATURES);
    set(header::CACHE_CONTROL, "no-store");
    set(ROBOTS, "noindex");
    if https {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=63072000");
    }
    Ok(response)
}
