//! The library in the database.

pub mod hidings;
pub mod presses;
pub mod reading;
pub mod shelving;
