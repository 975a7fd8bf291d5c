//! Status of a subscription, and the links that identify it in mails.

use crate::{ids::SubscriptionId, platform::keys::Key, text_enum};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use subtle::ConstantTimeEq;

/// Quiet time of an address after each request to confirm it. The last counts for all that follow, and for an address
/// whose owner said no.
pub const QUIET: [Duration; 5] =
    [Duration::minutes(10), Duration::hours(1), Duration::days(1), Duration::days(7), Duration::days(30)];

/// Returns true when an address may be asked at `now` after that many requests, the last at that moment.
pub fn may_ask(before: Option<(i32, DateTime<Utc>)>, now: DateTime<Utc>) -> bool {
    let Some((times, last)) = before else {
        return true;
    };
    let step = usize::try_from(times.max(1) - 1).unwrap_or(0).min(QUIET.len() - 1);
    QUIET.get(step).is_none_or(|quiet| last + *quiet <= now)
}

text_enum! {
    pub enum SubscriptionStatus {
        /// Typed by somebody; its owner has not agreed yet.
        Unconfirmed = "unconfirmed",
        Confirmed = "confirmed",
        /// The address is erased.
        Unsubscribed = "unsubscribed",
    }
}

/// Signs the id of a subscription for links. Nothing secret is stored: the key is outside the database.
pub fn token(key: &Key, id: SubscriptionId) -> String {
    let mut bytes = id.as_bytes().to_vec();
    bytes.extend_from_slice(&seal(key, id));
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// Returns the subscription of a token; `None` when the signature is wrong.
pub fn from_token(key: &Key, token: &str) -> Option<SubscriptionId> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(token).ok()?;
    let (id, sealed) = bytes.split_at_checked(16)?;
    let id = SubscriptionId::from(uuid::Uuid::from_slice(id).ok()?);
    bool::from(seal(key, id).as_slice().ct_eq(sealed)).then_some(id)
}

fn seal(key: &Key, id: SubscriptionId) -> [u8; 32] {
    key.mac("subscription link", &[id.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_request_is_followed_by_a_longer_peace() {
        let last = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        assert!(may_ask(None, last));
        for (times, quiet) in [(1, 10), (2, 60), (3, 1440), (4, 7 * 1440), (5, 30 * 1440), (99, 30 * 1440)] {
            let over = last + Duration::minutes(quiet);
            assert!(may_ask(Some((times, last)), over), "after {times}");
            assert!(!may_ask(Some((times, last)), over - Duration::seconds(1)), "after {times}");
        }
    }

    #[test]
    fn tokens_are_ours_or_nobodys() {
        let (key, id) = (Key::generate(), SubscriptionId::new());
        let good = token(&key, id);
        assert_eq!(from_token(&key, &good), Some(id));
        assert_eq!(from_token(&Key::generate(), &good), None);
        let mut other = good.clone();
        other.replace_range(0..1, if good.starts_with('A') { "B" } else { "A" });
        for bad in ["", "x", &good[1..], &other, &good.repeat(2), "é", &"A".repeat(64)] {
            assert_eq!(from_token(&key, bad), None, "{bad}");
        }
    }
}
