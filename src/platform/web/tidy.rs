//! Correction of addresses with punctuation at their end, as copied from mails and chats.

use actix_web::{
    HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{Method, StatusCode, header},
    middleware::Next,
};

/// Characters that may follow an address, plain and percent-encoded.
const PUNCTUATION: &str = "/ . , ; : ! ? ) ] } > ' \" * _ %3E %22 %27 %29 %2C %2E %3B %5D %7D %20 %C2%A0 %C2%BB %E2%80%99 \
    %E2%80%9D %E2%80%BA %E2%80%A6 %E2%80%8B";

/// Redirects from an unknown address to the one without trailing punctuation.
pub async fn redirect(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let corrected = (request.method() == Method::GET)
        .then(|| corrected(request.uri().path(), request.uri().query()))
        .flatten();
    let response = next.call(request).await?.map_into_boxed_body();
    match corrected {
        Some(place) if response.status() == StatusCode::NOT_FOUND => {
            let answer = HttpResponse::MovedPermanently().insert_header((header::LOCATION, place)).finish();
            Ok(response.into_response(answer))
        }
        _ => Ok(response),
    }
}

/// Returns the address without trailing punctuation; `None` where there is none, or where the rest would lead to
/// another site.
fn corrected(path: &str, query: Option<&str>) -> Option<String> {
    let mut rest = path;
    while let Some(shorter) = PUNCTUATION.split(' ').find_map(|punctuation| without(rest, punctuation)) {
        rest = shorter;
    }
    let rest = if rest.is_empty() { "/" } else { rest };
    let ours = rest.starts_with('/')
        && !rest.starts_with("//")
        && rest.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    (ours && rest != path).then(|| match query {
        Some(query) => format!("{rest}?{query}"),
        None => rest.to_owned(),
    })
}

fn without<'a>(path: &'a str, punctuation: &str) -> Option<&'a str> {
    let (rest, end) = path.split_at_checked(path.len().checked_sub(punctuation.len())?)?;
    end.eq_ignore_ascii_case(punctuation).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trailing_punctuation_is_removed_and_nothing_leads_elsewhere() {
        for (path, place) in [
            ("/acme/", Some("/acme")),
            ("/acme/events/x.", Some("/acme/events/x")),
            ("/acme/events/x%3E", Some("/acme/events/x")),
            ("/acme/events/x%3e%2c", Some("/acme/events/x")),
            ("/acme/events/x).", Some("/acme/events/x")),
            ("/acme///", Some("/acme")),
            ("/.", Some("/")),
            ("/%E2%80%9D", Some("/")),
            ("/acme", None),
            ("/", None),
            ("//evil.example/", None),
            ("//evil.example/%2e.", None),
            ("/\\evil.example/", None),
            ("/%0d%0aLocation:x/", Some("/%0d%0aLocation:x")),
        ] {
            assert_eq!(corrected(path, None).as_deref(), place, "{path}");
        }
        assert_eq!(corrected("/acme/", Some("lang=fr")).as_deref(), Some("/acme?lang=fr"));
    }
}
