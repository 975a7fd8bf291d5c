//! Key to pages that are not for everybody: the same for all who may read, in a cookie of those pages or, for
//! programs that keep none, in the address.

use actix_web::{
    HttpRequest,
    http::header::{self, HeaderMap},
};
use sha2::{Digest, Sha256};

/// Cookie that holds the key.
pub const COOKIE: &str = "pratfall_house";
/// Query parameter that holds the key.
pub const PARAMETER: &str = "key";
/// Longest key that is looked at.
const LONGEST: usize = 64;

/// Hash of a key. Pages in memory are found by it, so that no time tells how much of a key is right.
pub type KeyHash = [u8; 32];

/// Visitors who may have an answer from memory.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Audience {
    #[default]
    Everybody,
    /// Everybody, and search engines may list it.
    Indexed,
    /// Those who present this key.
    Holders(KeyHash),
    /// Nobody but who asked.
    Nobody,
}

/// Formats whose readers are programs: they get an error and no page, and bring the key in the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Page,
    Data,
    Calendar,
    Feed,
}

impl Format {
    /// Returns the format of a path, by its ending.
    pub fn of(path: &str) -> Self {
        match path.rsplit_once('.').map(|(_, ending)| ending) {
            Some("ics") => Self::Calendar,
            Some("atom") => Self::Feed,
            Some("json") => Self::Data,
            _ => Self::Page,
        }
    }
}

/// Returns the key that a request presents: to a page its cookie, to programs the one in the address, or else the cookie.
/// An address with two different keys presents none.
pub fn presented(path: &str, query: &str, headers: &HeaderMap) -> Option<String> {
    let mut keys = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name == PARAMETER);
    match (Format::of(path), keys.next()) {
        (Format::Page, _) | (_, None) => cookie(headers),
        (_, Some((_, key))) => keys.all(|(_, other)| other == key).then(|| key.into_owned()),
    }
    .filter(|key| key.len() <= LONGEST)
}

/// Returns the key that a request presents.
pub fn of(request: &HttpRequest) -> Option<String> {
    presented(request.path(), request.query_string(), request.headers())
}

pub fn digest(key: &str) -> KeyHash {
    Sha256::digest(key).into()
}

/// Reads the cookie, whatever else is among cookies.
fn cookie(headers: &HeaderMap) -> Option<String> {
    let all = headers.get_all(header::COOKIE).filter_map(|value| std::str::from_utf8(value.as_bytes()).ok());
    let mut pairs = all.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find_map(|(name, value)| (name == COOKIE).then(|| value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::HeaderValue;

    #[test]
    fn pages_take_the_cookie_and_programs_the_address() {
        let mut headers = HeaderMap::new();
        let cookies = "x; a=1;pratfall_house=fromcookie ; pratfall_house=other";
        headers.insert(header::COOKIE, HeaderValue::from_static(cookies));
        let some = |path: &str, query: &str| presented(path, query, &headers);
        let cookie = Some("fromcookie".to_owned());
        assert_eq!(some("/acme/events", ""), cookie);
        assert_eq!(some("/acme/events", "key=a"), cookie, "a page");
        for path in ["/x/agenda.ics", "/x/agenda.json", "/x.atom"] {
            assert_eq!(some(path, "lang=fr&key=a"), Some("a".to_owned()), "{path}");
            assert_eq!(some(path, "key=a&key=a"), Some("a".to_owned()));
            assert_eq!(some(path, "key=a&key=b"), None, "which?");
            assert_eq!(some(path, &format!("key={}", "a".repeat(10_000))), None);
            assert_eq!(some(path, ""), cookie);
            assert_eq!(presented(path, "", &HeaderMap::new()), None);
        }
    }
}
