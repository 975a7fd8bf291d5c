//! Sessions: 256 random bits in a cookie for `/desk`, only their hash in the database.

use crate::{
    ids::{OrganisationId, StaffId},
    platform::random,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use chrono::{DateTime, Duration, Utc};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Name of the cookie.
pub const COOKIE: &str = "pratfall_desk";
/// Ended after this long without a request.
pub const IDLE: Duration = Duration::minutes(30);
/// Ended after this long, whatever happens.
pub const LONGEST: Duration = Duration::hours(8);

/// What the cookie holds.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// A new one.
    pub fn generate() -> Self {
        Self(BASE64.encode(random::bytes::<32>()))
    }

    /// The one in a cookie; no check yet.
    pub fn from_cookie(value: &str) -> Self {
        Self(value.to_owned())
    }

    /// For the cookie.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// For the database.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }
}

/// The secret that every form of a session must send along.
#[derive(Debug, Clone)]
pub struct Csrf(pub Vec<u8>);

impl Csrf {
    /// A new one.
    pub fn generate() -> Self {
        Self(random::bytes::<32>().to_vec())
    }

    /// For forms. Desk pages are not compressed, so it needs no mask (BREACH).
    pub fn encoded(&self) -> String {
        BASE64.encode(&self.0)
    }

    /// Whether a form sent it.
    pub fn fits(&self, sent: &str) -> bool {
        BASE64.decode(sent).is_ok_and(|sent| sent.ct_eq(&self.0).into())
    }
}

/// A session in the database.
#[derive(Debug, Clone)]
pub struct Session {
    pub staff: StaffId,
    /// Its forms' secret.
    pub csrf: Csrf,
    pub started_at: DateTime<Utc>,
    /// When it was last used.
    pub seen_at: DateTime<Utc>,
    /// At which desks it was.
    pub entered: Vec<OrganisationId>,
}

impl Session {
    /// Whether it still counts.
    pub fn is_alive(&self, now: DateTime<Utc>) -> bool {
        now < self.seen_at + IDLE && now < self.started_at + LONGEST
    }

    /// Whether its last use should be written down again; once a minute is enough.
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
