//! The library: stories that were told, or told to be read, as their authors agreed to them.

pub mod actions;
pub mod model;
pub mod store;

use crate::platform::jobs::Registry;

pub fn jobs(registry: &mut Registry) {
    registry.on(actions::shelve::shelve_mixed);
}
