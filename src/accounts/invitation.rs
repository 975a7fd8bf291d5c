//! Links to choose a password: an id and its signature, so that no secret is stored.

use crate::{ids::InvitationId, platform::keys::Key};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use chrono::Duration;
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// Lifetime of a link.
pub const VALID: Duration = Duration::days(7);
const LABEL: &str = "invitation";

/// Signs the id of an invitation for its link.
pub fn token(key: &Key, id: InvitationId) -> String {
    let mut bytes = id.as_bytes().to_vec();
    bytes.extend(key.mac(LABEL, &[id.as_bytes()]));
    BASE64.encode(bytes)
}

/// Returns the invitation of a link; `None` when the signature is wrong.
pub fn read(key: &Key, token: &str) -> Option<InvitationId> {
    let bytes = BASE64.decode(token).ok()?;
    let (id, mac) = bytes.split_first_chunk::<16>()?;
    let ours: bool = key.mac(LABEL, &[id]).ct_eq(mac).into();
    ours.then(|| Uuid::from_bytes(*id).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_links_are_read() {
        let (key, id) = (Key::generate(), InvitationId::new());
        let link = token(&key, id);
        assert_eq!(read(&key, &link), Some(id));
        assert_eq!(read(&Key::generate(), &link), None);
        assert_eq!(read(&key, &link[..link.len() - 2]), None);
        assert_eq!(read(&key, ""), None);
    }
}
