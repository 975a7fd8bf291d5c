//! All jobs and schedules.

use super::upkeep;
use crate::{accounts, announcements, events, intake, lessons, library, platform::jobs::Registry};
use std::sync::Arc;

pub fn registry() -> Arc<Registry> {
    let mut registry = Registry::default();
    accounts::jobs(&mut registry);
    intake::jobs(&mut registry);
    events::jobs(&mut registry);
    lessons::jobs(&mut registry);
    library::jobs(&mut registry);
    announcements::jobs(&mut registry);
    upkeep::jobs(&mut registry);
    registry.done()
}
