//! The library in the database.

pub mod hidings;
pub mod packs;
pub mod presses;
pub mod reading;
pub mod shelving;
