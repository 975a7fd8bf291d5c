//! Filters of the trail.

use crate::ids::StaffId;
use chrono::{DateTime, Utc};

/// Entries that are looked for: all of them without any part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub staff: Option<StaffId>,
    pub verb: Option<String>,
    /// From this moment on.
    pub from: Option<DateTime<Utc>>,
    /// Before this moment.
    pub until: Option<DateTime<Utc>>,
}
