//! Handlers of this feature.
#![allow(clippy::missing_errors_doc, reason = "every handler fails with an error page")]

pub mod desk;
pub mod public;
