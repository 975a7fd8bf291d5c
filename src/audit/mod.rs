//! The audit trail of what staff did: append-only, hash-chained. Staff only, ids only, never an author.

pub mod actions;
pub mod chain;
pub mod filter;
pub mod heads;
pub mod model;
pub mod store;

pub use actions::{keep_head, prune, record, verify};
pub use filter::Filter;
pub use heads::Heads;
pub use model::{Actor, Verb};
