//! The audit trail of what staff did: append-only, hash-chained. Staff only, ids only, never an author.

pub mod actions;
pub mod chain;
pub mod model;
pub mod store;

pub use actions::{prune, record, verify};
pub use model::{Actor, Verb};
