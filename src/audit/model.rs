//! Acts, who carries them out, and their place in the chain.

use super::chain::Link;
use crate::{
    ids::{OrganisationId, StaffId},
    schema::audit_entries,
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

/// A member of staff at work for an organisation, at a moment.
#[derive(Debug, Clone, Copy)]
pub struct Actor {
    pub organisation: OrganisationId,
    pub staff: StaffId,
    pub now: DateTime<Utc>,
}

/// Word for an act, with its text in `settings-audit-verb-…`. Stored: it never changes its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verb(pub &'static str);

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = audit_entries, check_for_backend(diesel::pg::Pg))]
pub struct Entry {
    pub organisation_id: crate::ids::OrganisationId,
    /// Number from 1, without gaps.
    pub number: i64,
    /// Whole microseconds.
    pub at: DateTime<Utc>,
    /// Absent for the command line and for schedules.
    pub staff_id: Option<StaffId>,
    pub verb: String,
    /// Id of what it was done on.
    pub object_id: Option<Uuid>,
    /// Covers this row and, through the hash before, all earlier ones.
    pub hash: Vec<u8>,
}

impl Entry {
    pub fn link(&self) -> Link<'_> {
        Link {
            organisation: self.organisation_id.as_bytes(),
            number: self.number,
            micros: self.at.timestamp_micros(),
            staff: self.staff_id.as_ref().map(StaffId::as_bytes),
            object: self.object_id.as_ref().map(Uuid::as_bytes),
            verb: &self.verb,
        }
    }
}
