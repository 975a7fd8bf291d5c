//! The library in the database.

pub mod hidings;
pub mod packs;
pub mod presses;
pub mod reading;
pub mod indexing;
pub mod searching;
pub mod shelving;
pub mod words;
