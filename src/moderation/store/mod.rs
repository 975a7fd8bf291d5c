//! Claims, the queue and kept filters in the database.

pub mod approvals;
pub mod batch;
mod claims;
mod next;
pub mod queue;
pub mod recusals;
pub mod views;

pub use claims::{claim, count_claims, end_claim, forget_work, lease, renew};
pub use next::{has_read, next, read_today};
