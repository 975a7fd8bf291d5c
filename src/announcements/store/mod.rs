//! Subscriptions, announcements and the ledger of deliveries in the database.

pub mod announcements;
pub mod ledger;
pub mod subscriptions;
