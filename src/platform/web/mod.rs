//! The web without domain words: forms, replies, guards, errors, headers, health.

pub mod errors;
mod fill;
pub mod form;
pub mod guard;
pub mod head;
pub mod headers;
pub mod health;
pub mod kept;
pub mod mail_page;
pub mod mailbox;
mod markup;
pub mod once;
pub mod pass;
pub mod reply;
pub mod seen;
pub mod shared;
mod switch;
pub mod tidy;
mod typed;
mod typed_fields;
pub mod well_known;

use super::error::Error;
pub use form::{Fields, Form};
pub use reply::{Reply, Visit};
pub use seen::{Changed, Seen};
pub use typed::Typed;
pub use typed_fields::TypedFields;

/// Parses an id of an address; anything else is not found.
pub fn id<T: std::str::FromStr>(text: &str) -> Result<T, Error> {
    text.parse().map_err(|_| Error::NotFound)
}
