//! Handlers.

pub mod desk;
pub mod public;
mod search;
