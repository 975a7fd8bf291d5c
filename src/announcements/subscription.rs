//! A subscription: its status, and the links that stand for it in mails.

use crate::{ids::SubscriptionId, platform::keys::Key, text_enum};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::Duration;
use subtle::ConstantTimeEq;

/// At most one request to confirm an address leaves in this time.
pub const QUIET: Duration = Duration::minutes(10);

text_enum! {
    /// Whether an address gets announcements.
    pub enum SubscriptionStatus {
        /// Somebody typed it; whoever reads its mail has not agreed yet.
        Unconfirmed = "unconfirmed",
        /// Gets announcements.
        Confirmed = "confirmed",
        /// Does not want them any more; the address is erased.
        Unsubscribed = "unsubscribed",
    }
}

/// The part of a link that stands for a subscription. Nothing secret is stored: the key that signs it is outside
/// the database.
#[must_use]
pub fn token(key: &Key, id: SubscriptionId) -> String {
    let mut bytes = id.as_bytes().to_vec();
    bytes.extend_from_slice(&seal(key, id));
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// The subscription a token stands for; `None` when we did not make it.
#[must_use]
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
