//! Sessions: 256 random bits in a cookie for `/desk`, and only their hash in the database.

use crate::{
    ids::{OrganisationId, StaffId},
    platform::random,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use chrono::{DateTime, Duration, Utc};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

pub const COOKIE: &str = "pratfall_desk";
/// Time without a request after which a session ends.
pub const IDLE: Duration = Duration::minutes(30);
/// Time after which any session ends.
pub const LONGEST: Duration = Duration::hours(8);

/// Secret in the cookie.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    pub fn generate() -> Self {
        Self(BASE64.encode(random::bytes::<32>()))
    }

    /// Reads a cookie, without a check.
    pub fn from_cookie(value: &str) -> Self {
        Self(value.to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Hashes it for the database.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }
}

/// Secret that every form of a session sends along.
#[derive(Debug, Clone)]
pub struct Csrf(pub Vec<u8>);

impl Csrf {
    pub fn generate() -> Self {
        Self(random::bytes::<32>().to_vec())
    }

    /// Encodes it for forms. Desk pages are not compressed, so it needs no mask (BREACH).
    pub fn encoded(&self) -> String {
        BASE64.encode(&self.0)
    }

    /// Compares in constant time.
    pub fn fits(&self, sent: &str) -> bool {
        BASE64.decode(sent).is_ok_and(|sent| sent.ct_eq(&self.0).into())
    }
}

#[derive(Debug, Clone)]
pub struct Session {
    pub staff: StaffId,
    pub csrf: Csrf,
    pub started_at: DateTime<Utc>,
    pub seen_at: DateTime<Utc>,
    /// Organisations whose desk it came to.
    pub entered: Vec<OrganisationId>,
}

impl Session {
    pub fn is_alive(&self, now: DateTime<Utc>) -> bool {
        now < self.seen_at + IDLE && now < self.started_at + LONGEST
    }

    /// Returns true when its last use should be recorded again, at most once a minute.
    pub fn is_stale(&self, now: DateTime<Utc>) -> bool {
        now > self.seen_at + Duration::minutes(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_ends_when_idle_and_when_old() {
        let now: DateTime<Utc> = "2026-11-24T09:00:00Z".parse().unwrap();
        let session = |started: i64, seen: i64| Session {
            staff: StaffId::new(),
            csrf: Csrf::generate(),
            started_at: now - Duration::minutes(started),
            seen_at: now - Duration::minutes(seen),
            entered: vec![],
        };
        assert!(session(100, 29).is_alive(now));
        assert!(!session(100, 30).is_alive(now));
        assert!(!session(480, 1).is_alive(now));
    }

    #[test]
    fn only_the_sessions_own_secret_fits() {
        let csrf = Csrf::generate();
        assert!(csrf.fits(&csrf.encoded()));
        assert!(!csrf.fits(&Csrf::generate().encoded()));
        assert!(!csrf.fits("") && !csrf.fits("?"));
    }

    #[test]
    fn a_token_is_itself_in_the_cookie_and_a_hash_in_the_database() {
        let token = Token::generate();
        assert_eq!(token.as_str().len(), 43, "256 bits");
        assert_ne!(token.as_str(), Token::generate().as_str());
        let again = Token::from_cookie(token.as_str());
        assert_eq!(again.hash(), token.hash());
        assert_eq!(token.hash().len(), 32);
        assert_ne!(token.hash(), Token::generate().hash());
    }

    #[test]
    fn the_last_use_is_written_once_a_minute() {
        let seen: DateTime<Utc> = "2026-11-24T09:00:00Z".parse().unwrap();
        let session = Session {
            staff: StaffId::new(),
            csrf: Csrf::generate(),
            started_at: seen,
            seen_at: seen,
            entered: vec![],
        };
        let is_stale = |seconds| session.is_stale(seen + Duration::seconds(seconds));
        assert_eq!([0, 60, 61].map(is_stale), [false, false, true]);
    }
}
