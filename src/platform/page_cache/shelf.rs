//! Pages in bounded memory.

use crate::platform::i18n::Language;
use actix_web::{
    HttpResponse,
    body::BoxBody,
    http::{
        StatusCode,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    web::Bytes,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// Approximate bytes of a page besides its body.
const OVERHEAD: usize = 1024;
/// Fraction of the memory that one page may take.
const SHARE: usize = 8;

/// Page as it is sent, with a strong validator of its body (RFC 9110 § 8.8.3).
#[derive(Debug)]
pub struct Page {
    tag: HeaderValue,
    /// Headers of every answer.
    headers: Vec<(HeaderName, HeaderValue)>,
    /// Headers that describe the body, absent from a 304.
    content: Vec<(HeaderName, HeaderValue)>,
    body: Bytes,
}

impl Page {
    pub fn new(headers: &HeaderMap, body: Bytes) -> Self {
        let describes = |name: &HeaderName| {
            [header::CONTENT_TYPE, header::CONTENT_LANGUAGE, header::CONTENT_DISPOSITION].contains(name)
        };
        let all = headers.iter().map(|(name, value)| (name.clone(), value.clone()));
        let (content, headers) = all.partition(|(name, _)| describes(name));
        let tag = format!("\"{}\"", BASE64.encode(Sha256::digest(&body)));
        Self {
            // It is ASCII.
            tag: HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"\"")),
            headers,
            content,
            body,
        }
    }

    /// Answers 200 with the page, or 304 where `If-None-Match` names it.
    pub fn answer(&self, request: &HeaderMap) -> HttpResponse<BoxBody> {
        let known = request.get(header::IF_NONE_MATCH).is_some_and(|tags| self.is_in(tags));
        let status = if known { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
        let mut response = HttpResponse::new(status);
        let headers = response.headers_mut();
        headers.insert(header::ETAG, self.tag.clone());
        let content = if known { &[][..] } else { &self.content };
        for (name, value) in self.headers.iter().chain(content) {
            headers.append(name.clone(), value.clone());
        }
        if known {
            return response;
        }
        response.set_body(BoxBody::new(self.body.clone()))
    }

    /// Compares weakly (RFC 9110 § 13.1.2).
    fn is_in(&self, tags: &HeaderValue) -> bool {
        let (tags, own) = (tags.as_bytes(), self.tag.as_bytes());
        tags.split(|byte| *byte == b',').any(|one| {
            let one = one.trim_ascii();
            one == b"*" || one.strip_prefix(b"W/").unwrap_or(one) == own
        })
    }

    fn size(&self) -> usize {
        self.body.len() + OVERHEAD
    }
}

/// Version of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    pub language: Language,
    /// Set when the address names the language, which links then repeat.
    pub asked: bool,
}

/// Times at which a page is right if nothing changes in the database: from when it was rendered until the calendar makes
/// it another.
pub type Validity = Range<DateTime<Utc>>;

/// Pages by path and version. All versions of a path were rendered from the same data.
pub(super) struct Shelf {
    places: HashMap<Box<str>, Place>,
    bytes: usize,
    most: usize,
}

struct Place {
    offered: Box<[Language]>,
    pages: Vec<Kept>,
}

struct Kept {
    version: Version,
    valid: Validity,
    page: Arc<Page>,
    /// Set when it was requested since memory last ran short.
    asked_for: AtomicBool,
}

impl Shelf {
    pub(super) fn new(most: usize) -> Self {
        Self { places: HashMap::new(), bytes: 0, most }
    }

    pub(super) fn get(
        &self,
        path: &str,
        now: DateTime<Utc>,
        choose: impl FnOnce(&[Language]) -> Version,
    ) -> Option<Arc<Page>> {
        let place = self.places.get(path)?;
        let version = choose(&place.offered);
        let kept = place.pages.iter().find(|kept| kept.version == version)?;
        if !kept.valid.contains(&now) {
            return None;
        }
        if !kept.asked_for.load(Ordering::Relaxed) {
            kept.asked_for.store(true, Ordering::Relaxed);
        }
        Some(kept.page.clone())
    }

    pub(super) fn insert(
        &mut self,
        path: &str,
        valid: Validity,
        offered: &[Language],
        version: Version,
        page: Arc<Page>,
    ) {
        let size = page.size() + path.len();
        if size > self.most / SHARE {
            return;
        }
        if self.bytes + size > self.most {
            self.sweep(valid.start);
        }
        if self.bytes + size > self.most {
            self.clear();
        }
        let place = self
            .places
            .entry(path.into())
            .or_insert_with(|| Place { offered: offered.into(), pages: vec![] });
        place.pages.retain(|kept| {
            let stays = kept.version != version;
            if !stays {
                self.bytes -= kept.page.size() + path.len();
            }
            stays
        });
        place.pages.push(Kept { version, valid, page, asked_for: AtomicBool::new(false) });
        self.bytes += size;
    }

