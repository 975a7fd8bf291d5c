//! Jobs of this feature. Payloads hold ids only.

use crate::{
    ids::{InvitationId, NoticeId, StaffId},
    platform::jobs::Job,
};
use serde::{Deserialize, Serialize};

/// Mails the link of an invitation.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendInvitation {
    pub invitation: InvitationId,
}

impl Job for SendInvitation {
    const KIND: &'static str = "accounts.send_invitation";
}

/// Mails that a role is offered.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendOffer {
    pub staff: StaffId,
    pub offer: InvitationId,
}

impl Job for SendOffer {
    const KIND: &'static str = "accounts.send_offer";
}

/// Mails a link to choose a new password.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendForgotten {
    pub invitation: InvitationId,
}

impl Job for SendForgotten {
    const KIND: &'static str = "accounts.send_forgotten";
}

/// Mails that a password was changed.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendChanged {
    pub staff: StaffId,
    pub notice: NoticeId,
}

impl Job for SendChanged {
    const KIND: &'static str = "accounts.send_changed";
}
