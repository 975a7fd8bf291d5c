//! Screens of this feature.

pub mod about;
pub mod desk;
pub mod draft;
pub mod public;
mod samples;
pub mod subscribers;
