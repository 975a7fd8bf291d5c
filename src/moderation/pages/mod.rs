//! Pages of the moderators' desk.

mod batch;
mod loaded;
mod queue;
mod redaction;
mod story;
mod views;

pub use batch::{claim as claim_all, decide as decide_all, preview};
pub use queue::queue;
pub use redaction::{draft, redact};
pub use story::{accept, ask, claim, decline, edit, hand_over, next, put_back, recuse, renew, reopen, story};
pub use views::{keep, remove as remove_view, views};

use crate::accounts::Done;

const CLAIMED: Done = Done::good("moderation-done-claimed");
const PUT_BACK: Done = Done::good("moderation-done-put-back");
const ASKED: Done = Done::good("moderation-done-asked");
const ACCEPTED: Done = Done::good("moderation-done-accepted");
const HANDED_OVER: Done = Done::good("moderation-done-handed-over");
const APPROVED: Done = Done::good("moderation-done-approved");
const DECLINED: Done = Done::good("moderation-done-declined");
const REOPENED: Done = Done::good("moderation-done-reopened");
const RECUSED: Done = Done::good("moderation-done-recused");
const DONE_AND_ENOUGH: Done = Done::good("moderation-done-and-enough");
const ENOUGH: Done = Done::good("moderation-done-enough");
const NONE_TICKED: Done = Done::warn("moderation-done-none-ticked");
const NONE_LEFT: Done = Done::good("moderation-done-none-left");

/// Notes of this feature.
pub const DONE: &[Done] = &[
    CLAIMED,
    PUT_BACK,
    HANDED_OVER,
    ASKED,
    ACCEPTED,
    APPROVED,
    DECLINED,
    REOPENED,
    RECUSED,
    DONE_AND_ENOUGH,
    ENOUGH,
    NONE_TICKED,
    NONE_LEFT,
];
