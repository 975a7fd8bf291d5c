//! Pratfall: the platform for fuck-up days. Modules in dependency order; each uses only those above it.
#![recursion_limit = "256"]

/// Staff.
pub mod accounts;
/// The only place that knows all features.
pub mod app;
/// Who did what.
pub mod audit;
/// The days on which stories are told.
pub mod events;
/// Every typed id.
pub mod ids;
/// The anonymous way in and back.
pub mod intake;
/// From submission to something that can be told.
pub mod moderation;
/// The tenants.
pub mod organisations;
/// What has no domain word in it.
pub mod platform;
/// Tables, as diesel sees them.
#[allow(missing_docs, reason = "generated; migrations explain the columns")]
pub mod schema;
/// What people tell.
pub mod stories;
