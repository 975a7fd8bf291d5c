//! Actions of the library.

pub mod hiding;
pub mod me_too;
pub mod packs;
pub mod questions;
pub mod search;
pub mod shelve;
