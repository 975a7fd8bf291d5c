//! Actions of moderators.

pub mod batch;
mod claims;
mod review;
pub mod views;

pub use claims::{claim, forget_work, hand_over, note_first_reading, note_reading, put_back, recuse, renew};
pub use review::{Accepted, Reasoned, Review, SentText, accept, ask, decline, edit, reopen};
