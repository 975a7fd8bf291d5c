//! Work of this feature.

use crate::{
    ids::{InvitationId, NoticeId, StaffId},
    platform::jobs::Job,
};
use serde::{Deserialize, Serialize};

/// Mails an invitation's link.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendInvitation {
    pub invitation: InvitationId,
}

impl Job for SendInvitation {
    const KIND: &'static str = "accounts.send_invitation";
}

/// Says to somebody that they are offered a role.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendOffer {
    pub staff: StaffId,
    pub offer: InvitationId,
}

impl Job for SendOffer {
    const KIND: &'static str = "accounts.send_offer";
}

/// Mails a link to somebody who forgot their password.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendForgotten {
    pub invitation: InvitationId,
}

impl Job for SendForgotten {
    const KIND: &'static str = "accounts.send_forgotten";
}

/// Says to somebody that their password was changed.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendChanged {
    pub staff: StaffId,
    pub notice: NoticeId,
}

impl Job for SendChanged {
    const KIND: &'static str = "accounts.send_changed";
}
