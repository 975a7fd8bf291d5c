//! Settings, a page for each part, and the audit trail.
#![allow(clippy::missing_errors_doc, reason = "every handler fails with an error page")]

pub mod audit;
pub mod call;
pub mod contacts;
pub mod languages;
pub mod profile;
pub mod promise;
pub mod themes;
pub mod words;

use crate::{accounts::extract::Desk, organisations::actions::By};

/// Somebody who sets something, with the place and the moment.
fn by(desk: &Desk) -> By {
    By {
        organisation: desk.organisation.id,
        staff: desk.staff,
        now: desk.app.clock.now(),
    }
}
