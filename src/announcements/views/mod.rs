//! Screens of this feature.

pub mod desk;
pub mod public;
pub mod subscribers;
