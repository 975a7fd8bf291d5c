//! Handlers.

pub mod desk;
pub mod public;

use crate::{ids::EventId, platform::error::Error};
use actix_web::web::Path;

/// `{org}`, `{event}`
pub type OfEvent = Path<(String, String)>;
/// `{org}`, `{event}`, `{slot}`
pub type OfSlot = Path<(String, String, String)>;

/// Parses an id of an address; anything else is not found.
fn id<T: std::str::FromStr>(text: &str) -> Result<T, Error> {
    text.parse().map_err(|_| Error::NotFound)
}

fn event(path: &OfEvent) -> Result<EventId, Error> {
    id(&path.1)
}
