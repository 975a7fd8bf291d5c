//! Handlers of this feature.

pub mod desk;
pub mod public;
