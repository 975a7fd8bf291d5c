//! Pratfall: the platform for fuck-up days. Modules in dependency order; each uses only those above it.
#![recursion_limit = "256"]

/// Tables, as diesel sees them.
pub mod schema;
/// Every typed id.
pub mod ids;
/// What has no domain word in it.
pub mod platform;
/// How long everything lives.
pub mod retention;
/// Who did what.
pub mod audit;
/// The tenants.
pub mod organisations;
/// Staff.
pub mod accounts;
/// What an administrator sets, and the trail of what staff did.
pub mod settings;
/// What could give an author away, and something more general to write.
pub mod coach;
/// What people tell.
pub mod stories;
/// The anonymous way in.
pub mod intake;
/// From submission to something that can be told.
pub mod moderation;
/// The days on which stories are told.
pub mod events;
/// What came of stories: lessons and actions.
pub mod lessons;
/// The author's way back: status, dialogue, the last word.
pub mod receipts;
/// Telling people about it.
pub mod announcements;
/// The first pages: what this is, an organisation's home and promise, the desk's home.
pub mod front;
/// The only place that knows all features.
pub mod app;