    /// Drops pages that are not valid, and those not requested since the last time.
    fn sweep(&mut self, now: DateTime<Utc>) {
        let mut bytes = 0;
        self.places.retain(|path, place| {
            place
                .pages
                .retain_mut(|kept| std::mem::take(kept.asked_for.get_mut()) && kept.valid.contains(&now));
            bytes += place.pages.iter().map(|kept| kept.page.size() + path.len()).sum::<usize>();
            !place.pages.is_empty()
        });
        self.bytes = bytes;
    }

    pub(super) fn clear(&mut self) {
        self.places.clear();
        self.bytes = 0;
    }

    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{En, Nl};
    use chrono::TimeDelta;

    const EN: Version = Version { language: En, asked: false };

    fn page(length: usize) -> Arc<Page> {
        Arc::new(Page::new(&HeaderMap::new(), vec![b'x'; length].into()))
    }

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(second)
    }

    fn has(shelf: &Shelf, path: &str, second: i64) -> bool {
        shelf.get(path, at(second), |_| EN).is_some()
    }

    #[test]
    fn a_page_is_found_while_it_is_valid_and_in_its_version_only() {
        let mut shelf = Shelf::new(100_000);
        shelf.insert("/acme", at(7)..at(8), &[En, Nl], EN, page(10));
        assert!(
            has(&shelf, "/acme", 7)
                && ![6, 8].iter().any(|n| has(&shelf, "/acme", *n))
                && !has(&shelf, "/other", 7)
        );
        let chosen = shelf.get("/acme", at(7), |offered| {
            assert_eq!(offered, [En, Nl]);
            Version { asked: true, ..EN }
        });
        assert!(chosen.is_none());
        shelf.insert("/acme", at(8)..at(9), &[En, Nl], EN, page(20));
        assert!(has(&shelf, "/acme", 8) && !has(&shelf, "/acme", 7));
        assert_eq!(shelf.bytes(), 20 + OVERHEAD + "/acme".len());
        shelf.clear();
        assert!(!has(&shelf, "/acme", 8) && shelf.bytes() == 0);
    }

    #[test]
    fn memory_is_bounded_and_what_people_ask_for_stays() {
        let mut shelf = Shelf::new(100_000);
        shelf.insert("/huge", at(1)..at(2), &[En], EN, page(100_000 / SHARE));
        assert_eq!(shelf.bytes(), 0);
        for n in 0..2_000 {
            shelf.insert("/acme", at(1)..at(2), &[En], EN, page(1_000));
            assert!(has(&shelf, "/acme", 1), "{n}");
            shelf.insert(&format!("/acme/events/{n}"), at(1)..at(2), &[En], EN, page(1_000));
            assert!(shelf.bytes() <= 100_000);
        }
        let all: usize = shelf
            .places
            .iter()
            .map(|(path, place)| place.pages.iter().map(|kept| kept.page.size() + path.len()).sum::<usize>())
            .sum();
        assert_eq!(shelf.bytes(), all);
        assert!(has(&shelf, "/acme", 1));
        shelf.sweep(at(2));
        assert_eq!(shelf.bytes(), 0, "no page that is not valid");
    }

    #[test]
    fn a_known_page_is_not_sent_again() {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        let page = Page::new(&headers, Bytes::from_static(b"x"));
        let tag = page.tag.to_str().unwrap();
        for (sent, known) in [
            (tag.to_owned(), true),
            (format!("W/{tag}"), true),
            (format!("\"other\", {tag}"), true),
            ("*".to_owned(), true),
            ("\"other\"".to_owned(), false),
            (String::new(), false),
        ] {
            let mut request = HeaderMap::new();
            request.insert(header::IF_NONE_MATCH, HeaderValue::from_str(&sent).unwrap());
            let answer = page.answer(&request);
            assert_eq!(answer.status() == StatusCode::NOT_MODIFIED, known, "{sent}");
            assert_eq!(answer.headers().contains_key(header::CONTENT_TYPE), !known);
            for name in [header::ETAG, header::CACHE_CONTROL] {
                assert!(answer.headers().contains_key(name));
            }
        }
    }
}
