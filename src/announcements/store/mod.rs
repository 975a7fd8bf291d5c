//! Subscriptions, announcements and the ledger of deliveries in the database.

pub mod announcements;
mod audience;
pub mod ledger;
pub mod subscriptions;
