//! What is done in the library.

pub mod shelve;
