//! What people do about announcements, and the work that follows.

pub mod announcing;
pub mod compose;
mod lane;
pub mod sending;
pub mod subscribing;
