//! Telling people: subscriptions, announcements, and a ledger of every mail.

pub mod actions;
pub mod delivery;
pub mod forms;
pub mod jobs;
pub mod mails;
pub mod model;
pub mod placeholders;
pub mod status;
pub mod store;
pub mod subscription;
