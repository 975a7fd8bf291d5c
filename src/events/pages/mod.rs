//! Handlers.

pub mod desk;
pub mod papers;
pub mod public;

use crate::{
    ids::EventId,
    platform::{error::Error, web::id},
};
use actix_web::web::Path;

/// `{org}`, `{event}`
pub type OfEvent = Path<(String, String)>;
/// `{org}`, `{event}`, `{slot}`
pub type OfSlot = Path<(String, String, String)>;

fn event(path: &OfEvent) -> Result<EventId, Error> {
    id(&path.1)
}
