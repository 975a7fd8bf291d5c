//! The library in the database.

pub mod shelving;
