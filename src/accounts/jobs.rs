//! Work of this feature.

use crate::{ids::InvitationId, platform::jobs::Job};
use serde::{Deserialize, Serialize};

/// Mails an invitation's link.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendInvitation {
    /// Which.
    pub invitation: InvitationId,
}

impl Job for SendInvitation {
    const KIND: &'static str = "accounts.send_invitation";
}
