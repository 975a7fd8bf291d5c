//! Schedules and jobs of this feature.

use crate::platform::jobs::Job;
use serde::{Deserialize, Serialize};

pub const MIX: &str = "intake.mix";

/// Does what other features do at the mix, once it has written an organisation's stories and answers.
#[derive(Debug, Serialize, Deserialize)]
pub struct Mixed {}

impl Job for Mixed {
    const KIND: &'static str = "intake.mixed";
}
