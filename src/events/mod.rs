//! The days: agenda, changes, release, calendar.

pub mod actions;
pub mod agenda;
pub mod calendar;
pub mod change;
pub mod forms;
pub mod model;
pub mod programme;
pub mod release;
pub mod slot;
pub mod store;
pub mod when;
pub mod wording;
mod zone;

pub use release::ReleasedAgenda;
