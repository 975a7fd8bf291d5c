//! Handlers.

pub mod desk;
pub mod packs;
pub mod public;
mod search;
