//! Actions of the library.

pub mod hiding;
pub mod me_too;
mod newest;
pub mod packs;
pub mod questions;
pub mod search;
pub mod shelve;
