//! Forms of moderators.

pub mod batch;
pub mod queue;
pub mod redaction;
mod review;
pub mod view;

pub use review::{Button, Checked, Reason, ReviewForm};
