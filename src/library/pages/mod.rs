//! Handlers.

pub mod desk;
pub mod packs;
pub mod public;
