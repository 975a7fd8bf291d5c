//! Jobs of this feature. Payloads hold ids only.

use crate::{
    ids::{AnnouncementId, StaffId, SubscriptionId},
    platform::{i18n::Language, jobs::Job},
};
use serde::{Deserialize, Serialize};

/// Asks the owner of an address to confirm.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendConfirmation {
    pub subscription: SubscriptionId,
}

impl Job for SendConfirmation {
    const KIND: &'static str = "announcements.send_confirmation";
    const FROM_STRANGERS: bool = true;
}

/// Sends an announcement to its writer alone.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendTest {
    pub announcement: AnnouncementId,
    pub staff: StaffId,
    pub language: Language,
}

impl Job for SendTest {
    const KIND: &'static str = "announcements.send_test";
}

/// Sends an announcement to the recipients who have not got it yet.
#[derive(Debug, Serialize, Deserialize)]
pub struct Deliver {
    pub announcement: AnnouncementId,
    /// Outages of the mail server in a row.
    pub outages: i32,
}

impl Job for Deliver {
    const KIND: &'static str = "announcements.deliver";
}
