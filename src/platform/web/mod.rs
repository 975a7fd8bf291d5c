//! The web without domain words: forms, replies, guards, errors, headers, health.

pub mod errors;
pub mod form;
pub mod guard;
pub mod headers;
pub mod health;
pub mod kept;
pub mod mail_page;
pub mod mailbox;
pub mod reply;
pub mod seen;

pub use form::{Fields, Form};
pub use reply::{Reply, Visit};
pub use seen::{Changed, Seen};
